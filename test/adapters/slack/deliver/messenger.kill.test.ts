import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSlackDouble, type SlackDouble } from '../../../support/doubles/slack/create-slack-double.ts';
import { makeStoreFolder } from '../../../support/fixtures/store-folder.ts';
import { type Build, buildForChildren, noDeadline } from '../../../support/kill/child-process.ts';
import { papersOf } from '../../../support/kill/kill-world.ts';
import type { KillStep } from '../../../support/kill/killing.ts';
import type { SlackRun } from '../../../support/kill/slack-child.ts';

const child = 'test/support/kill/slack-child.ts';
let build: Build;
let dataDir: string;
let slack: SlackDouble;

beforeAll(async () => {
  build = buildForChildren(child);
  dataDir = await makeStoreFolder();
  slack = await createSlackDouble();
});
afterAll(async () => {
  build.remove();
  rmSync(dataDir, { recursive: true });
  await slack.close();
});

/** Each step on a day with papers. The first message of an issue is in the channel, the next in its thread. */
const steps: readonly (KillStep | 'lost answer')[] = [
  { method: 'send', when: 'before', nth: 1 },
  { method: 'send', when: 'during', nth: 1 },
  { method: 'send', when: 'after', nth: 1 },
  { method: 'send', when: 'after', nth: 2 },
  { method: 'claimPart', when: 'after', nth: 2 },
  { method: 'completePart', when: 'before', nth: 1 },
  { method: 'completePart', when: 'after', nth: 1 },
  { method: 'finishIssue', when: 'before', nth: 1 },
  'lost answer',
];
/** `npm run kill` runs all of them; otherwise those where a message was posted but not recorded. */
const tried = process.env['KILLS'] === undefined ? steps.filter(isGrave) : steps;
const days = Array.from({ length: 40 }, (_, i) => i + 1).filter((day) => papersOf(day).length > 0);

test('kill -9 at every step of a digest in Slack: nothing lost, nothing doubled', noDeadline, async () => {
  const daysRun: number[] = [];
  for (const [i, step] of tried.entries()) {
    const day = days[i] ?? 1;
    daysRun.push(day);
    if (step === 'lost answer') slack.fault('chat.postMessage', { kind: 'lost-answer' });
    else expect(await runBot({ day, kill: step })).toBe('SIGKILL');
    expect(await runBot({ day })).toBe(0);
  }
  // What was in doubt on the last day is looked up on the next day.
  const next = days[tried.length] ?? 1;
  expect(await runBot({ day: next })).toBe(0);
  daysRun.push(next);

  const all = slack.world.messages;
  const keys = all.map(({ metadata }) => JSON.stringify(metadata));
  expect(keys).toHaveLength(new Set(keys).size);
  const digests = all
    .filter(({ thread_ts }) => thread_ts === undefined)
    .map(({ blocks }) => JSON.stringify(blocks));
  const wanted = daysRun.flatMap((day) => papersOf(day)).map(({ title }) => title);
  const counts = wanted.map((title) => digests.filter((blocks) => blocks.includes(`|${title}>`)).length);
  expect(counts).toEqual(wanted.map(() => 1));
  expect(digests).toHaveLength(daysRun.length);
});

function isGrave(step: KillStep | 'lost answer'): boolean {
  return step === 'lost answer' || (step.method === 'send' && step.when === 'after' && step.nth === 1);
}

async function runBot(more: Pick<SlackRun, 'day' | 'kill'>): Promise<number | string> {
  const run: SlackRun = { dataDir, apiUrl: slack.apiUrl, ...more };
  const bot = build.start(child, JSON.stringify(run));
  const end = await bot.ended;
  if (end !== 0 && end !== 'SIGKILL') console.error(bot.lines.join('\n'));
  return end;
}
