import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSlackDouble, type SlackDouble } from '../../../support/doubles/slack/create-slack-double.ts';
import { asForm, sendSigned } from '../../../support/doubles/slack/send-signed.ts';
import { type Started, startSlack } from '../../../support/doubles/slack/start-slack.ts';
import { freePort } from '../../../support/free-port.ts';
import { until } from '../../../support/until.ts';

const secret = 'a-signing-secret';
const port = await freePort();
const requestTimeoutMs = 300;
const sockets: Socket[] = [];
let double: SlackDouble;
let started: Started;

beforeAll(async () => {
  double = await createSlackDouble();
  const connection = { mode: 'http', botToken: 'xoxb-good', signingSecret: secret, port } as const;
  started = await startSlack(double, { connection, requestTimeoutMs });
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  expect(await started.slack.stop(60_000)).toBe(true);
  await double.close();
});

/** A connection that sends a text at once, and then one character after the other. @returns whether it was closed */
function drip(start: string, rest: string) {
  let isClosed = false;
  const socket = connect(port, '127.0.0.1', () => socket.write(start));
  sockets.push(socket);
  socket.on('error', () => {});
  socket.on('data', () => {});
  let sent = 0;
  const timer = setInterval(() => rest !== '' && socket.write(rest.charAt(sent++ % rest.length)), 20);
  socket.on('close', () => {
    isClosed = true;
    clearInterval(timer);
  });
  return () => isClosed;
}

const head = 'POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

test('connections that send nothing, or drip, are closed, and Slack is answered meanwhile', async () => {
  const all = [
    ...Array.from({ length: 20 }, () => drip('', '')),
    ...Array.from({ length: 20 }, () => drip('P', 'OST')),
    ...Array.from({ length: 20 }, () => drip(`${head}X-Long: `, 'a')),
    ...Array.from({ length: 20 }, () => drip(`${head}Content-Length: 100000\r\n\r\n`, '{')),
  ];
  const payload = double.payloads.command('search quick');
  const url = `http://127.0.0.1:${port}/slack/events`;
  // Slack sends again what was not answered: on a busy machine the limit of this test can be too short for anybody.
  const ask = async () => (await sendSigned({ url, secret }, asForm(payload))).status;
  await until(async () => expect(await ask()).toBe(200));
  await until(() => double.payloads.answersTo(payload).length >= 1);
  await until(() => all.every((isClosed) => isClosed()));
});
