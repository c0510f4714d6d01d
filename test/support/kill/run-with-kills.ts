import { setTimeout as pause } from 'node:timers/promises';
import type { Build } from './child-process.ts';
import type { BotRun } from './digest-child.ts';
import type { KillStep } from './killing.ts';

export const childFile = 'test/support/kill/digest-child.ts';

export interface KillPlan {
  readonly build: Build;
  readonly dataDir: string;
  readonly mode: BotRun['mode'];
  /** Kills; the day of the last one is finished. */
  readonly kills: number;
  /** From 0 to 1, exclusive. */
  readonly random: () => number;
}

export interface KillReport {
  /** Kills by where they happened. */
  readonly killedAt: ReadonlyMap<string, number>;
  readonly kills: number;
  readonly runs: number;
  /** The days on which the bot ran; the papers of the others come with the next one. */
  readonly days: readonly number[];
}

const step = (method: KillStep['method'], when: KillStep['when'], nth?: number) => ({ method, when, nth });

/** Where the bot is killed: at the n-th call; without `nth` at one of the first four. */
export const steps = {
  'while papers arrive': step('addPapers', 'during', 1),
  'before an issue is written': step('recordIssue', 'before'),
  'while an issue is written': step('recordIssue', 'during'),
  'after an issue is written': step('recordIssue', 'after'),
  'before a part is claimed': step('claimPart', 'before'),
  'after a part is claimed': step('claimPart', 'after'),
  'in the middle of a line of the transcript': { method: 'half a line', nth: undefined },
  'while a message is sent': step('send', 'during'),
  'after a message is sent': step('send', 'after'),
  'before a message is looked for': step('find', 'before', 1),
  'after a message is found': step('find', 'after', 1),
  'while a part is completed': step('completePart', 'during'),
  'after a part is completed': step('completePart', 'after'),
  'between the first part and the second': step('claimPart', 'before', 2),
  'before an issue is finished': step('finishIssue', 'before'),
  'after an issue is finished': step('finishIssue', 'after'),
} as const;

const namedSteps = Object.keys(steps);
/** Every third kill. */
const anyMoment = 'at any moment';
/** A day's work is done by then. */
const momentsMs = 300;

/** Runs the bot day after day, kills it again and again, and starts it again until each day is done. */
export async function runWithKills(plan: KillPlan): Promise<KillReport> {
  const killedAt = new Map<string, number>();
  const days: number[] = [];
  let kills = 0;
  let runs = 0;
  for (let day = 1; kills < plan.kills; day += day % 5 === 2 ? 2 : 1) {
    days.push(day);
    for (let isDone = false; !isDone; runs += 1) {
      const where = kills < plan.kills ? placeOfKill(runs) : undefined;
      isDone = await runOnce(plan, day, where);
      if (isDone || where === undefined) continue;
      kills += 1;
      killedAt.set(where, (killedAt.get(where) ?? 0) + 1);
    }
  }
  return { killedAt, kills, runs, days };
}

/** The named steps one after another, and any moment in every third run. */
const placeOfKill = (run: number): string =>
  run % 3 === 2 ? anyMoment : (namedSteps[(run - Math.floor(run / 3)) % namedSteps.length] ?? anyMoment);

/** How far the clock of a process is ahead: not so far behind that nothing is due. */
const skewsMs = [-4, -1, 0, 3, 10, 55].map((minutes) => minutes * 60_000);
export const skewOf = (random: () => number): number => skewsMs[Math.floor(random() * skewsMs.length)] ?? 0;

/** @returns whether the day's work is done; otherwise the bot was killed */
async function runOnce(
  { build, dataDir, mode, random }: KillPlan,
  day: number,
  where: string | undefined,
): Promise<boolean> {
  const named = where === undefined || where === anyMoment ? undefined : steps[where as keyof typeof steps];
  const kill = named && { ...named, nth: named.nth ?? 1 + Math.floor(random() * 4) };
  const child = build.start(childFile, JSON.stringify({ dataDir, day, mode, kill, skewMs: skewOf(random) }));
  if (where === anyMoment) {
    // Every fifth of them while the database opens.
    await child.line(random() < 0.2 ? /^started/ : /^open/);
    await pause(random() * momentsMs);
    await child.kill('SIGKILL');
  }
  const end = await child.ended;
  if (end === 'SIGKILL') return false;
  if (end === 0) return true;
  throw new Error(`Day ${day}, ${where}: the bot ended with ${end}.\n${child.lines.join('\n')}`);
}
