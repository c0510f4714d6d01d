import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSlackDouble, type SlackDouble } from '../../../support/doubles/slack/create-slack-double.ts';
import { asForm, asPayload, sendSigned } from '../../../support/doubles/slack/send-signed.ts';
import { type Started, startSlack } from '../../../support/doubles/slack/start-slack.ts';
import { freePort } from '../../../support/free-port.ts';
import { until } from '../../../support/until.ts';

const secret = 'a-signing-secret';
let double: SlackDouble;
let started: Started;
let url: string;

beforeAll(async () => {
  double = await createSlackDouble();
  const port = await freePort();
  url = `http://127.0.0.1:${port}/slack/events`;
  started = await startSlack(double, {
    connection: { mode: 'http', botToken: 'xoxb-good', signingSecret: secret, port },
    host: '127.0.0.1',
    routes: (request, response) => {
      if (request.url !== '/healthz') return false;
      response.writeHead(200).end('ok');
      return true;
    },
  });
});
afterAll(async () => {
  expect(await started.slack.stop(60_000)).toBe(true);
  await double.close();
});

const send = (body: string, more?: Parameters<typeof sendSigned>[2]) =>
  sendSigned({ url, secret }, body, more);
const json = { type: 'application/json' };
const asked = () => started.router.asked.length;

test('a signed command is acknowledged and answered', async () => {
  const payload = double.payloads.command('search http');
  expect(await send(asForm(payload))).toMatchObject({ status: 200, body: '' });
  await until(() => double.payloads.answersTo(payload).length === 1);
  expect(double.payloads.answersTo(payload)).toMatchObject([{ text: 'http 1.' }]);
});

test('a modal’s errors and a list’s options come with the ack', async () => {
  const options = await send(asPayload(double.payloads.suggest('field:follow:topic', 'ma')));
  expect(JSON.parse(options.body)).toMatchObject({ options: [{ value: 'ma' }, { value: 'topic ma' }] });
  const view = {
    callback_id: 'form',
    private_metadata: '{"command":"follow","channel":"C1"}',
    type: 'modal',
  };
  const errors = await send(asPayload(double.payloads.submit(view, { topic: { a: {} } })));
  expect(JSON.parse(errors.body)).toMatchObject({ response_action: 'errors' });
});

test('other routes are answered beside Slack’s, unsigned, and nothing else is', async () => {
  const status = async (path: string) => (await fetch(new URL(path, url))).status;
  expect([await status('/healthz'), await status('/'), await status('/metrics')]).toEqual([200, 404, 404]);
});

test('Slack’s handshake', async () => {
  const hello = await send(JSON.stringify({ type: 'url_verification', challenge: 'abc' }), json);
  expect(JSON.parse(hello.body)).toEqual({ challenge: 'abc' });
});

test('an event that Slack repeats has one effect', async () => {
  const before = asked();
  const event = JSON.stringify(
    double.payloads.event({
      type: 'app_mention',
      channel: 'C1',
      user: 'U1',
      text: 'search again',
      ts: '1.2',
    }),
  );
  await send(event, json);
  for (const num of ['1', '2', '3']) {
    const headers = { 'x-slack-retry-num': num, 'x-slack-retry-reason': 'http_timeout' };
    expect(await send(event, { ...json, headers })).toMatchObject({ status: 200 });
  }
  await until(() => asked() > before);
  expect(asked()).toBe(before + 1);
});

/** A payload once for each of its values, which is null there. */
const withNulls = (value: object): Record<string, unknown>[] =>
  Object.entries(value).flatMap(([key, each]) => [
    { ...value, [key]: null },
    ...(typeof each === 'object' && each !== null
      ? withNulls(each).map((inner) => ({
          ...value,
          [key]: Array.isArray(each) ? Object.values(inner) : inner,
        }))
      : []),
  ]);

