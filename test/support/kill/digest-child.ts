import { appendFileSync, writeSync } from 'node:fs';
import { createQueue } from '../../../adapters/bullmq/queue.ts';
import { openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import { openStore } from '../../../adapters/postgres/open-store.ts';
import { createStoreLifetime } from '../../../src/app/services/store-lifetime.ts';
import { storeSource } from '../../../src/app/start.ts';
import type { Services } from '../../../src/commands/services.ts';
import { defined } from '../../../src/defined.ts';
import { createDeliveryMemory } from '../../../src/digest/deliver/delivery-memory.ts';
import { enqueueDue, runJob, runTick } from '../../../src/digest/deliver/run-jobs.ts';
import { createMatchesCache } from '../../../src/digest/plan/matches-cache.ts';
import type { Clock } from '../../../src/ports/clock-and-logger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { NewJob, Queue } from '../../../src/ports/queue.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { silentLogger } from '../fakes/silent-logger.ts';
import { noonOf, papersOf, transcriptOf, worldCorpus, worldMessenger } from './kill-world.ts';
import { die, type KillStep, killingAt } from './killing.ts';

/** One life of the bot: it does what is left of a day, and is killed at a step when it is given one. */
export interface Life {
  readonly dataDir: string;
  readonly day: number;
  /** `direct`: the jobs run one after another. `queue`: BullMQ runs them. */
  readonly mode: 'direct' | 'queue';
  readonly databaseUrl?: string;
  /** A step of the store or the messenger; `half a line` ends it while the transcript is written. */
  readonly kill?: KillStep | { readonly method: 'half a line'; readonly nth: number };
}

const life = JSON.parse(process.argv[2] ?? '') as Life;
const { dataDir, day } = life;
const bornAt = Date.now();
/** Twenty times as fast as ours, so that a lease ends within the test's patience and never before a message is sent. */
const clock: Clock = { now: () => noonOf(day) + (Date.now() - bornAt) * 20 };
const say = (line: string) => writeSync(1, `${line}\n`);
const step = life.kill?.method === 'half a line' ? undefined : (life.kill as KillStep | undefined);

const messenger = killingAt(halvingMessenger(worldMessenger(dataDir)), step);
const messengerOf = () => messenger;
say('born');
const { deps, serve, close } = life.mode === 'direct' ? await openDirect() : await openWithQueue();
say('open');
await receivePapers(deps);
await serve();
await close();
say('done');

async function openDirect() {
  const index = createPaperIndex(worldCorpus);
  const lifetime = createStoreLifetime({
    source: storeSource({ store: { dataDir }, queue: {} }, silentLogger),
    corpus: worldCorpus,
    index,
    clock,
    logger: silentLogger,
    messengerOf,
  });
  const services = await lifetime.open();
  const deps: Services = { ...services, store: killingAt(services.store, step) };
  return { deps, close: lifetime.close, serve: () => serveDirectly(deps) };
}

/** As the bot does, with a queue that notices soon that its last worker was killed. */
async function openWithQueue() {
  const { databaseUrl } = life;
  const database = await openDatabase({ dataDir, logger: silentLogger, ...defined({ databaseUrl }) });
  const store = killingAt(await openStore(database, silentLogger), step);
  const index = createPaperIndex(worldCorpus);
  const matchesCache = createMatchesCache(store, index, worldCorpus);
  const deps: Services = {
    store,
    index,
    memory: createDeliveryMemory(clock.now()),
    matchesCache,
    feeds: [],
    feedLabel: String,
    clock,
    logger: silentLogger,
    messengerOf,
  };
  await index.put((await store.arrivals(0, await store.latestArrival())).map(({ paper }) => paper));
  const queue = await createQueue({
    logger: silentLogger,
    database,
    stalledMs: database.kind === 'embedded' ? 300 : 3_000,
    backoffMs: 10,
  });
  const serve = async () => {
    await queue.work((job) => runJob(job, { ...deps, queue }), { concurrency: 4 });
    while (!(await isDone(store))) {
      await runTick({ ...deps, queue });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const close = async () => {
    await queue.stop(5_000);
    await database.close();
  };
  return { deps, close, serve };
}

/** A feed brings what has appeared up to the day, as often as the bot is started. */
async function receivePapers({ store, index }: Services): Promise<void> {
  const papers = Array.from({ length: day }, (_, i) => papersOf(i + 1)).flat();
  await index.put(papers);
  await store.addPapers(papers, clock.now());
}

async function serveDirectly(deps: Services): Promise<void> {
  const jobs: NewJob[] = [];
  const queue = { addMany: async (more: readonly NewJob[]) => void jobs.push(...more) } as unknown as Queue;
  while (!(await isDone(deps.store))) {
    await enqueueDue({ ...deps, queue });
    for (const { name, data } of jobs.splice(0)) await runJob({ name, id: '', data }, { ...deps, queue });
  }
}

async function isDone(store: Store): Promise<boolean> {
  const due = await store.duePlaces(clock.now(), 1);
  const open = await store.placesToDeliver(Number.MAX_SAFE_INTEGER, 1);
  return due.length + open.length === 0;
}

/** Dies with half a message in the transcript, when the life is to end so. */
function halvingMessenger(inner: Messenger): Messenger {
  if (life.kill?.method !== 'half a line') return inner;
  let left = life.kill.nth;
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
