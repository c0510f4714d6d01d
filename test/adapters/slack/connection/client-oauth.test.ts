import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSeal } from '../../../../adapters/slack/connection/seal.ts';
import { createSlackDouble, type SlackDouble } from '../../../support/doubles/slack/create-slack-double.ts';
import { asForm, sendSigned } from '../../../support/doubles/slack/send-signed.ts';
import { type Started, startSlack } from '../../../support/doubles/slack/start-slack.ts';
import { freePort } from '../../../support/free-port.ts';
import { until } from '../../../support/until.ts';

const secret = 'a-signing-secret';
const key = 'k'.repeat(40);
let double: SlackDouble;
let started: Started;
let base: string;
let port: number;
let kept: Map<string, string>;
let goodbyes: string[];
let hellos: string[];

beforeEach(async () => {
  double = await createSlackDouble();
  kept = new Map();
  goodbyes = [];
  hellos = [];
  port = await freePort();
  base = `http://127.0.0.1:${port}`;
  started = await start([key]);
});
afterEach(async () => {
  await started.slack.stop(60_000);
  await double.close();
});

const start = (keys: readonly string[]) =>
  startSlack(double, {
    connection: {
      mode: 'oauth',
      signingSecret: secret,
      port,
      clientId: 'client',
      clientSecret: 'client-secret',
      stateSecret: 'state-secret',
      tokenKeys: keys,
    },
    vault: {
      installations: async () => [...kept].map(([workspace, sealed]) => ({ workspace, sealed })),
      readInstallation: async (workspace) => kept.get(workspace),
      writeInstallation: async (workspace, sealed) => void kept.set(workspace, sealed),
      removeInstallation: async (workspace) => void kept.delete(workspace),
    },
    ports: {
      installed: async (workspace) => void hellos.push(workspace),
      uninstalled: async (workspace) => void goodbyes.push(workspace),
    },
  });

/** Walks through Slack's consent page, as a browser with its cookie would. */
async function install(team: string, code = `code-${team}`): Promise<Response> {
  const start = await fetch(`${base}/slack/install`, { redirect: 'manual' });
  const state = new URL(start.headers.get('location') ?? '').searchParams.get('state');
  const cookie = start.headers.get('set-cookie')?.split(';')[0] ?? '';
  return fetch(`${base}/slack/oauth_redirect?code=${code}&state=${state}`, { headers: { cookie } });
}

const card = { title: 'Digest', summary: 'Digest', tone: 'plain' as const, blocks: [] };
const place = (workspace: string) => ({ platform: 'slack', workspace, channel: 'C1' });
const send = (workspace: string) => started.slack.messenger.send({ place: place(workspace), card, key: 'k' });
const signed = (payload: object) =>
  sendSigned({ url: `${base}/slack/events`, secret }, JSON.stringify(payload), { type: 'application/json' });

test('an installation is stored encrypted, and is used for posts and commands', async () => {
  expect((await install('T7')).status).toBe(200);
  expect([[...kept.keys()], hellos]).toEqual([['T7'], ['T7']]);
  expect(kept.get('T7')).not.toContain('xoxb');
  expect(createSeal([key]).open(kept.get('T7') ?? '', 'T7').text).toContain('xoxb-T7');
  await send('T7');
  expect(double.world.messages).toHaveLength(1);
  const payload = { ...double.payloads.command('search installed'), team_id: 'T7' };
  await sendSigned({ url: `${base}/slack/events`, secret }, asForm(payload));
  await until(() => double.payloads.answersTo(payload).length === 1);
  expect(started.router.asked.at(-1)?.caller.place.workspace).toBe('T7');
});

/** Slack's pages end at this address, whatever became of the installation. */
const back = (query: string) => fetch(`${base}/slack/oauth_redirect?${query}`);

test('each way in which an installation ends has a page of its own, which says what to do', async () => {
  double.world.teamName = '<b>Lab & "Friends"</b>';
  const pages = {
    installed: await install('T7'),
    denied: await back('error=access_denied&state=s'),
    'not approved': await back('error=unapproved_scope'),
    'without a code': await back('state=s'),
    'without a state': await back('code=code-T7'),
    forged: await back('code=code-T7&state=forged'),
    'used before': await install('T7', 'spent'),
  };
  const shown = await Promise.all(
    Object.entries(pages).map(async ([name, page]) => {
      const html = await page.text();
      expect(html).not.toMatch(/<script|xox|code-T7|slack_|client-secret|<b>/i);
      expect(html).toMatch(/<a href="(slack:|\/slack\/install)/);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      return [name, page.status, /<h1>(.*)<\/h1>/.exec(html)?.[1]];
    }),
  );
  expect(shown).toEqual([
    ['installed', 200, 'Paperboy is in &lt;b&gt;Lab &amp; &quot;Friends&quot;&lt;/b&gt;'],
    ['denied', 403, 'Paperboy was not installed'],
    ['not approved', 400, 'Slack did not install Paperboy'],
    ['without a code', 400, 'This link doesn’t work any more'],
    ['without a state', 400, 'This link doesn’t work any more'],
    ['forged', 400, 'This link doesn’t work any more'],
    ['used before', 400, 'This link doesn’t work any more'],
  ]);
  expect(started.log.lines.filter(({ level }) => level !== 'info')).toEqual([]);
});

test('what is wrong on our side is logged, and its page names no detail', async () => {
  double.fault('oauth.v2.access', { kind: 'error', error: 'bad_client_secret' });
  const refused = await install('T7');
  expect([refused.status, await refused.text()]).toEqual([
    500,
    expect.stringContaining('Tell the person who runs'),
  ]);
  expect(started.log.lines.at(-1)).toMatchObject({ level: 'error' });
});

test('a key that opens nothing that is stored is an error at the start, which names the ways out', async () => {
  await install('T7');
  await started.slack.stop();
  const newKey = 'n'.repeat(40);
  await expect(start([newKey])).rejects.toThrow(/SLACK_TOKEN_KEY=new,old.*SLACK_TOKEN_KEY=new,lost/);
  started = await start([newKey, key]);
  await send('T7');
  await started.slack.stop();
  // The tokens are sealed with the new key by now.
  started = await start([newKey]);
  await send('T7');
});

test('an unreadable token among readable ones does not keep the bot from starting', async () => {
  await install('T7');
  await started.slack.stop();
  kept.set('T8', createSeal(['x'.repeat(40)]).close('{}', 'T8'));
  started = await start([key]);
  expect(started.log.lines).toContainEqual(
    expect.objectContaining({ level: 'error', fields: { workspaces: ['T8'] } }),
  );
  await send('T7');
});

test('with a key that is lost, stored tokens are removed, and the app can be installed again', async () => {
  await started.slack.stop();
  kept.set('T7', createSeal([key]).close('{}', 'T7'));
  started = await start(['n'.repeat(40), 'lost']);
  expect(kept.size).toBe(0);
  await install('T7');
  await send('T7');
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
  const seal = createSeal([key]);
  const installation = JSON.parse(seal.open(kept.get('T7') ?? '', 'T7').text);
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
