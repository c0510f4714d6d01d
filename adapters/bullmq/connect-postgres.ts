import { DEFAULT_SCHEMA, type PostgresConnectionOptions, runMigrations } from 'bullmq';
import type { Pool } from 'pg';
import type { Connection, Report } from './connection.ts';
import { createRetryingPool } from './retrying-pool.ts';

/** What the queue needs of the database. */
export interface PoolMaker {
  createPool(options: { readonly schema: string; readonly max: number }): Pool;
}

/** One of them is for the worker's LISTEN. With a single one BullMQ hangs when it is closed. */
const connections = 5;

/** Keeps jobs in the database's schema `bullmq`, which is created or migrated. */
export async function connectPostgres(database: PoolMaker, report: Report): Promise<Connection> {
  const pool = database.createPool({ schema: DEFAULT_SCHEMA, max: connections });
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
  return {
    kind: 'postgres',
    // A pool is what BullMQ asks for, but the overloads of its `query` do not match BullMQ's type.
    producer: pool as unknown as PostgresConnectionOptions,
    worker: createRetryingPool(pool, report),
    close: async () => {
      if (!pool.ending) await pool.end();
    },
  };
}
