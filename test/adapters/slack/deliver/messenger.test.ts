import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clientOptions } from '../../../../adapters/slack/connection/web-client.ts';
import { createMessenger } from '../../../../adapters/slack/deliver/messenger.ts';
import { line, list } from '../../../../src/cards/builders.ts';
import { DeliveryError } from '../../../../src/errors.ts';
import type { Messenger } from '../../../../src/ports/messenger.ts';
import { createSlackDouble, type SlackDouble } from '../../../support/doubles/slack/create-slack-double.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';

let slack: SlackDouble;
let messenger: Messenger;
let log: ReturnType<typeof collectLog>;
let now: number;

/** Slack's own logger writes to the console. */
const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => 'error',
  setName() {},
};

beforeEach(async () => {
  now = Date.parse('2026-11-22T09:00:00Z');
  slack = await createSlackDouble({ now: () => now });
  log = collectLog();
  const client = new webApi.WebClient('xoxb-good', {
    ...clientOptions(slack.apiUrl),
    logger: quiet as never,
  });
  messenger = createMessenger({ clientFor: async () => client, clock: { now: () => now }, logger: log });
});
afterEach(() => slack.close().catch(() => {}));

const place = (channel = 'C1') => ({ platform: 'slack', workspace: 'T1', channel });
const card = (title = 'Digest') => ({
  title,
  summary: `${title}: 1 paper`,
  tone: 'plain' as const,
  blocks: [{ kind: 'text' as const, line: line('Mamba <!channel>') }],
});
const posted = () => slack.world.messages;

