import { expect, test } from 'vitest';
import { createDiscordClient } from '../../../../adapters/discord/connection/client.ts';
import { token } from '../../../support/doubles/discord/create-discord-double.ts';
import { createMemoryButtonLines } from '../../../support/doubles/discord/memory-button-lines.ts';
import { answerOf } from '../../../support/doubles/discord/sample-router.ts';
import {
  answered,
  closeAfter,
  createDiscord,
  shown,
  startDiscord,
} from '../../../support/doubles/discord/start-discord.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';

test('the only intent is that for servers, and commands are registered once', async () => {
  const { double, discord, router } = await startDiscord();
  expect(double.gateway.identified).toEqual([{ intents: 1, shard: [0, 1] }]);
  expect(double.registered.size).toBe(1);
  await discord.stop();
  const puts = () => double.calls.filter(({ method }) => method === 'PUT').length;
  expect(puts()).toBe(1);
  const again = closeAfter(
    createDiscordClient({
      token,
      apiUrl: double.url,
      router,
      lines: createMemoryButtonLines(),
      logger: silentLogger,
      onBug: () => '',
      onGone() {},
      onStopped() {},
    }),
  );
  await again.start();
  expect(puts()).toBe(1);
  expect(double.counts.invalid).toBe(0);
});

test('after a lost connection the session is resumed, and nothing is missed', async () => {
  const setup = await startDiscord();
  setup.double.gateway.cut();
  const asked = setup.double.command('papers look', { words: 'mamba' }, setup.who);
  await answered(setup, asked);
  expect(setup.double.gateway.log).toEqual(['connect', 'identify', 'connect', 'resume']);
});

test('a connection whose heartbeats are not answered is replaced, and the session resumed', async () => {
  const { discord, double } = await createDiscord({}, { heartbeatMs: 150 });
  await discord.start();
  double.gateway.stopHeartbeats();
  await double.until(() => double.gateway.log.includes('resume'));
});

test.each([
  ['a lost connection', 'drop'],
  ['a status 500', { status: 500 }],
] as const)(
  'after %s for the first response, the response is not doubled and the answer still comes',
  async (_name, answer) => {
    const setup = await startDiscord({ deferAfterMs: 20 });
    setup.double.fault({ method: 'POST', path: /callback$/, when: 'after', answer });
    const asked = setup.double.command('papers shout', { what: 'slowly' }, setup.who);
    await setup.double.until(() => asked.response);
    setup.router.finish(answerOf('At last'));
    await answered(setup, asked);
    expect(shown(asked)).toContain('At last');
  },
);

test('after Discord has forgotten the session, the bot identifies itself again', async () => {
  const setup = await startDiscord();
  setup.double.gateway.forgetSessions();
  setup.double.gateway.close(4000);
  await setup.double.until(
    () =>
      setup.double.gateway.log.filter((entry) => entry === 'identify').length === 2 &&
      setup.double.gateway.connected(),
  );
  await answered(setup, setup.double.command('papers look', { words: 'mamba' }, setup.who));
});

test('commands in progress are answered before the bot stops', async () => {
  const setup = await startDiscord({ deferAfterMs: 20 });
  const asked = setup.double.command('papers shout', { what: 'slowly' }, setup.who);
  await setup.double.until(() => asked.response);
  const stopping = setup.discord.stop();
  setup.router.finish(answerOf('Last words'));
  await stopping;
  expect(shown(asked)).toContain('Last words');
});

test('an invitation back is reported, and servers that are merely there again are not', async () => {
  const setup = await startDiscord();
  const again = setup.double.world.addGuild();
  const { joined_at: _, ...payload } = setup.double.guildPayload(again.id) as Record<string, unknown>;
  setup.back.length = 0;
  setup.double.gateway.dispatch('GUILD_DELETE', { id: setup.guild.id, unavailable: true });
  setup.double.gateway.dispatch('GUILD_CREATE', setup.double.guildPayload(setup.guild.id));
  setup.double.gateway.dispatch('GUILD_CREATE', { ...payload, joined_at: new Date().toISOString() });
  await setup.double.until(() => setup.back.length > 0);
  expect(setup.back).toEqual([again.id]);
});

