/** A worker of the bot as `npm run chaos` starts it: a queue, digests, look-ups beside, and figures about itself. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createQueue } from '../../adapters/bullmq/queue.ts';
import { openDatabase } from '../../adapters/postgres/database/open-database.ts';
import { openStore } from '../../adapters/postgres/open-store.ts';
import { loadSeeds } from '../../src/app/compose/core.ts';
import { composeServices } from '../../src/app/services/compose-services.ts';
import { startJobs } from '../../src/app/services/jobs.ts';
import { defined } from '../../src/defined.ts';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { sampleCorpus } from '../support/fixtures/sample-papers.ts';
import { createPlatformMessenger } from './platform-messenger.ts';

export interface WorkerRun {
  readonly databaseUrl?: string;
  readonly dataDir: string;
  readonly redisUrl?: string;
  readonly queueName: string;
  readonly platformUrl: string;
  /** The world's time when its clock was at `startedAt`, and how many times faster than the machine's it goes. */
  readonly base: number;
  readonly startedAt: number;
  readonly speed: number;
  /** Milliseconds that this worker's clock is ahead. */
  readonly skewMs: number;
  /** Look-ups a second. */
  readonly lookUps: number;
}

/** What a worker says of itself once a second. */
export interface WorkerFigures {
  readonly rssMb: number;
  readonly handles: number;
  /** Since the last figures. */
  readonly p99Ms: number;
}

const run = JSON.parse(process.argv[2] ?? '') as WorkerRun;
const clock = { now: () => run.base + (Date.now() - run.startedAt) * run.speed + run.skewMs };
const logger = silentLogger;
const stopping = new AbortController();
const { dataDir, databaseUrl } = run;
const database = await openDatabase({ dataDir, logger, ...defined({ databaseUrl }) });
const store = await openStore(database, logger);
const corpus =
  run.lookUps > 0 ? await loadSeeds() : { ...sampleCorpus([]), pages: [], warnings: [], rejects: [] };
const index = createPaperIndex(corpus);
await index.put((await store.arrivals(0, await store.latestArrival())).map(({ paper }) => paper));
const messenger = createPlatformMessenger(run.platformUrl);
const services = composeServices(store, {
  corpus,
  index,
  clock,
  logger,
  messengerOf: () => messenger,
  stopping: stopping.signal,
});
const queue = await startJobs({
  services,
  feeds: undefined,
  openQueue: () =>
    createQueue({
      logger,
      database,
      name: run.queueName,
      stalledMs: 3_000,
      backoffMs: 50,
      ...defined({ redisUrl: run.redisUrl }),
    }),
  stopping: stopping.signal,
  lookMs: 250,
});
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
setInterval(() => {
  const figures: WorkerFigures = {
    rssMb: process.memoryUsage.rss() / 2 ** 20,
    handles: process.getActiveResourcesInfo().length,
    p99Ms: delay.percentile(99) / 1e6,
  };
  delay.reset();
  process.send?.(figures);
}, 1_000);
if (run.lookUps > 0) {
  let nth = 0;
  const lookUp = () => {
    // Words that people would type, each time others.
    const { title = '' } = corpus.papers[nth++ % corpus.papers.length] ?? {};
    void index.search(parseQuery(title.replaceAll(/[^a-z ]/gi, ' ')), { offset: 0, limit: 10 });
  };
  setInterval(lookUp, 1_000 / run.lookUps);
}
process.on('message', async () => {
  stopping.abort();
  await queue?.stop(2_000);
  await database.close().catch(() => {});
  process.exit(0);
});
process.on('disconnect', () => process.exit(1));
process.send?.('ready');
