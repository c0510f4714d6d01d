import type { Worker } from 'bullmq';
import type { Logger } from '../../src/ports/clock-and-logger.ts';
import type { NewJob, Queue } from '../../src/ports/queue.ts';
import { answersWithin, settlesWithin } from '../../src/time/deadline.ts';
import { connectPostgres, type PoolMaker } from './connect-postgres.ts';
import { connectRedis } from './connect-redis.ts';
import { toJobId } from './job-id.ts';
import { openProducer } from './open-producer.ts';
import { openWorker } from './open-worker.ts';
import { createOutageLog } from './outage-log.ts';

export interface QueueOptions {
  readonly logger: Logger;
  /** Where jobs are kept without a `redisUrl`. */
  readonly database: PoolMaker;
  readonly redisUrl?: string;
  /** Queues of different names do not see each other's jobs. */
  readonly name?: string;
  /** How often a failing job is tried, at least 1. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt; doubled for each further one, and each wait is randomly shortened by up to half. */
  readonly backoffMs?: number;
  /** Milliseconds without a sign of life from a job's worker, after which the job runs again. */
  readonly stalledMs?: number;
  /** Milliseconds that Redis may take to answer at first. */
  readonly startDeadlineMs?: number;
}

/** Milliseconds that BullMQ may take to answer. It never answers on a closed queue or on a connection that hangs. */
const answerMs = 15_000;
/** Milliseconds that closing one connection may take. */
const closeMs = 1_000;
/** What stays of ended jobs, for people who look into the queue. */
const kept = { removeOnComplete: { count: 100 }, removeOnFail: { count: 1_000 } };
/** BullMQ ignores an id for as long as it remembers a job with it, so jobs with an id are removed when they end. */
const removed = { removeOnComplete: true, removeOnFail: true };

/**
 * The job queue: BullMQ on Redis or, without a `redisUrl`, on the database.
 *
 * | file | part |
 * |---|---|
 * | connect-redis, connect-postgres | connections to the place where jobs are kept |
 * | open-producer, open-worker | the two halves of BullMQ: adding jobs, running them |
 * | retrying-pool, outage-log | what keeps an outage from flooding the database and the log |
 * | job-id | ids in the form that BullMQ takes |
 * @throws Error saying what cannot be reached, without a password
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
  const producer = openProducer(connection, name);
  producer.on('error', ({ message }) => report(message));
  await producer.waitUntilReady();
  let worker: Worker | undefined;
  let isStopped = false;

  const retries = { attempts, backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 } };
  const toBull = ({ name, id, data = {} }: NewJob) => ({
    name,
    data,
    opts: id === undefined ? { ...retries, ...kept } : { ...retries, ...removed, jobId: toJobId(id) },
  });
  const answerOf = async <Result>(ask: () => Promise<Result>): Promise<Result> => {
    if (isStopped) throw new Error('The job queue has stopped.');
    try {
      return await answersWithin(answerMs, ask());
    } catch (cause) {
      throw new Error(`The job queue does not answer: ${cause instanceof Error ? cause.message : cause}`, {
        cause,
      });
    }
  };
  // Not addMany with one job, which takes seven times as long on PostgreSQL.
  const add = async (job: NewJob) => {
    const { name, data, opts } = toBull(job);
    await answerOf(() => producer.add(name, data, opts));
  };

  return {
    add,
    async addMany(jobs) {
      if (jobs.length > 0) await answerOf(() => producer.addBulk(jobs.map(toBull)));
    },
    async work(handler, { concurrency }) {
      if (worker) throw new Error('work() was called before.');
      const setting = { queue: name, concurrency, stalledMs, attempts, logger, report };
      const opened = openWorker(connection, handler, setting);
      worker = opened;
      await answerOf(() => opened.waitUntilReady());
      opened.run().catch((error: Error) => report(error.message));
    },
    async every(name, everyMs) {
      const opts = { ...retries, ...kept };
      await answerOf(() => producer.upsertJobScheduler(name, { every: everyMs }, { name, opts }));
      await add({ name, id: `start ${name}` });
    },
    async stop(deadlineMs) {
      isStopped = true;
      const hasEnded = await settlesWithin(deadlineMs, worker?.close());
      if (!hasEnded) logger.warn({ deadlineMs }, 'jobs did not end in time; they run again later');
      await settlesWithin(closeMs, producer.close());
      await settlesWithin(closeMs, connection.close());
      return hasEnded;
    },
  };
}
