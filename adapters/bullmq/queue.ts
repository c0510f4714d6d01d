import { Queue as BullQueue, createPostgresBackend, type Worker } from 'bullmq';
import type { Logger } from '../../src/ports/clock-and-logger.ts';
import type { NewJob, Queue, QueueCounts } from '../../src/ports/queue.ts';
import { answersWithin, settlesWithin } from '../../src/time/deadline.ts';
import { connectPostgres, type PoolMaker } from './connect-postgres.ts';
import { connectRedis } from './connect-redis.ts';
import type { Connection } from './connection.ts';
import { toJobId } from './job-id.ts';
import { openWorker } from './open-worker.ts';
import { createOutageLog } from './outage-log.ts';

export interface QueueOptions {
  readonly logger: Logger;
  /** Where jobs are kept without a `redisUrl`. */
  readonly database: PoolMaker;
  readonly redisUrl?: string;
  /** Queues of different names do not see each other's jobs. */
  readonly name?: string;
  /** Tries of a job, at least 1. */
  readonly attempts?: number;
  /** Before the second try, in milliseconds; doubled each time, each wait shortened by chance up to a half. */
  readonly backoffMs?: number;
  /** A job whose worker was not heard of for so long is run again, in milliseconds. */
  readonly stalledMs?: number;
  /** How long Redis may take to answer at first, in milliseconds. */
  readonly startDeadlineMs?: number;
}

/**
 * The job queue: BullMQ on Redis or on the database.
 * @throws Error saying what cannot be reached, without a password.
 */
export async function createQueue({
  logger,
  database,
  redisUrl,
  name = 'paperboy',
  attempts = 5,
  backoffMs = 1_000,
  stalledMs = 30_000,
  startDeadlineMs = 60_000,
}: QueueOptions): Promise<Queue> {
  const report = createOutageLog(logger);
  const connection = redisUrl
    ? await connectRedis({ redisUrl, startDeadlineMs, report })
    : await connectPostgres(database, report);
  const retries = { attempts, backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 } };
  const kept = { removeOnComplete: { count: 100 }, removeOnFail: { count: 1_000 } };
  const queue = openProducer(connection, name);
  queue.on('error', ({ message }) => report(message));
  await queue.waitUntilReady();
  let worker: Worker | undefined;
  let stopped = false;

  const toBull = ({ name, id, data = {} }: NewJob) => ({
    name,
    data,
    // A job with an id goes when it ends, for BullMQ ignores an id as long as it remembers it.
    opts: id === undefined ? { ...retries, ...kept } : { ...retries, ...forgotten, jobId: toJobId(id) },
  });
  /** BullMQ never answers a queue that is closed, nor one whose connection hangs. */
  const reach = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (stopped) throw new Error('The job queue has stopped.');
    try {
      return await answersWithin(answerMs, work());
    } catch (cause) {
      throw new Error(`The job queue does not answer: ${cause instanceof Error ? cause.message : cause}`, {
        cause,
      });
    }
  };
  // Not a batch of one: on PostgreSQL that takes seven times as long.
  const add = async (job: NewJob) => {
    const { name, data, opts } = toBull(job);
    await reach(() => queue.add(name, data, opts));
  };

  return {
    add,
    async addMany(jobs) {
      if (jobs.length > 0) await reach(() => queue.addBulk(jobs.map(toBull)));
    },
    async work(handler, { concurrency }) {
      if (worker) throw new Error('work() was called before.');
      const opened = openWorker(connection, handler, {
        queue: name,
        concurrency,
        stalledMs,
        attempts,
        logger,
        report,
      });
      worker = opened;
      await reach(() => opened.waitUntilReady());
      opened.run().catch((error: Error) => report(error.message));
    },
    async every(name, everyMs) {
      await reach(() =>
        queue.upsertJobScheduler(name, { every: everyMs }, { name, opts: { ...retries, ...kept } }),
      );
      await add({ name, id: `start ${name}` });
    },
    async counts(): Promise<QueueCounts> {
      const counts = await reach(() =>
        queue.getJobCounts('waiting', 'prioritized', 'delayed', 'active', 'failed'),
      );
      const { waiting = 0, prioritized = 0, delayed = 0, active = 0, failed = 0 } = counts;
      return { waiting: waiting + prioritized, delayed, active, failed };
    },
    async stop(deadlineMs) {
      stopped = true;
      const finished = await settlesWithin(deadlineMs, worker?.close());
      if (!finished) logger.warn({ deadlineMs }, 'jobs did not end in time; they run again later');
      await settlesWithin(1_000, queue.close());
      await settlesWithin(1_000, connection.close());
      return finished;
    },
  };
}

const answerMs = 15_000;
const forgotten = { removeOnComplete: true, removeOnFail: true };

function openProducer(connection: Connection, name: string): BullQueue {
  return connection.kind === 'redis'
    ? new BullQueue(name, { connection: connection.producer })
    : (new BullQueue(
        name,
        { connection: connection.producer },
        createPostgresBackend,
      ) as unknown as BullQueue);
}
