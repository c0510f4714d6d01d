import { type Job as BullJob, Queue as BullQueue, Worker } from 'bullmq';
import { StoreError } from '../../src/errors.ts';
import { createOutageLog } from '../../src/outage-log.ts';
import type { Logger } from '../../src/ports/clock-and-logger.ts';
import type { NewJob, Queue } from '../../src/ports/queue.ts';
import { answersWithin, settlesWithin, unlessAborted } from '../../src/time/deadline.ts';
import { connectPostgres, connectRedis, type PoolMaker, type Report } from './connection.ts';
import { removeLostJobs, withoutEvicted } from './lost-jobs.ts';

interface QueueOptions {
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
  /** Aborted when the process is asked to end: no answer is waited for any more. */
  readonly stopping?: AbortSignal;
}

/** Milliseconds that BullMQ may take to answer. It never answers on a closed queue or on a connection that hangs. */
const answerMs = 15_000;
/** Milliseconds that closing one connection may take. */
const closeMs = 1_000;
/** What stays of ended jobs, for people who look into the queue. */
const kept = { removeOnComplete: { count: 100 }, removeOnFail: { count: 1_000 } };
/** BullMQ ignores an id for as long as it remembers a job with it, so jobs with an id are removed when they end. */
const removed = { removeOnComplete: true, removeOnFail: true };
/** The states of jobs that wait or run. */
const unfinished = ['waiting', 'prioritized', 'delayed', 'active'] as const;

/**
 * The job queue: BullMQ on Redis or, without a `redisUrl`, on the database.
 * @throws Error saying what cannot be reached, without a password; or the reason of `stopping`
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
  stopping,
}: QueueOptions): Promise<Queue> {
  const report = createOutageLog((fields) => logger.error(fields, 'the job queue has a problem'));
  const onEviction = (policy: string) =>
    logger.warn(
      { policy, setting: 'maxmemory-policy' },
      'Redis may drop jobs when its memory is full, which makes digests late: set the policy to noeviction',
    );
  const connection = redisUrl
    ? await connectRedis({ redisUrl, startDeadlineMs, report, stopping, onEviction })
    : await unlessAborted(stopping, connectPostgres(database, report));
  const producer = new BullQueue(name, { connection: connection.producer }, connection.backend);
  producer.on('error', ({ message }) => report(message));
  const close = async () => {
    await settlesWithin(closeMs, producer.close());
    await settlesWithin(closeMs, connection.close());
  };
  try {
    await unlessAborted(stopping, producer.waitUntilReady());
  } catch (error) {
    await close();
    throw error;
  }
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
      return await unlessAborted(stopping, answersWithin(answerMs, ask()));
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      report(reason);
      throw new StoreError(`The job queue does not answer: ${reason}`, { cause });
    }
  };
  const freeIds = async (ids: readonly string[]) => {
    const count = await answerOf(() => removeLostJobs(producer, ids));
    if (count > 0) logger.warn({ jobs: count }, 'Redis has lost jobs: they are added again');
  };
  // Not addMany with one job, which takes seven times as long on PostgreSQL.
  const add = async (job: NewJob) => {
    const { name, data, opts } = toBull(job);
    await answerOf(() => producer.add(name, data, opts));
  };

  return {
    add,
    async addMany(jobs) {
      if (jobs.length === 0) return;
      const added = jobs.map(toBull);
      if (redisUrl !== undefined)
        await freeIds(added.flatMap(({ opts }) => ('jobId' in opts ? [opts.jobId] : [])));
      await answerOf(() => producer.addBulk(added));
    },
    async work(handler, { concurrency }) {
      if (worker) throw new Error('work() was called before.');
      const run = ({ name, id = '', data }: BullJob) => handler({ name, id: fromJobId(id), data });
      const options = {
        connection: connection.worker,
        concurrency,
        lockDuration: stalledMs,
        stalledInterval: stalledMs,
        // How often a job may lose its worker. BullMQ allows it once, but a crash is not the job's fault.
        maxStalledCount: attempts,
        runRetryDelay: 2_000,
        autorun: false,
      };
      const opened = new Worker(name, run, options, connection.backend);
      logEvents(opened, logger, report);
      worker = opened;
      await answerOf(() => opened.waitUntilReady());
      await removeSchedulers(producer).catch((error: Error) => report(error.message));
      opened.run().catch((error: Error) => report(error.message));
    },
    async pending() {
      const ids = await answerOf(() => producer.getRanges([...unfinished], 0, -1));
      const whole = redisUrl === undefined ? ids : await answerOf(() => withoutEvicted(producer, ids));
      return whole.map(fromJobId);
    },
    async waiting() {
      const counts = await answerOf(() => producer.getJobCounts(...unfinished));
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
    async stop(deadlineMs) {
      isStopped = true;
      const hasEnded = await settlesWithin(deadlineMs, worker?.close());
      if (!hasEnded) logger.warn({ deadlineMs }, 'jobs did not end in time; they run again later');
      await close();
      return hasEnded;
    },
  };
}

/** Earlier versions let BullMQ run what is regular. */
async function removeSchedulers(queue: BullQueue): Promise<void> {
  for (const { key } of await queue.getJobSchedulers()) await queue.removeJobScheduler(key);
}

function logEvents(worker: Worker, logger: Logger, report: Report): void {
  worker.on('error', ({ message }) => report(message));
  worker.on('stalled', (id) => logger.warn({ id: fromJobId(id) }, 'a job lost its worker and runs again'));
  worker.on('failed', (job, err) => {
    // An outage fails every job, and the database says when they are due.
    if (err instanceof StoreError) return report(`jobs wait: ${err.message}`);
    const fields = { job: job?.name, id: fromJobId(job?.id ?? ''), attempt: job?.attemptsMade, err };
    if (job && job.attemptsMade < (job.opts.attempts ?? 1))
      logger.warn(fields, 'a job failed and is tried again');
    else logger.error(fields, 'a job failed and is given up');
  });
}

/** An id for any text. BullMQ rejects ids with `:` and ids that are integers. */
export const toJobId = (id: string): string => `id-${encodeURIComponent(id)}`;

/** The text of an id. Ids that BullMQ made itself are returned as they are. */
export const fromJobId = (id: string): string =>
  id.startsWith('id-') ? decodeURIComponent(id.slice(3)) : id;
