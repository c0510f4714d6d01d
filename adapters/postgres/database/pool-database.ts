import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { type Database, ownSchema, type PoolOptions, type Sql } from './database.ts';

export interface PoolDatabaseOptions {
  readonly kind: Database['kind'];
  /** How `pg` reaches it, the `search_path` being this schema. */
  readonly connection: (schema: string) => pg.PoolConfig;
  /** Connections for Paperboy's own statements. */
  readonly max: number;
  readonly logger: Logger;
  /** Called once, after the pools have ended. */
  readonly onClosed?: () => Promise<void>;
}

const closeDeadlineMs = 10_000;

/** A database over `pg` pools; embedded or a server makes no difference here. */
export function createPoolDatabase({
  kind,
  connection,
  max,
  logger,
  onClosed,
}: PoolDatabaseOptions): Database {
  const pools: pg.Pool[] = [];
  const inTransaction = new AsyncLocalStorage<true>();
  let closing: Promise<void> | undefined;

  const createPool = ({ schema, max }: PoolOptions): pg.Pool => {
    const pool = new pg.Pool({ ...connection(schema), max });
    // A pool without a listener ends the process when an idle connection drops. Not `err` itself: it carries the client.
    pool.on('error', ({ message }) =>
      logger.warn({ problem: message, schema }, 'a database connection was lost'),
    );
    // Nor does the pool listen for one that is in use; what it was asked is rejected anyway.
    pool.on('connect', (client) => client.on('error', () => {}));
    pools.push(pool);
    return pool;
  };
  const own = createPool({ schema: ownSchema, max });

  const refuseInside = () => {
    if (inTransaction.getStore()) throw new Error("Inside a transaction use the transaction's own sql.");
  };
  const endPools = async () => {
    const ended = Promise.all(pools.map((pool) => (pool.ended ? undefined : pool.end())));
    if (!(await settlesWithin(ended, closeDeadlineMs)))
      logger.warn({}, 'database connections did not close in time');
    await onClosed?.();
  };

  return {
    kind,
    createPool,
    async query<Row extends object>(text: string, values?: readonly unknown[]) {
      refuseInside();
      return run<Row>(own, text, values);
    },
    async transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
      refuseInside();
      const client = await own.connect();
      const sql: Sql = { query: (text, values) => run(client, text, values) };
      try {
        await client.query('BEGIN');
        const result = await inTransaction.run(true, () => work(sql));
        await client.query('COMMIT');
        client.release();
        return result;
      } catch (error) {
        // A connection that cannot even roll back is thrown away, and the server rolls back for it.
        const lost = await client.query('ROLLBACK').then(
          () => false,
          () => true,
        );
        client.release(lost);
        throw error;
      }
    },
    close() {
      closing ??= endPools();
      return closing;
    },
  };
}

function run<Row extends object>(on: pg.Pool | pg.PoolClient, text: string, values?: readonly unknown[]) {
  return values === undefined
    ? on.query<Row & pg.QueryResultRow>(text)
    : on.query<Row & pg.QueryResultRow>(text, [...values]);
}

async function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  const settled = promise.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, late]);
  } finally {
    clearTimeout(timer);
  }
}
