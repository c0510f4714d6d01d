import { type Job as BullJob, createPostgresBackend, Worker } from 'bullmq';
import type { Logger } from '../../src/ports/clock-and-logger.ts';
import type { Job } from '../../src/ports/queue.ts';
import type { Connection, Report } from './connection.ts';
import { fromJobId } from './job-id.ts';

export interface WorkerSetting {
  readonly queue: string;
  readonly concurrency: number;
  /** Milliseconds for which a worker locks a job, and between two searches for jobs whose lock has expired. */
  readonly stalledMs: number;
  readonly attempts: number;
  readonly logger: Logger;
  readonly report: Report;
}

/** A worker that starts with `run()`. */
export function openWorker(
  connection: Connection,
  handler: (job: Job) => Promise<void>,
  { queue, concurrency, stalledMs, attempts, logger, report }: WorkerSetting,
): Worker {
  const run = ({ name, id = '', data }: BullJob) => handler({ name, id: fromJobId(id), data });
  const options = {
    concurrency,
    lockDuration: stalledMs,
    stalledInterval: stalledMs,
    // How often a job may lose its worker. BullMQ allows it once, but a crash is not the job's fault.
    maxStalledCount: attempts,
    runRetryDelay: 2_000,
    autorun: false,
  };
  const worker =
    connection.kind === 'redis'
      ? new Worker(queue, run, { ...options, connection: connection.worker })
      : new Worker(queue, run, { ...options, connection: connection.worker }, createPostgresBackend);
  logEvents(worker as Worker, logger, report);
  return worker as Worker;
}

function logEvents(worker: Worker, logger: Logger, report: Report): void {
  worker.on('error', ({ message }) => report(message));
  worker.on('stalled', (id) => logger.warn({ id: fromJobId(id) }, 'a job lost its worker and runs again'));
  worker.on('failed', (job, err) => {
    const fields = { job: job?.name, id: fromJobId(job?.id ?? ''), attempt: job?.attemptsMade, err };
    if (job && job.attemptsMade < (job.opts.attempts ?? 1))
      logger.warn(fields, 'a job failed and is tried again');
    else logger.error(fields, 'a job failed and is given up');
  });
}
