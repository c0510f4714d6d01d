import { expect, type TestContext, test } from 'vitest';
import type { SlackOptions } from '../../../../adapters/slack/connection/client.ts';
import { createSlackDouble } from '../../../support/doubles/slack/create-slack-double.ts';
import { type Started, startSlack } from '../../../support/doubles/slack/start-slack.ts';
import { until } from '../../../support/until.ts';

/**
 * A double of Slack and the adapter for one test. The tests run at the same time because most of them wait for a new
 * connection: the SDK gives the old one up after two seconds without a pong.
 */
async function connect({ onTestFinished }: TestContext, more: Partial<SlackOptions> = {}) {
  const double = await createSlackDouble();
  const lost: unknown[] = [];
  let started: Started | undefined;
  onTestFinished(async () => {
    await started?.slack.stop(60_000);
    await double.close();
  });
  const start = async () => {
    const options = { onLost: (error: unknown) => void lost.push(error), pingTimeoutMs: 2_000, ...more };
    started = await startSlack(double, options);
    return started;
  };
  const mention = (text: string, id?: string) =>
    double.payloads.event({ type: 'app_mention', channel: 'C1', user: 'U1', text, ts: '1.2' }, id);
  return { double, lost, start, mention };
}

test.concurrent('reconnects after a drop, and what was not acknowledged is sent again, with one effect', async (context) => {
  const { double, start, mention } = await connect(context);
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

test.concurrent('Slack’s own reconnects lose nothing', async (context) => {
  const { double, start, mention } = await connect(context);
  const { router } = await start();
  double.socket.refresh();
  await until(() => double.socket.connections === 2 && double.socket.open === 1);
  await double.socket.send('events_api', mention('search after'));
  await until(() => router.asked.length === 1);
});

test.concurrent('waits while Slack is away', async (context) => {
  const { double, start } = await connect(context);
  await start();
  double.fault('apps.connections.open', { kind: 'http', status: 503 }, { kind: 'lost-answer' });
  double.socket.drop();
  await until(() => double.socket.connections === 2);
});

test.concurrent('a token that is not valid any more is reported, and does not end the process', async (context) => {
  const { double, start, lost } = await connect(context);
  await start();
  double.world.appTokens.clear();
  double.socket.drop();
  await until(() => lost.length === 1);
  expect(String(lost[0])).toContain('invalid_auth');
});

test.concurrent('a wrong token is an error at the start', async (context) => {
  const { double, start } = await connect(context);
  double.world.tokens.clear();
  await expect(start()).rejects.toThrow('invalid_auth');
});

test.concurrent('stopping waits for work in progress', async (context) => {
  const { double, start } = await connect(context);
  const { slack, router } = await start();
  const payload = double.payloads.command('slow');
  await double.socket.send('slash_commands', payload);
  await until(() => router.asked.length === 1);
  expect(await slack.stop(20)).toBe(false);
  router.release();
  expect(await slack.stop(60_000)).toBe(true);
  expect(double.payloads.answersTo(payload)).toHaveLength(1);
});

test.concurrent('lifecycle: channels that are gone, moved, or left by others', async (context) => {
  const told: unknown[] = [];
  const { double, start } = await connect(context, {
    ports: {
      placeLost: async ({ channel }, reason, remedy) => void told.push([channel, `${reason}. ${remedy}`]),
      placeBack: async ({ channel }) => void told.push(['back', channel]),
      placeMoved: async (from, to) => void told.push([from.channel, to.channel]),
      uninstalled: async (workspace) => void told.push(workspace),
    },
  });
  await start();
  const event = (fields: Record<string, unknown>) =>
    double.socket.send('events_api', double.payloads.event(fields));
  await event({ type: 'channel_archive', channel: 'C1', user: 'U1' });
  await event({ type: 'member_left_channel', channel: 'C1', user: 'U1' });
  await event({ type: 'member_left_channel', channel: 'C2', user: 'UBOT' });
  await event({ type: 'member_joined_channel', channel: 'C2', user: 'U1' });
  await event({ type: 'member_joined_channel', channel: 'C2', user: 'UBOT' });
  await event({ type: 'channel_unarchive', channel: 'C1', user: 'U1' });
  await event({ type: 'channel_id_changed', old_channel_id: 'C1', new_channel_id: 'C9' });
  await event({ type: 'tokens_revoked', tokens: { bot: ['UBOT'] } });
  await until(() => told.length === 6);
  expect(told).toEqual([
    ['C1', expect.stringContaining('was archived. Unarchive')],
    ['C2', expect.stringContaining('was removed from the channel. Invite me back: type /invite')],
    ['back', 'C2'],
    ['back', 'C1'],
    ['C1', 'C9'],
    'T1',
  ]);
});