describe('send', () => {
  test('posts once, with its key, without previews', async () => {
    const ref = await messenger.send({ place: place(), card: card(), key: 'abc1' });
    expect(posted()).toMatchObject([{ channel: 'C1', ts: ref.id, text: 'Digest: 1 paper' }]);
    expect(posted()[0]?.args).toMatchObject({
      metadata: { event_type: 'paperboy_part', event_payload: { key: 'abc1' } },
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
  });

  test('details are posted in the thread, not in the channel', async () => {
    const ref = await messenger.send({ place: place(), card: card(), key: 'abc1' });
    await messenger.send({ place: place(), card: card(), key: 'abc2', under: ref });
    expect(posted()[1]).toMatchObject({ thread_ts: ref.id });
    expect(posted()[1]?.args).not.toHaveProperty('reply_broadcast');
  });

  test('counts what is below a message', async () => {
    const ref = await messenger.send({ place: place(), card: card(), key: 'abc1' });
    expect(await messenger.repliesTo?.({ place: place(), ref })).toBeUndefined();
    await messenger.send({ place: place(), card: card(), key: 'abc2', under: ref });
    expect(await messenger.repliesTo?.({ place: place(), ref })).toBe(1);
  });

  test('has an address, at which people find it', async () => {
    const ref = await messenger.send({ place: place(), card: card(), key: 'abc1' });
    const address = await messenger.linkTo?.({ place: place(), ref });
    expect(address).toBe(`https://lab.slack.com/archives/C1/p${ref.id.replace('.', '')}`);
    await expect(messenger.linkTo?.({ place: place(), ref: { id: '1.2' } })).rejects.toBeInstanceOf(
      DeliveryError,
    );
  });

  test('a rate limit pauses only its own channel, for as long as Slack says', async () => {
    slack.fault('chat.postMessage C1', { kind: 'rate-limited', retryAfter: 7 });
    const send = (channel: string) => messenger.send({ place: place(channel), card: card(), key: 'k' });
    await expect(send('C1')).rejects.toMatchObject({ problem: 'later', retryAfterMs: 7_000 });
    await expect(send('C2')).resolves.toBeDefined();
    now += 2_000;
    const calls = slack.world.calls.length;
    await expect(send('C1')).rejects.toMatchObject({ problem: 'later', retryAfterMs: 5_000 });
    expect(slack.world.calls).toHaveLength(calls);
    now += 5_000;
    await expect(send('C1')).resolves.toBeDefined();
  });

  test.each([
    ['an answer lost on its way', { kind: 'lost-answer' }],
    ['a server error after the effect', { kind: 'http', status: 502, after: true }],
    ['an internal error', { kind: 'error', error: 'internal_error', after: true }],
  ] as const)('%s leaves doubt, is not tried again, and can be looked up', async (_, fault) => {
    slack.fault('chat.postMessage', fault);
    const send = messenger.send({ place: place(), card: card(), key: 'abc1' });
    await expect(send).rejects.toMatchObject({ name: 'DeliveryError', problem: 'unknown' });
    expect(posted()).toHaveLength(1);
    expect(await messenger.find({ place: place(), key: 'abc1' }, now)).toEqual({ id: posted()[0]?.ts });
    expect(await messenger.find({ place: place(), key: 'abc2' }, now)).toBe('absent');
  });

  test.each([
    ['C9', 'I’m not in the channel', /invite/],
    ['C3', 'the channel is archived', /Unarchive/],
    ['G1', 'I’m not in the channel', /invite/],
  ])('a channel that is gone: %s', async (channel, message, remedy) => {
    const send = messenger.send({ place: place(channel), card: card(), key: 'k' });
    await expect(send).rejects.toMatchObject({
      problem: 'gone',
      message,
      remedy: expect.stringMatching(remedy),
    });
  });

  test.each([
    ['invalid_auth', 'gone'],
    ['account_inactive', 'gone'],
    ['restricted_action_thread_only_channel', 'gone'],
    ['a_word_of_2030', 'gone'],
    ['ratelimited', 'later'],
    ['fatal_error', 'unknown'],
  ])('%s is %s', async (error, problem) => {
    slack.fault('chat.postMessage', { kind: 'error', error });
    await expect(messenger.send({ place: place(), card: card(), key: 'k' })).rejects.toMatchObject({
      problem,
    });
  });

  test('nothing was posted when Slack cannot be reached', async () => {
    const { apiUrl } = slack;
    await slack.close();
    const client = new webApi.WebClient('x', { ...clientOptions(apiUrl), logger: quiet as never });
    const lonely = createMessenger({ clientFor: async () => client, clock: { now: () => now }, logger: log });
    await expect(lonely.send({ place: place(), card: card(), key: 'k' })).rejects.toMatchObject({
      problem: 'later',
    });
  });

  test('a chart is drawn where the workspace takes it, else it is text, and it is not tried again for a day', async () => {
    const chart = { title: 'Weeks', categories: ['8 May'], series: [{ name: 'red', values: [3] }] };
    const drawn = { ...card('Review'), blocks: [list(['red: 3'], chart)] };
    const send = () => messenger.send({ place: place(), card: drawn, key: 'abc1' });
    const shown = () => JSON.stringify(posted().at(-1)?.blocks);
    const calls = () => slack.world.calls.filter(({ method }) => method === 'chat.postMessage').length;
    await send();
    expect(shown()).toContain('data_visualization');
    slack.world.takesCharts = false;
    const ref = await send();
    expect([shown(), calls()]).toEqual([expect.stringContaining('red: 3'), 3]);
    await send();
    await messenger.edit?.({ place: place(), key: 'abc1', ref }, drawn);
    expect([shown(), calls()]).toEqual([expect.stringContaining('red: 3'), 4]);
    slack.world.takesCharts = true;
    now += 24 * 60 * 60_000 + 1;
    await send();
    expect(shown()).toContain('data_visualization');
    expect(log.lines).toEqual([]);
  });

  test('when Slack refuses the blocks, the card is posted once more as plain text', async () => {
    slack.fault('chat.postMessage', { kind: 'error', error: 'invalid_blocks' });
    await messenger.send({ place: place(), card: card(), key: 'k' });
    expect(posted()).toHaveLength(1);
    expect(posted()[0]).toMatchObject({
      text: 'Digest\nMamba &lt;!channel&gt;',
      metadata: { event_payload: { key: 'k' } },
    });
    expect(log.lines).toMatchObject([{ level: 'error', message: 'Slack refused our blocks' }]);
  });
});

describe('find', () => {
  test('searches the thread for details', async () => {
    const under = await messenger.send({ place: place(), card: card(), key: 'top' });
    const detail = await messenger.send({ place: place(), card: card(), key: 'detail', under });
    expect(await messenger.find({ place: place(), key: 'detail', under }, now)).toEqual(detail);
    expect(await messenger.find({ place: place(), key: 'detail' }, now)).toBe('absent');
  });

  test('reads several pages in a busy channel', async () => {
    const ref = await messenger.send({ place: place(), card: card(), key: 'first' });
    const { world } = slack;
    for (let i = 0; i < 450; i += 1)
      world.messages.push({ channel: 'C1', ts: world.ts(), text: 'hi', user: 'U1', args: {} });
    expect(await messenger.find({ place: place(), key: 'first' }, now)).toEqual(ref);
    expect(slack.callsOf('conversations.history')).toHaveLength(3);
  });

  test('is unknowable where the bot may not read', async () => {
    await messenger.send({ place: place('C2'), card: card(), key: 'k' });
    expect(await messenger.find({ place: place('C2'), key: 'k' }, now)).toBe('unknowable');
    slack.world.scopes = slack.world.scopes.filter((scope) => scope !== 'channels:history');
    expect(await messenger.find({ place: place('C1'), key: 'k' }, now)).toBe('unknowable');
  });

  test('ignores the same metadata from a person or in another channel', async () => {
    const { world } = slack;
    const metadata = { event_type: 'paperboy_part', event_payload: { key: 'k' } };
    world.messages.push({ channel: 'C1', ts: world.ts(), text: 'x', user: 'U1', metadata, args: {} });
    expect(await messenger.find({ place: place(), key: 'k' }, now)).toBe('absent');
  });

  test('is to be tried later after a rate limit or a lost answer', async () => {
    slack.fault('conversations.history', { kind: 'rate-limited', retryAfter: 60 }, { kind: 'lost-answer' });
    const find = () => messenger.find({ place: place(), key: 'k' }, now);
    await expect(find()).rejects.toMatchObject({ problem: 'later', retryAfterMs: 60_000 });
    await expect(find()).rejects.toMatchObject({ problem: 'later' });
  });
});

test('sends a direct message to one person', async () => {
  await messenger.tell('T1', 'U1', card('Paused'));
  expect(posted()).toMatchObject([{ channel: 'DU1', text: 'Paused: 1 paper' }]);
  await expect(messenger.tell('T1', 'U99', card())).rejects.toMatchObject({ problem: 'gone' });
});

test.each([
  ['C1', { channel: '#papers', workspace: 'Lab' }],
  ['D1', { channel: 'Direct message with ada', workspace: 'Lab' }],
  ['D2', { channel: 'Direct message', workspace: 'Lab' }],
])('what people call %s', async (channel, name) => {
  Object.assign(slack.world.bot, { team: 'Lab' });
  for (const [id, user] of [
    ['D1', 'U1'],
    ['D2', 'U9'],
  ] as const) {
    const sample = slack.world.channels.get('C1');
    if (sample) slack.world.channels.set(id, { ...sample, id, name: '', ...{ is_im: true, user } });
  }
  expect(await messenger.placeName?.(place(channel))).toEqual(name);
});

test('a channel that the bot may not see has no name', async () => {
  await expect(messenger.placeName?.(place('C9'))).rejects.toBeInstanceOf(DeliveryError);
});

describe('preflight', () => {
  test.each([
    ['C1', []],
    ['C2', []],
    ['C3', [expect.stringContaining('archived')]],
    ['G1', [expect.stringContaining('/invite')]],
    ['C9', [expect.stringContaining('/invite')]],
  ])('%s', async (channel, problems) => {
    expect(await messenger.preflight(place(channel))).toEqual(problems);
  });

  test('reports a public channel without the scope to post everywhere, and a read-only channel', async () => {
    slack.world.scopes = ['chat:write', 'channels:read'];
    expect(await messenger.preflight(place('C2'))).toEqual([expect.stringContaining('not in this channel')]);
    const channel = slack.world.channels.get('C1');
    if (channel !== undefined) channel.is_read_only = true;
    expect(await messenger.preflight(place('C1'))).toEqual([expect.stringContaining('Only some people')]);
  });
});

test('a workspace without an installation is `gone`', async () => {
  const clientFor = () =>
    Promise.reject(Object.assign(new Error('none'), { data: { error: 'account_inactive' } }));
  const none = createMessenger({ clientFor, clock: { now: () => now }, logger: log });
  await expect(none.send({ place: place(), card: card(), key: 'k' })).rejects.toMatchObject({
    problem: 'gone',
  });
});

describe('edit', () => {
  test('replaces the card, and keeps the key', async () => {
    const ref = await messenger.send({ place: place(), card: card(), key: 'abc1' });
    await messenger.edit?.({ place: place(), key: 'abc1', ref }, card('Corrected'));
    expect(posted()).toHaveLength(1);
    expect(posted()).toMatchObject([{ ts: ref.id, text: 'Corrected: 1 paper' }]);
    expect(await messenger.find({ place: place(), key: 'abc1' }, now - 1)).toEqual(ref);
  });

  test.each([
    ['message_not_found', 'gone'],
    ['edit_window_closed', 'gone'],
    ['ratelimited', 'later'],
    ['internal_error', 'later'],
  ])('%s is %s', async (error, problem) => {
    const ref = await messenger.send({ place: place(), card: card(), key: 'abc1' });
    slack.fault('chat.update', { kind: 'error', error });
    await expect(
      messenger.edit?.({ place: place(), key: 'abc1', ref }, card('Corrected')),
    ).rejects.toMatchObject({ problem });
  });
});

test('what is said in passing is posted in channels, and not where a person is alone with the bot', async () => {
  for (const channel of ['C1', 'D1', 'U1']) await messenger.announce?.(place(channel), card('Ada paused it'));
  expect(posted().map(({ channel, thread_ts }) => [channel, thread_ts])).toEqual([['C1', undefined]]);
});
