import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSlackDouble, type SlackDouble } from '../../../support/doubles/slack/create-slack-double.ts';
import { asForm, asPayload, sendSigned } from '../../../support/doubles/slack/send-signed.ts';
import { type Started, startSlack } from '../../../support/doubles/slack/start-slack.ts';
import { until } from '../../../support/until.ts';

const secret = 'a-signing-secret';
let double: SlackDouble;
let started: Started;
let url: string;

beforeAll(async () => {
  double = await createSlackDouble();
  const port = 20_000 + (process.pid % 20_000);
  url = `http://127.0.0.1:${port}/slack/events`;
  started = await startSlack(double, {
    connection: { mode: 'http', botToken: 'xoxb-good', signingSecret: secret, port },
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

describe('refused, with the process alive and no secret in the log', () => {
  const body = () => asForm(double.payloads.command('search evil'));
  const hourAgo = () => Date.now() - 3_600_000;

  test.each([
    ['another secret', () => sendSigned({ url, secret: 'wrong' }, body()), 401],
    ['an old request, replayed', () => sendSigned({ url, secret, now: hourAgo }, body()), 401],
    ['no signature', () => send(body(), { headers: { 'x-slack-signature': '' } }), 401],
    ['more than a megabyte', () => send(`text=${'x'.repeat(1_100_000)}`), 413],
    ['the future', () => sendSigned({ url, secret, now: () => Date.now() + 3_600_000 }, body()), 401],
    ['nothing', () => send('null', json), 400],
    ['a payload of nothing', () => send('payload=null'), 400],
    ['no JSON', () => send('{"type":', json), 400],
    ['no payload', () => send('payload=%7Bnot'), 400],
    ['another path', () => sendSigned({ url: `${url}/more`, secret }, body()), 404],
  ])('%s', async (_, attempt, status) => {
    const before = asked();
    expect((await attempt()).status).toBe(status);
    expect(asked()).toBe(before);
  });

  test('payloads of unknown kinds', async () => {
    // Bolt waits three seconds for a listener that does not exist.
    const odd = ['[]', '{}', '{"type":"event_callback"}', '{"type":"event_callback","event":{}}'];
    await Promise.all([...odd.map((body) => send(body, json)), send('payload=%7B%7D')]);
    const after = double.payloads.command('search alive');
    await send(asForm(after));
    await until(() => double.payloads.answersTo(after).length === 1);
    const log = JSON.stringify(started.log.lines);
    expect(log).not.toMatch(/xoxb|xapp|a-signing-secret|v0=/);
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
