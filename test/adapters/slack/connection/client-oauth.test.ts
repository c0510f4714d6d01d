import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSeal } from '../../../../adapters/slack/connection/seal.ts';
import { createSlackDouble, type SlackDouble } from '../../../support/doubles/slack/create-slack-double.ts';
import { asForm, sendSigned } from '../../../support/doubles/slack/send-signed.ts';
import { type Started, startSlack } from '../../../support/doubles/slack/start-slack.ts';
import { until } from '../../../support/until.ts';

const secret = 'a-signing-secret';
const key = 'k'.repeat(40);
let double: SlackDouble;
let started: Started;
let base: string;
let kept: Map<string, string>;
let goodbyes: string[];
let serial = 0;

beforeEach(async () => {
  serial += 1;
  double = await createSlackDouble();
  kept = new Map();
  goodbyes = [];
  const port = 40_000 + ((process.pid * 7 + serial) % 20_000);
  base = `http://127.0.0.1:${port}`;
  started = await startSlack(double, {
    connection: {
      mode: 'oauth',
      signingSecret: secret,
      port,
      clientId: 'client',
      clientSecret: 'client-secret',
      stateSecret: 'state-secret',
      tokenKey: key,
    },
    vault: {
      readInstallation: async (workspace) => kept.get(workspace),
      writeInstallation: async (workspace, sealed) => void kept.set(workspace, sealed),
      removeInstallation: async (workspace) => void kept.delete(workspace),
    },
    ports: { uninstalled: async (workspace) => void goodbyes.push(workspace) },
  });
});
afterEach(async () => {
  await started.slack.stop(60_000);
  await double.close();
});

/** Walks through Slack's consent page, as a browser with its cookie would. */
async function install(team: string): Promise<Response> {
  const start = await fetch(`${base}/slack/install`, { redirect: 'manual' });
  const state = new URL(start.headers.get('location') ?? '').searchParams.get('state');
  const cookie = start.headers.get('set-cookie')?.split(';')[0] ?? '';
  return fetch(`${base}/slack/oauth_redirect?code=code-${team}&state=${state}`, { headers: { cookie } });
}

const card = { title: 'Digest', summary: 'Digest', tone: 'plain' as const, blocks: [] };
const place = (workspace: string) => ({ platform: 'slack', workspace, channel: 'C1' });
const send = (workspace: string) => started.slack.messenger.send({ place: place(workspace), card, key: 'k' });
const signed = (payload: object) =>
  sendSigned({ url: `${base}/slack/events`, secret }, JSON.stringify(payload), { type: 'application/json' });

test('an installation is stored encrypted, and is used for posts and commands', async () => {
  expect((await install('T7')).status).toBe(200);
  expect([...kept.keys()]).toEqual(['T7']);
  expect(kept.get('T7')).not.toContain('xoxb');
  expect(createSeal(key).open(kept.get('T7') ?? '', 'T7')).toContain('xoxb-T7');
  await send('T7');
  expect(double.world.messages).toHaveLength(1);
  const payload = { ...double.payloads.command('search installed'), team_id: 'T7' };
  await sendSigned({ url: `${base}/slack/events`, secret }, asForm(payload));
  await until(() => double.payloads.answersTo(payload).length === 1);
  expect(started.router.asked.at(-1)?.caller.place.workspace).toBe('T7');
});

test('nothing is installed without the state of the consent page', async () => {
  const answer = await fetch(`${base}/slack/oauth_redirect?code=code-T7&state=forged`);
  expect(answer.status).not.toBe(200);
  expect(kept.size).toBe(0);
});

test('a workspace that never installed the app is `gone`', async () => {
  await expect(send('T8')).rejects.toMatchObject({
    problem: 'gone',
    remedy: expect.stringContaining('Install'),
  });
});

test('a rotating token is refreshed once for many posts', async () => {
  double.world.rotates = true;
  await install('T7');
  const seal = createSeal(key);
  const installation = JSON.parse(seal.open(kept.get('T7') ?? '', 'T7'));
  installation.bot.expiresAt = Math.floor(Date.now() / 1_000) + 60;
  kept.set('T7', seal.close(JSON.stringify(installation), 'T7'));
  await Promise.all([send('T7'), send('T7'), send('T7')]);
  expect(
    double.callsOf('oauth.v2.access').filter(({ grant_type }) => grant_type === 'refresh_token'),
  ).toHaveLength(1);
  expect(double.world.messages).toHaveLength(3);
});

test('after an uninstall, tokens are removed and the core is told, once', async () => {
  await install('T7');
  const event = {
    ...double.payloads.event({ type: 'app_uninstalled' }),
    team_id: 'T7',
    authorizations: undefined,
  };
  await signed(event);
  await until(() => goodbyes.length === 1);
  await signed(event);
  await signed({
    ...double.payloads.event({ type: 'tokens_revoked', tokens: { oauth: ['U1'] } }),
    team_id: 'T7',
  });
  expect(kept.size).toBe(0);
  expect(goodbyes).toEqual(['T7']);
  await expect(send('T7')).rejects.toMatchObject({ problem: 'gone' });
});