describe('refused, with the process alive and no secret in the log', () => {
  const body = () => asForm(double.payloads.command('search evil'));
  const hourAgo = () => Date.now() - 3_600_000;

  test.each([
    ['another secret', () => sendSigned({ url, secret: 'wrong' }, body()), 401],
    ['an old request, replayed', () => sendSigned({ url, secret, now: hourAgo }, body()), 401],
    ['no signature', () => send(body(), { headers: { 'x-slack-signature': '' } }), 401],
    ['more than a megabyte', () => send(`text=${'x'.repeat(1_100_000)}`), 413],
    ['the future', () => sendSigned({ url, secret, now: () => Date.now() + 3_600_000 }, body()), 401],
    ['another path', () => sendSigned({ url: `${url}/more`, secret }, body()), 404],
  ])('%s', async (_, attempt, status) => {
    const before = asked();
    expect((await attempt()).status).toBe(status);
    expect(asked()).toBe(before);
  });

  /** Bodies, signed, that are no object of a kind that Slack sends. */
  const escaped = (text: string) => text.replace(/./gu, (each) => `%${each.charCodeAt(0).toString(16)}`);
  const noObjects = [
    'null',
    ' null ',
    'NULL',
    '"null"',
    '0',
    '-1',
    'true',
    '[]',
    '[null]',
    '[{"type":"x"}]',
    '{',
    '',
  ];
  const bodies: readonly [string, typeof json | undefined][] = [
    ...noObjects.flatMap((text): [string, typeof json | undefined][] => [
      [text, json],
      [`payload=${text}`, undefined],
      [`payload=${escaped(text)}`, undefined],
      [`payload=${escaped(text).toUpperCase()}`, undefined],
      [`payload=+${text}+`, undefined],
      [`token=x&payload=${text}&more=1`, undefined],
      [`payload=${text}&payload=${text}`, undefined],
      [`PAYLOAD=${text}`, undefined],
      [`payload[]=${text}`, undefined],
      [`payload=payload%3D${text}`, undefined],
    ]),
    ['payload=%6Eull', undefined],
    ['%70ayload=nul%6c', undefined],
    ['payload={"type":null}', undefined],
    ['payload={"type":{"type":"block_actions"}}', undefined],
    ['payload=%7B%7D', undefined],
    ['{}', json],
    ['{"type":"event_callback"}', json],
    ['{"type":"event_callback","event":null}', json],
    ['{"type":"event_callback","event":{}}', json],
    [`payload=${'%5B'.repeat(100_000)}`, undefined],
    ['\uFEFF{"type":"event_callback"}', json],
  ];
  test('bodies that are no object of a kind that Slack sends, however they are written', async () => {
    const before = asked();
    const refused = await Promise.all(
      bodies.map(async ([text, more]) => ({ text, status: (await send(text, more)).status })),
    );
    expect(refused.filter(({ status }) => status !== 400)).toEqual([]);
    expect(asked()).toBe(before);
  });

  test('what Slack sends with nulls where they should not be ends nothing', async () => {
    const view = {
      callback_id: 'form',
      private_metadata: '{"command":"follow","channel":"C1"}',
      type: 'modal',
    };
    const event = { type: 'app_mention', channel: 'C1', user: 'U1', text: 'search again', ts: '1.2' };
    const { payloads } = double;
    // No listener answers some of them, for which Bolt waits 3 s.
    const leave = new AbortController();
    const samples = [
      payloads.suggest('field:follow:topic', 'ma'),
      payloads.submit(view, { topic: { a: {} } }),
      payloads.event(event),
    ];
    for (const sample of samples)
      for (const broken of withNulls(sample)) {
        const isEvent = sample['type'] === 'event_callback';
        const body = isEvent ? JSON.stringify(broken) : asPayload(broken);
        void send(body, { ...(isEvent && json), signal: leave.signal }).catch(() => {});
      }
    const after = payloads.command('search alive');
    await send(asForm(after));
    await until(() => payloads.answersTo(after).length === 1);
    leave.abort();
    expect(JSON.stringify(started.log.lines)).not.toMatch(/xoxb|xapp|a-signing-secret|v0=/);
  });

  test('a replayed command', async () => {
    const payload = double.payloads.command('search replay');
    await send(asForm(payload));
    await until(() => double.payloads.answersTo(payload).length === 1);
    const before = asked();
    await send(asForm(payload));
    const after = double.payloads.command('search next');
    await send(asForm(after));
    await until(() => double.payloads.answersTo(after).length === 1);
    expect(asked()).toBe(before + 1);
  });
});
