import { Queue } from 'bullmq';
import type { Connection } from '../../../adapters/bullmq/connection.ts';

export interface JobCounts {
  readonly waiting: number;
  /** Waiting for a later time: a retry, or the next run of a repeating job. */
  readonly delayed: number;
  readonly active: number;
  /** Given up, of those that are kept. */
  readonly failed: number;
}

/** Counts the jobs of queues, by a connection of its own. */
export function createJobCounter(connect: () => Promise<Connection>) {
  let connecting: Promise<Connection> | undefined;
  const queues = new Map<string, Queue>();
  return {
    async count(name: string): Promise<JobCounts> {
      connecting ??= connect();
      const { producer, backend } = await connecting;
      const queue = queues.get(name) ?? new Queue(name, { connection: producer }, backend);
      queues.set(name, queue);
      const counts = await queue.getJobCounts('waiting', 'prioritized', 'delayed', 'active', 'failed');
      const { waiting = 0, prioritized = 0, delayed = 0, active = 0, failed = 0 } = counts;
      return { waiting: waiting + prioritized, delayed, active, failed };
    },
    async close(): Promise<void> {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await (await connecting)?.close();
    },
  };
}
