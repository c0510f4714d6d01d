import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { defined } from '../../../src/defined.ts';
import { createOutageLog } from '../../../src/outage-log.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { settlesWithin } from '../../../src/time/deadline.ts';
import { explainRights } from './rights.ts';
import { describeTrouble, troubleOf } from './trouble.ts';

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

/** A PostgreSQL database with Paperboy’s schema, embedded or on a server. */
export interface Database extends Sql {
  readonly kind: 'embedded' | 'server';
  /**
   * Runs `work` in a transaction, and commits. When `work` throws, it rolls back and throws the same. `work` may use only
   * the `sql` that it gets: the database's own `query` and `transaction` throw there, because they would wait for this
   * very transaction.
   */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  /** For an error that says that a right is missing: one that says what to grant. Any other error as it is. */
  explain(error: unknown): Promise<unknown>;
  /** A pool on the same database, for a library that needs its own. `close` ends it too. */
  createPool(options: PoolOptions): pg.Pool;
  /** Waits for the running statements, at most 5 s. */
  close(): Promise<void>;
}

/** The schema of Paperboy's tables; BullMQ has another one. */
export const ownSchema = 'paperboy';

interface PoolDatabaseOptions {
  readonly kind: Database['kind'];
  /** The database's folder or address, for the log. */
  readonly where: string;
  /** How `pg` connects with this schema as its `search_path`. */
  readonly connection: (schema: string) => pg.PoolConfig;
  /** The most connections for Paperboy's own statements. */
  readonly max: number;
  readonly logger: Logger;
  /** Milliseconds for an answer to a statement outside of transactions, and to BEGIN. Default: any time. */
  readonly answerDeadlineMs?: number | undefined;
  /** Called once, after the pools have ended. */
  readonly onClosed?: () => Promise<void>;
}

const closeDeadlineMs = 5_000;

/** A database on `pg` pools, whether embedded or a server's. */
export function createPoolDatabase({
  kind,
  where,
  connection,
  max,
  logger,
  answerDeadlineMs,
  onClosed,
}: PoolDatabaseOptions): Database {
  const pools: pg.Pool[] = [];
  const inTransaction = new AsyncLocalStorage<true>();
  const report = createOutageLog((fields) =>
    logger.warn({ ...fields, database: where }, 'the database cannot be used'),
  );
  let closing: Promise<void> | undefined;

  const createPool = ({ schema, max }: PoolOptions): pg.Pool => {
    const pool = new pg.Pool({ ...connection(schema), max });
    // Without a listener, an idle connection that drops ends the process. The error itself holds the client: log its message.
    pool.on('error', ({ message }) => report(message));
    // The same for a connection in use; its statement is rejected anyway.
    pool.on('connect', (client) => client.on('error', () => {}));
    pools.push(pool);
    return pool;
  };
  const own = createPool({ schema: ownSchema, max });

  const refuseInside = () => {
    if (inTransaction.getStore()) throw new Error("Inside a transaction use the transaction's own sql.");
  };
  let downSince: number | undefined;
  const asTrouble = (error: unknown, isWritten: boolean): unknown => {
    const trouble = troubleOf(error, isWritten);
    if (trouble === undefined) return error;
    downSince ??= Date.now();
    report(describeTrouble(error));
    return trouble;
  };
  const watched = async <Result>(work: Promise<Result>, isWritten = false): Promise<Result> => {
    try {
      const result = await work;
      if (downSince !== undefined)
        logger.info({ ms: Date.now() - downSince }, 'the database can be used again');
      downSince = undefined;
      return result;
    } catch (error) {
      throw asTrouble(error, isWritten);
    }
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
    explain: (error) => explainRights(error, { query: (text) => run(own, text) }),
    async query<Row extends object>(text: string, values?: readonly unknown[]) {
      refuseInside();
      return watched(run<Row>(own, text, values, answerDeadlineMs), !/^\s*SELECT\b/i.test(text));
    },
    async transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
      refuseInside();
      const client = await watched(own.connect());
      const sql: Sql = { query: (text, values) => watched(run(client, text, values)) };
      try {
        await watched(run(client, 'BEGIN', undefined, answerDeadlineMs));
        const result = await inTransaction.run(true, () => work(sql));
        await watched(client.query('COMMIT'), true);
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

/** Rejects, and the pool drops the connection, when no answer comes within `deadlineMs`. */
const run = <Row extends object>(
  on: pg.Pool | pg.PoolClient,
  text: string,
  values?: readonly unknown[],
  deadlineMs?: number,
) =>
  on.query<Row & pg.QueryResultRow>({
    text,
    ...defined({ values: values && [...values], query_timeout: deadlineMs }),
  });
