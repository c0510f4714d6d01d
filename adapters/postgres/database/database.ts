import type { Pool } from 'pg';

/** Runs statements: a `Database` outside transactions, and the `sql` that `transaction` hands over inside one. */
export interface Sql {
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>;
}

export interface PoolOptions {
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
  createPool(options: PoolOptions): Pool;
  /** Waits for the running statements, at most 10 s. */
  close(): Promise<void>;
}

/** The schema of Paperboy's tables; BullMQ has another one. */
export const ownSchema = 'paperboy';
