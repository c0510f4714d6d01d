import { appendFileSync, writeSync } from 'node:fs';
import { createQueue } from '../../../adapters/bullmq/queue.ts';
import { openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import { openStore } from '../../../adapters/postgres/open-store.ts';
import { createDigests } from '../../../src/commands/digests/digests.ts';
import type { Services } from '../../../src/commands/services.ts';
import { defined } from '../../../src/defined.ts';
import { createDeliveryMemory } from '../../../src/digest/deliver/delivery-memory.ts';
import { runJob, runTick } from '../../../src/digest/deliver/run-jobs.ts';
import { createMatchesCache } from '../../../src/digest/plan/matches-cache.ts';
import { StaleIssueError } from '../../../src/errors.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { silentLogger } from '../fakes/silent-logger.ts';
import { transcriptOf, worldCorpus, worldMessenger } from './kill-world.ts';
import { die, type KillStep, killingAt } from './killing.ts';
import { fastClock, isDone, openServices, receivePapers, runDueJobs } from './one-day.ts';

/** One run of the bot: it does what is left to do on a day, and is killed at the step, if there is one. */
export interface BotRun {
  readonly dataDir: string;
  readonly day: number;
  /** `direct`: the jobs run one after another. `queue`: BullMQ runs them. */
  readonly mode: 'direct' | 'queue';
  readonly databaseUrl?: string;
  /** How far the clock of this process is ahead. */
  readonly skewMs?: number;
  /** When the day began in real time, for a platform whose clock all processes share; without it the platform has none. */
  readonly startedAt?: number;
  /** A step of the store or the messenger. `half a line`: while the n-th message is written into the transcript. */
  readonly kill?: KillStep | { readonly method: 'half a line'; readonly nth: number };
}

const run = JSON.parse(process.argv[2] ?? '') as BotRun;
const { dataDir, day, kill } = run;
// Several workers wait for each other's leases, so their clock is faster.
const platformClock = fastClock(day, run.startedAt, run.startedAt === undefined ? 20 : 40);
const clock = { now: () => platformClock.now() + (run.skewMs ?? 0) };
const say = (line: string) => writeSync(1, `${line}\n`);
const step = kill?.method === 'half a line' ? undefined : (kill as KillStep | undefined);
const platform: Messenger = {
  ...halvingMessenger(worldMessenger(dataDir)),
  ...(run.startedAt !== undefined && { now: async () => platformClock.now() }),
};
const messenger = killingAt(platform, step);

say('started');
const { deps, work, close } = run.mode === 'direct' ? await openDirect() : await openWithQueue();
say('open');
await receivePapers(deps, day);
await work();
await close();
say('done');

async function openDirect() {
  const { deps, close } = await openServices({
    dataDir,
    clock,
    messenger,
    kill: step,
    ...defined({ databaseUrl: run.databaseUrl }),
  });
  const work = async () => {
    while (!(await isDone(deps))) {
      // Another worker may write the same issue, or hold the lease of a message.
      await runDueJobs(deps).catch(otherWorker);
      if (run.startedAt !== undefined) await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return { deps, work, close };
}

function otherWorker(error: unknown): void {
  if (!(error instanceof StaleIssueError) || run.startedAt === undefined) throw error;
}

/** As the bot does it, with a queue that soon notices that its last worker was killed. */
async function openWithQueue() {
  const database = await openDatabase({
    dataDir,
    logger: silentLogger,
    ...defined({ databaseUrl: run.databaseUrl }),
  });
  const store = killingAt(await openStore(database, silentLogger), step);
  const index = createPaperIndex(worldCorpus);
  const parts = {
    store,
    index,
    memory: createDeliveryMemory(clock.now()),
    matchesCache: createMatchesCache(store, index, worldCorpus),
    feeds: [],
    clock,
    logger: silentLogger,
    messengerOf: () => messenger,
  };
  const deps: Services = { ...parts, feedLabel: String, digests: createDigests(parts) };
  await index.put((await store.arrivals(0, await store.latestArrival())).map(({ paper }) => paper));
  const queue = await createQueue({
    logger: silentLogger,
    database,
    stalledMs: database.kind === 'embedded' ? 300 : 3_000,
    backoffMs: 10,
  });
  const work = async () => {
    await queue.work((job) => runJob(job, { ...deps, queue }), { concurrency: 4 });
    while (!(await isDone(deps))) {
      await runTick({ ...deps, queue });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const close = async () => {
    await queue.stop(5_000);
    await database.close();
  };
  return { deps, work, close };
}

/** Kills the process with half a message in the transcript, if that is where it is to be killed. */
function halvingMessenger(inner: Messenger): Messenger {
  if (kill?.method !== 'half a line') return inner;
  let left = kill.nth;
  return {
    ...inner,
    async send(message) {
      left -= 1;
      if (left > 0) return inner.send(message);
      appendFileSync(transcriptOf(dataDir), `\n{"key":"${message.key}","place":"con`);
      return die();
    },
  };
}
