import { randomUUID } from 'node:crypto';
import { createSlackClient } from '../../adapters/slack/connection/client.ts';
import { composeCore } from '../../src/app/compose/core.ts';
import { storeSource } from '../../src/app/services/store-source.ts';
import { readConfig } from '../../src/app/settings/config.ts';
import { createSlackDouble } from '../support/doubles/slack/create-slack-double.ts';
import { summary } from './report.ts';

/**
 * Measures a thousand slash commands at 50 a second through Bolt and Socket Mode, on the saved pages: the time to the
 * ack, for which Slack waits 3,000 ms, and to the answer.
 */
const count = 1_000;
const perSecond = 50;
const lines = [
  'search reward model',
  'search "scaling laws" after:2024',
  'paper QuIP#',
  'similar QuIP#',
  'topics',
  'serch x',
];

const quiet = { debug() {}, info() {}, warn: report, error: report };
function report(fields: object, message: string): void {
  console.error(message, fields);
}

const { router } = await composeCore({
  source: storeSource(readConfig({}), quiet),
  clock: Date,
  logger: quiet,
  messengerOf: () => undefined,
});
const double = await createSlackDouble();
const slack = createSlackClient({
  connection: { mode: 'socket', botToken: 'xoxb-good', appToken: 'xapp-good' },
  router,
  logger: quiet,
  clock: { now: Date.now },
  onBug(error) {
    console.error(error);
    return randomUUID();
  },
  apiUrl: double.apiUrl,
});
await slack.start();

const acks: number[] = [];
const answers: number[] = [];
const work: Promise<void>[] = [];
const begin = performance.now();
for (let i = 0; i < count; i += 1) {
  const wait = begin + (i * 1_000) / perSecond - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  work.push(ask(lines[i % lines.length] ?? ''));
}
await Promise.all(work);
await slack.stop(5_000);
await double.close();

const missed = acks.filter((ms) => ms > 3_000).length;
console.log(`${count} commands at ${perSecond}/s, ${missed} acked later than 3,000 ms`);
console.log(`ack     ${summary(acks)}`);
console.log(`answer  ${summary(answers)}`);
process.exitCode = missed === 0 && answers.length === count ? 0 : 1;

async function ask(line: string): Promise<void> {
  const payload = double.payloads.command(line);
  const since = performance.now();
  acks.push((await double.socket.send('slash_commands', payload)).ms);
  while (double.payloads.answersTo(payload).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 2));
  answers.push(performance.now() - since);
}
