import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { isNotConnected, StoreError } from '../../../src/errors.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { settlesWithin } from '../../../src/time/deadline.ts';

/**
 * Runs statements: a `Database` outside transactions, and the `sql` that `transaction` hands over inside one. Of the
 * values, `pg` writes undefined as NULL and an object as JSON, but a list as an array of SQL.
 */
export interface Sql {
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>;
}

interface PoolOptions {
  /** The only schema in its `search_path`. The library that uses the pool creates it. */
  readonly schema: string;
  /** The most connections at a time, from 1. */
  readonly max: number;
}

export interface Database extends Sql {
  readonly kind: 'embedded' | 'server';
  /**
   * Runs `work` in a transaction, and commits. When `work` throws, it rolls back and throws the same. `work` may use only
   * the `sql` that it gets: the database's own `query` and `transaction` throw there, because they would wait for this
   * very transaction.
   */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  /** A pool on the same database, for a library that needs its own. `close` ends it too. */
  createPool(options: PoolOptions): pg.Pool;
  /** Waits for the running statements, at most 5 s. */
  close(): Promise<void>;
}

/** The schema of Paperboy's tables; BullMQ has another one. */
export const ownSchema = 'paperboy';

interface PoolDatabaseOptions {
  readonly kind: Database['kind'];
  /** How `pg` connects with this schema as its `search_path`. */
  readonly connection: (schema: string) => pg.PoolConfig;
  /** The most connections for Paperboy's own statements. */
  readonly max: number;
  readonly logger: Logger;
  /** Called once, after the pools have ended. */
  readonly onClosed?: () => Promise<void>;
}

const closeDeadlineMs = 5_000;

/** A database on `pg` pools, whether embedded or a server's. */
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
    // Without a listener, an idle connection that drops ends the process. The error itself holds the client: log its message.
    pool.on('error', ({ message }) =>
      logger.warn({ problem: message, schema }, 'a database connection was lost'),
    );
    // The same for a connection in use; its statement is rejected anyway.
    pool.on('connect', (client) => client.on('error', () => {}));
    pools.push(pool);
    return pool;
  };
  const own = createPool({ schema: ownSchema, max });

  const refuseInside = () => {
    if (inTransaction.getStore()) throw new Error("Inside a transaction use the transaction's own sql.");
  };
  /** @throws StoreError when no connection was made: then nothing was read or written. */
  const rethrow = (error: unknown): never => {
    const { code, message } = error as { readonly code?: unknown; readonly message?: string };
    if (!isNotConnected(code) && !refusedConnection.test(String(code))) throw error;
    logger.warn({ problem: message || code }, 'the database cannot be reached');
    throw new StoreError('The database cannot be reached.', { cause: error });
  };
  const endPools = async () => {
    const ended = Promise.all(pools.map((pool) => (pool.ended ? undefined : pool.end())));
    if (!(await settlesWithin(closeDeadlineMs, ended)))
      logger.warn({}, 'database connections did not close in time');
    await onClosed?.();
  };

  return {
    kind,
    createPool,
    async query<Row extends object>(text: string, values?: readonly unknown[]) {
      refuseInside();
      return run<Row>(own, text, values).catch(rethrow);
    },
    async transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
      refuseInside();
      const client = await own.connect().catch(rethrow);
      const sql: Sql = { query: (text, values) => run(client, text, values) };
      try {
        await client.query('BEGIN');
        const result = await inTransaction.run(true, () => work(sql));
        await client.query('COMMIT');
        client.release();
        return result;
      } catch (error) {
        // A connection that cannot roll back is dropped, and then the server rolls back.
        const isLost = await client.query('ROLLBACK').then(
          () => false,
          () => true,
        );
        client.release(isLost);
        throw error;
      }
    },
    close() {
      closing ??= endPools();
      return closing;
    },
  };
}

/** SQLSTATE: too many connections, shutting down, starting up. */
const refusedConnection = /^(53300|57P0[13])$/;

const run = <Row extends object>(on: pg.Pool | pg.PoolClient, text: string, values?: readonly unknown[]) =>
  on.query<Row & pg.QueryResultRow>(text, values && [...values]);
