import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { botScopes } from '../../../../adapters/slack/connection/receiver.ts';
import { createSlackDouble, type SlackDouble } from '../../../support/doubles/slack/create-slack-double.ts';
import { type Started, startSlack } from '../../../support/doubles/slack/start-slack.ts';
import type { Args } from '../../../support/doubles/slack/world.ts';
import { until } from '../../../support/until.ts';

let double: SlackDouble;
let started: Started;
beforeAll(async () => {
  double = await createSlackDouble();
  started = await startSlack(double);
});
afterAll(async () => {
  await started.slack.stop(60_000);
  await double.close();
});
beforeEach(() => {
  double.world.scopes = [...botScopes];
  double.world.files.clear();
  double.world.messages.length = 0;
});

const files = () => [...double.world.files.values()];

async function ask(line: string, messages = 1, who = {}): Promise<readonly Args[]> {
  const payload = double.payloads.command(line, who);
  await double.socket.send('slash_commands', payload);
  await until(() => double.payloads.answersTo(payload).length >= messages);
  return double.payloads.answersTo(payload);
}

/** Five items of a thousand characters fit into a message. */
const messagesOf = (count: number) => Math.ceil(count / 5);

/** The texts to copy in messages. */
const texts = (messages: readonly Args[]): string[] =>
  messages.flatMap(({ blocks }) =>
    [
      ...JSON.stringify(blocks).matchAll(
        /"rich_text_preformatted","elements":\[\{"type":"text","text":("(?:[^"\\]|\\.)*")/g,
      ),
    ].map(([, text = '']) => JSON.parse(text) as string),
  );

const withoutFiles = () => {
  double.world.scopes = botScopes.filter((scope) => scope !== 'files:write');
};

test('a file typed for in a channel comes whole in direct messages', async () => {
  const [answer] = await ask('export count:60', 1, { user: 'U2' });
  expect(JSON.stringify(answer)).toContain('papers.json is in your messages with me.');
  expect(texts([answer as Args])).toEqual([]);
  expect(files()).toMatchObject([{ name: 'papers.json', channel: 'DU2' }]);
  expect(JSON.parse(files()[0]?.bytes ?? '')).toHaveLength(60);
  expect(double.world.messages[0]).toMatchObject({ channel: 'DU2', text: 'Export.' });
});

test('a file asked for by a mention comes in the thread of the mention', async () => {
  const event = { type: 'app_mention', channel: 'C1', user: 'U1', text: '<@UBOT> export', ts: '5.1' };
  await double.socket.send('events_api', double.payloads.event(event));
  await until(() => double.world.messages.length === 1);
  expect(files()).toMatchObject([{ channel: 'C1', thread: '5.1' }]);
  expect(double.world.messages).toMatchObject([{ channel: 'C1', thread_ts: '5.1' }]);
});

test.each([1, 2, 5, 6, 12, 20])(
  'without the optional scope, %i items come as texts of whole JSON',
  async (count) => {
    withoutFiles();
    const answers = await ask(`export count:${count}`, messagesOf(count));
    expect(files()).toEqual([]);
    expect(answers.length).toBeLessThanOrEqual(5);
    const found = texts(answers).flatMap((text) => JSON.parse(text) as { i: number }[]);
    expect(found.map(({ i }) => i)).toEqual(Array.from({ length: count }, (_, i) => i));
    expect(JSON.stringify(answers)).not.toMatch(/cut off|too much/);
    for (const { response_type } of answers) expect(response_type).toBe('ephemeral');
  },
);

test('what even several messages do not hold is counted, and no text is cut', async () => {
  withoutFiles();
  const answers = await ask('export count:100', 5);
  expect(answers).toHaveLength(5);
  for (const text of texts(answers)) JSON.parse(text);
  expect(JSON.stringify(answers[0])).toContain('15 more parts are too much for Slack messages');
  // The next page begins with the first item that was not shown.
  const shown = texts(answers).flatMap((text) => JSON.parse(text) as unknown[]).length;
  expect(JSON.stringify(answers[0])).toContain(`export count:100 start:${shown + 1}`);
});

test.each(['files.getUploadURLExternal', 'files.completeUploadExternal'])(
  'when %s fails, the text comes instead',
  async (method) => {
    double.fault(method, { kind: 'error', error: 'file_uploads_disabled' });
    const answers = await ask('export');
    expect(texts(answers).map((text) => JSON.parse(text).length)).toEqual([2]);
  },
);
