import { DEFAULT_SCHEMA, type PostgresConnectionOptions, runMigrations } from 'bullmq';
import type { Pool } from 'pg';
import type { Connection, Report } from './connection.ts';
import { createRetryingPool } from './retrying-pool.ts';

/** The part of the database that the queue needs; `Database` is one. */
export interface PoolMaker {
  createPool(options: { readonly schema: string; readonly max: number }): Pool;
}

/** One connection is the worker's LISTEN; with a single one BullMQ hangs at close. */
const connections = 5;

/** Keeps jobs in the schema `bullmq` of the database, which it creates or brings up to date. */
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
    // Its overloads of `query` hide that it is what BullMQ asks for.
    producer: pool as unknown as PostgresConnectionOptions,
    worker: createRetryingPool(pool, report),
    close: async () => {
      if (!pool.ending) await pool.end();
    },
  };
}
