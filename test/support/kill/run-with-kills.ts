import { setTimeout as pause } from 'node:timers/promises';
import type { Build } from './child-process.ts';
import type { Life } from './digest-child.ts';
import type { KillStep } from './killing.ts';

export const childFile = 'test/support/kill/digest-child.ts';

export interface Ordeal {
  readonly build: Build;
  readonly dataDir: string;
  readonly mode: Life['mode'];
  /** It goes on, day after day, until it was killed so often, and finishes that day. */
  readonly kills: number;
  readonly random: () => number;
  readonly databaseUrl?: string;
}

export interface Survived {
  /** How often it was killed at each step. */
  readonly killedAt: ReadonlyMap<string, number>;
  readonly kills: number;
  readonly lives: number;
  /** The days on which it was up; papers of the others came with the next. */
  readonly days: readonly number[];
}

const step = (method: KillStep['method'], when: KillStep['when'], nth?: number) => ({ method, when, nth });

/** Where it is killed; without a number at any of the first calls. */
const steps = {
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
/** A third of the kills come when they like. */
const anyMoment = 'at any moment';
/** No day's work takes longer. */
const momentsMs = 300;

/** Lives through days of digests, being killed and started again. */
export async function liveThroughKills(ordeal: Ordeal): Promise<Survived> {
  const { random, kills: wanted } = ordeal;
  const killedAt = new Map<string, number>();
  const days: number[] = [];
  let kills = 0;
  let lives = 0;
  let turn = 0;
  for (let day = 1; kills < wanted; day += day % 5 === 2 ? 2 : 1) {
    days.push(day);
    for (let isDone = false; !isDone; lives += 1) {
      const name = kills >= wanted ? undefined : turn % 3 === 2 ? anyMoment : nextStep(turn, namedSteps);
      turn += 1;
      isDone = await live(ordeal, day, name, random);
      if (isDone || name === undefined) continue;
      kills += 1;
      killedAt.set(name, (killedAt.get(name) ?? 0) + 1);
    }
  }
  return { killedAt, kills, lives, days };
}

/** The named steps one after another, leaving out every third turn. */
const nextStep = (turn: number, names: readonly string[]) =>
  names[(turn - Math.floor(turn / 3)) % names.length] as keyof typeof steps;

/** @returns whether the day's work is done; else it was killed */
async function live(
  { build, dataDir, mode, databaseUrl }: Ordeal,
  day: number,
  name: string | undefined,
  random: () => number,
): Promise<boolean> {
  const named = name === undefined || name === anyMoment ? undefined : steps[name as keyof typeof steps];
  const life = {
    dataDir,
    day,
    mode,
    databaseUrl,
    kill: named && { ...named, nth: named.nth ?? 1 + Math.floor(random() * 4) },
  };
  const child = build.start(childFile, JSON.stringify(life));
  if (name === anyMoment) {
    // Some of them while the database opens.
    await child.line(random() < 0.2 ? /^born/ : /^open/);
    await pause(random() * momentsMs);
    await child.kill('SIGKILL');
  }
  const end = await child.ended;
  if (end === 'SIGKILL') return false;
  if (end === 0) return true;
  throw new Error(`Day ${day}, ${name}: it ended with ${end}.\n${child.lines.join('\n')}`);
}
