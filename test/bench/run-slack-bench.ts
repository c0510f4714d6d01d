import { randomUUID } from 'node:crypto';
import { createSlackClient } from '../../adapters/slack/connection/client.ts';
import { composeCore } from '../../src/app/compose/core.ts';
import { composeStore } from '../../src/app/compose/store.ts';
import { readConfig } from '../../src/app/config.ts';
import { createSlackDouble } from '../support/doubles/slack/create-slack-double.ts';

/**
 * A thousand slash commands at 50 a second through Bolt and Socket Mode, on the project's own pages: how long Slack
 * waits for the ack (3,000 ms at most) and a person for the answer.
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
  source: composeStore(readConfig({}), quiet),
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
console.log(`ack     ${describe(acks)}`);
console.log(`answer  ${describe(answers)}`);
process.exitCode = missed === 0 && answers.length === count ? 0 : 1;

async function ask(line: string): Promise<void> {
  const payload = double.payloads.command(line);
  const since = performance.now();
  acks.push((await double.socket.send('slash_commands', payload)).ms);
  while (double.payloads.answersTo(payload).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 2));
  answers.push(performance.now() - since);
}

function describe(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} ms · p95 ${at(0.95)} ms · p99 ${at(0.99)} ms · slowest ${at(1)} ms`;
}
