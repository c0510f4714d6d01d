import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSlackDouble, type SlackDouble } from '../../../support/doubles/slack/create-slack-double.ts';
import { type Started, startSlack } from '../../../support/doubles/slack/start-slack.ts';
import { until } from '../../../support/until.ts';

let double: SlackDouble;
let started: Started | undefined;
const lost: unknown[] = [];

beforeEach(async () => {
  double = await createSlackDouble();
});
afterEach(async () => {
  await started?.slack.stop(60_000);
  started = undefined;
  await double.close();
});

const start = async () => {
  started = await startSlack(double, { onLost: (error) => void lost.push(error) });
  return started;
};
const mention = (text: string, id?: string) =>
  double.payloads.event({ type: 'app_mention', channel: 'C1', user: 'U1', text, ts: '1.2' }, id);

test('reconnects after a drop, and what was not acknowledged is sent again, with one effect', async () => {
  const { router } = await start();
  await double.socket.send('events_api', mention('search one', 'Ev1'));
  double.socket.drop();
  await until(() => double.socket.open === 0);
  // Slack sends it again after a reconnect, although the app may have received it before.
  const again = double.socket.send('events_api', mention('search one', 'Ev1'));
  const fresh = double.socket.send('events_api', mention('search two', 'Ev2'));
  await Promise.all([again, fresh]);
  await until(() => router.asked.length === 2);
  expect(router.asked.map(({ line }) => line)).toEqual(['search one', 'search two']);
  expect(double.socket.connections).toBe(2);
});

test('Slack’s own reconnects lose nothing', async () => {
  const { router } = await start();
  double.socket.refresh();
  await until(() => double.socket.connections === 2 && double.socket.open === 1);
  await double.socket.send('events_api', mention('search after'));
  await until(() => router.asked.length === 1);
});

test('waits while Slack is away', async () => {
  await start();
  double.fault('apps.connections.open', { kind: 'http', status: 503 }, { kind: 'lost-answer' });
  double.socket.drop();
  await until(() => double.socket.connections === 2);
});

test('a token that is not valid any more is reported, and does not end the process', async () => {
  await start();
  double.world.appTokens.clear();
  double.socket.drop();
  await until(() => lost.length === 1);
  expect(String(lost[0])).toContain('invalid_auth');
});

test('a wrong token is an error at the start', async () => {
  double.world.tokens.clear();
  await expect(start()).rejects.toThrow('invalid_auth');
});

test('stopping waits for work in progress', async () => {
  const { slack, router } = await start();
  const payload = double.payloads.command('slow');
  await double.socket.send('slash_commands', payload);
  await until(() => router.asked.length === 1);
  expect(await slack.stop(20)).toBe(false);
  router.release();
  expect(await slack.stop(60_000)).toBe(true);
  expect(double.payloads.answersTo(payload)).toHaveLength(1);
});

test('lifecycle: channels that are gone, moved, or left by others', async () => {
  const told: unknown[] = [];
  started = await startSlack(double, {
    ports: {
      placeLost: async ({ channel }, remedy) => void told.push([channel, remedy]),
      placeMoved: async (from, to) => void told.push([from.channel, to.channel]),
      uninstalled: async (workspace) => void told.push(workspace),
    },
  });
  const event = (fields: Record<string, unknown>) =>
    double.socket.send('events_api', double.payloads.event(fields));
  await event({ type: 'channel_archive', channel: 'C1', user: 'U1' });
  await event({ type: 'member_left_channel', channel: 'C1', user: 'U1' });
  await event({ type: 'member_left_channel', channel: 'C2', user: 'UBOT' });
  await event({ type: 'channel_id_changed', old_channel_id: 'C1', new_channel_id: 'C9' });
  await event({ type: 'tokens_revoked', tokens: { bot: ['UBOT'] } });
  await until(() => told.length === 4);
  expect(told).toEqual([
    ['C1', expect.stringContaining('Unarchive')],
    ['C2', expect.stringContaining('/invite')],
    ['C1', 'C9'],
    'T1',
  ]);
});