test.each([
  ['GUILD_CREATE', null],
  ['CHANNEL_UPDATE', { id: 7 }],
  ['GUILD_ROLE_UPDATE', { guild_id: {}, role: null }],
])('an event %s that discord.js cannot read is logged, and the bot goes on', async (type, data) => {
  const logger = collectLog();
  const setup = await startDiscord({ logger });
  setup.double.gateway.dispatch(type, data);
  await answered(setup, setup.double.command('papers look', { words: 'mamba' }, setup.who));
});

test('while the connection is lost again and again, the log says so once', async () => {
  const logger = collectLog();
  const setup = await startDiscord({ logger });
  const { log } = setup.double.gateway;
  for (const times of [1, 2, 3]) {
    setup.double.gateway.cut();
    await setup.double.until(() => log.filter((each) => each === 'resume').length === times);
  }
  await answered(setup, setup.double.command('papers look', { words: 'mamba' }, setup.who));
  const lost = logger.lines.filter(({ message }) => message === 'discord connection lost, reconnecting');
  expect(lost).toHaveLength(1);
});

test('a failed registration of commands is tried again until it succeeds', async () => {
  const logger = collectLog();
  const setup = await createDiscord({ logger, registerRetryMs: 20 });
  setup.double.fault({ method: 'GET', path: /commands$/, when: 'before', answer: { status: 403 }, times: 2 });
  await setup.discord.start();
  await setup.double.until(() => setup.double.registered.size > 0);
  await setup.double.until(() =>
    logger.lines.some(({ message }) => message === 'the discord commands are registered'),
  );
});

test('an outage of a server stops nothing, but a removed channel or bot does', async () => {
  const logger = collectLog();
  const setup = await startDiscord({ logger });
  setup.double.gateway.dispatch('GUILD_DELETE', { id: setup.guild.id, unavailable: true });
  await setup.double.until(() =>
    logger.lines.some(({ message }) => message === 'a discord server is unavailable'),
  );
  expect(setup.gone).toEqual([]);
  setup.double.gateway.dispatch('GUILD_CREATE', setup.double.guildPayload(setup.guild.id));
  setup.double.gateway.dispatch('CHANNEL_DELETE', {
    id: setup.channel.id,
    guild_id: setup.guild.id,
    type: 0,
  });
  setup.double.gateway.dispatch('GUILD_DELETE', { id: setup.guild.id });
  await setup.double.until(() => setup.gone.length === 2);
  expect(setup.gone).toEqual([[setup.guild.id, setup.channel.id], [setup.guild.id]]);
});

test('an invalid token stops the bot, and is reported once', async () => {
  const { discord, double, stopped } = await createDiscord();
  double.revokeToken();
  await expect(discord.start()).rejects.toThrow();
  expect(stopped).toEqual([expect.stringContaining('token')]);
  expect(double.counts.invalid).toBe(1);
});

test('a token that is revoked later stops the bot too', async () => {
  const { double, stopped } = await startDiscord();
  double.gateway.close(4004);
  await double.until(() => stopped.length > 0);
  expect(stopped).toHaveLength(1);
});

test('posts in their queue do not delay answers to people', async () => {
  // Five posts go out, and the others wait for a minute.
  const setup = await createDiscord({}, { limits: { channelWindowMs: 60_000 } });
  await setup.discord.start();
  const place = { platform: 'discord', workspace: setup.guild.id, channel: setup.channel.id };
  let settled = 0;
  for (let i = 0; i < 12; i += 1) {
    const post = setup.discord.messenger.send({ place, card: answerOf(`Post ${i}`).card, key: `k${i}` });
    void post.catch(() => {}).finally(() => (settled += 1));
  }
  await answered(setup, setup.double.command('papers look', { words: 'mamba' }, setup.who));
  expect(settled).toBeLessThan(12);
  await setup.double.until(() => settled > 0);
});
