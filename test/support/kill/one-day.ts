import { createStoreLifetime } from '../../../src/app/services/store-lifetime.ts';
import { storeSource } from '../../../src/app/services/store-source.ts';
import type { Services } from '../../../src/commands/services.ts';
import { enqueueDue, runJob } from '../../../src/digest/deliver/run-jobs.ts';
import type { Clock } from '../../../src/ports/clock-and-logger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { NewJob, Queue } from '../../../src/ports/queue.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { silentLogger } from '../fakes/silent-logger.ts';
import { noonOf, papersOf, worldCorpus } from './kill-world.ts';
import { type KillStep, killingAt } from './killing.ts';

/** What the child processes of the kill tests have in common: one day of the bot in the kill world. */

/**
 * Starts when the digests of the day are due, and goes twenty times as fast as real time: a lease ends during the test,
 * but never before a message is sent.
 * @param startedAt when the day began in real time; default: now
 */
export function fastClock(day: number, startedAt = Date.now(), speed = 20): Clock {
  return { now: () => noonOf(day) + (Date.now() - startedAt) * speed };
}

interface Killable {
  readonly dataDir: string;
  readonly databaseUrl?: string;
  readonly clock: Clock;
  readonly messenger: Messenger;
  /** Where the process is killed, if it is a step of the store. */
  readonly kill: KillStep | undefined;
}

/** Opens the bot's services over a data folder. */
export async function openServices({ clock, messenger, kill, ...store }: Killable) {
  const { open, close } = createStoreLifetime({
    source: storeSource({ store, queue: {} }, silentLogger),
    corpus: worldCorpus,
    index: createPaperIndex(worldCorpus),
    clock,
    logger: silentLogger,
    messengerOf: () => messenger,
  });
  const services = await open();
  const deps: Services = { ...services, store: killingAt(services.store, kill) };
  return { deps, close };
}

/** Stores every paper up to the day, as a feed does each time the bot starts. */
export async function receivePapers({ store, index, clock }: Services, day: number): Promise<void> {
  const papers = Array.from({ length: day }, (_, i) => papersOf(i + 1)).flat();
  await index.put(papers);
  await store.addPapers(papers, clock.now());
}

/** Runs the jobs that are due, one after another. @returns how many there were */
export async function runDueJobs(deps: Services): Promise<number> {
  const jobs: NewJob[] = [];
  const queue = {
    pending: async () => [],
    addMany: async (more: readonly NewJob[]) => void jobs.push(...more),
  } as unknown as Queue;
  await enqueueDue({ ...deps, queue });
  for (const { name, id = '', data } of jobs) await runJob({ name, id, data }, { ...deps, queue });
  return jobs.length;
}

/** Whether no digest is due and none is half delivered. */
export async function isDone({ store, clock }: Pick<Services, 'store' | 'clock'>): Promise<boolean> {
  const due = await store.duePlaces(clock.now(), 1);
  const undelivered = await store.placesToDeliver(Number.MAX_SAFE_INTEGER, 1);
  return due.length + undelivered.length === 0;
}
