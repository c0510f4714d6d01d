import { setTimeout as pause } from 'node:timers/promises';
import type { Build } from './child-process.ts';
import { childFile, skewOf, steps } from './run-with-kills.ts';

export interface WorkersPlan {
  readonly build: Build;
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** At least so many; the day of the last one is finished. */
  readonly kills: number;
  /** From 0 to 1, exclusive. */
  readonly random: () => number;
}

const workers = 3;
/** The transcript of a process that runs cannot follow half a line of another one. */
const named = Object.values(steps).filter(({ method }) => method !== 'half a line');

/** Lets three workers with clocks of their own post the digests of each day, and kills most of them. @returns the days */
export async function runWorkers({ build, random, kills, ...where }: WorkersPlan) {
  const days: number[] = [];
  let killed = 0;
  for (let day = 1; killed < kills; day += 1) {
    days.push(day);
    const startedAt = Date.now();
    const work = async (mayKill: boolean): Promise<void> => {
      const isNamed = random() < 0.7;
      const step = named[Math.floor(random() * named.length)];
      const kill = step && { ...step, nth: step.nth ?? 1 + Math.floor(random() * 4) };
      const run = { ...where, day, mode: 'direct', startedAt, skewMs: skewOf(random) };
      const child = build.start(childFile, JSON.stringify({ ...run, ...(mayKill && isNamed && { kill }) }));
      if (mayKill && !isNamed) {
        await child.line(/^open/);
        await pause(random() * 1_000);
        await child.kill('SIGKILL');
      }
      const end = await child.ended;
      if (end === 'SIGKILL') {
        killed += 1;
        return;
      }
      if (end !== 0) throw new Error(`Day ${day}: a worker ended with ${end}.\n${child.lines.join('\n')}`);
    };
    await Promise.all(Array.from({ length: workers }, () => work(killed < kills)));
    await Promise.all(Array.from({ length: workers }, (_, n) => work(n > 0 && killed < kills)));
  }
  return { days, kills: killed };
}
