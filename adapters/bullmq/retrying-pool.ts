import { setTimeout as pause } from 'node:timers/promises';
import type { PostgresConnectionOptions } from 'bullmq';
import type { Pool } from 'pg';
import type { Report } from './connection.ts';

/** How long a failure is held back. */
const pauseMs = 1_000;

/**
 * A pool whose failures come a second late, for BullMQ's worker: it asks again at once after most of them, hundreds
 * of times a second. An outage is given the one code that makes it keep a finished job's result until the database
 * is back.
 */
export function createRetryingPool(pool: Pool, report: Report): PostgresConnectionOptions {
  const patiently = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      report(error instanceof Error ? error.message : String(error));
      await pause(pauseMs, undefined, { ref: false });
      throw isOutage(error) ? asRefused(error) : error;
    }
  };
  const patient: PoolLike = {
    query: (text, values) =>
      patiently(() => pool.query(text, values === undefined ? undefined : [...values])),
    connect: () => patiently(() => pool.connect()),
    end: () => pool.end(),
    on: (...args) => {
      pool.on(...args);
      return patient;
    },
    removeAllListeners: () => patient,
    options: { keepAlive: true },
  };
  return patient as unknown as PostgresConnectionOptions;
}

interface PoolLike {
  query(text: string, values?: readonly unknown[]): Promise<unknown>;
  connect(): Promise<unknown>;
  end(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): PoolLike;
  removeAllListeners(): PoolLike;
  readonly options: { readonly keepAlive: boolean };
}

/** Everything but the database's own answer, and of those: no connection, no resources, shutting down. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error) || !('severity' in error)) return true;
  return /^(?:08|53|57P|58)/.test((error as { code?: string }).code ?? '');
}

const asRefused = (cause: unknown): Error =>
  Object.assign(new Error(cause instanceof Error ? cause.message : String(cause), { cause }), {
    code: 'ECONNREFUSED',
  });
