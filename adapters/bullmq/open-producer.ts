import { createPostgresBackend, Queue } from 'bullmq';
import type { Connection } from './connection.ts';

/** BullMQ's queue of this name, which adds jobs and schedules them. */
export const openProducer = (connection: Connection, name: string): Queue =>
  connection.kind === 'redis'
    ? new Queue(name, { connection: connection.producer })
    : (new Queue(name, { connection: connection.producer }, createPostgresBackend) as unknown as Queue);
