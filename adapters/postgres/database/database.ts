import type { Pool } from 'pg';

/** What a statement needs: a `Database` outside a transaction, what `transaction` hands over inside one. */
export interface Sql {
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>;
}

export interface PoolOptions {
  /** The one schema of its `search_path`; created by whoever migrates it. */
  readonly schema: string;
  /** Most connections at a time, at least 1. */
  readonly max: number;
}

export interface Database extends Sql {
  readonly kind: 'embedded' | 'server';
  /**
   * Runs `work` in one transaction: commits its result, rolls back when it throws and throws that on. Inside it
   * use only the `sql` it is given: `query` and `transaction` of the database throw there, because they would
   * wait for the very transaction they are called from.
   */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  /** A pool of its own over the same database, for a library that wants one; `close` ends it too. */
  createPool(options: PoolOptions): Pool;
  /** Waits for the running statements, at most 10 s. */
  close(): Promise<void>;
}

/** Where Paperboy's own tables live, apart from those of BullMQ. */
export const ownSchema = 'paperboy';
