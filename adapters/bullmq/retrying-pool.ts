import { setTimeout as pause } from 'node:timers/promises';
import type { PostgresConnectionOptions } from 'bullmq';
import type { Pool } from 'pg';
import type { Report } from './connection.ts';

/** Milliseconds by which a failure is delayed. */
const pauseMs = 1_000;

/**
 * A pool for BullMQ's worker, whose failures are delayed: after most of them the worker asks again at once, hundreds of
 * times a second. Outages get the code ECONNREFUSED, the only one for which the worker keeps the result of a finished
 * job until the database is back.
 */
export function createRetryingPool(pool: Pool, report: Report): PostgresConnectionOptions {
  const delayed = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      report(error instanceof Error ? error.message : String(error));
      await pause(pauseMs, undefined, { ref: false });
      throw isOutage(error) ? asRefused(error) : error;
    }
  };
  const retrying: PoolLike = {
    query: (text, values) => delayed(() => pool.query(text, values === undefined ? undefined : [...values])),
    connect: () => delayed(() => pool.connect()),
    end: () => pool.end(),
    on: (...args) => {
      pool.on(...args);
      return retrying;
    },
    removeAllListeners: () => retrying,
    options: { keepAlive: true },
  };
  return retrying as unknown as PostgresConnectionOptions;
}

interface PoolLike {
  query(text: string, values?: readonly unknown[]): Promise<unknown>;
  connect(): Promise<unknown>;
  end(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): PoolLike;
  removeAllListeners(): PoolLike;
  readonly options: { readonly keepAlive: boolean };
}

/**
 * True for everything but an answer of the database itself, and for its answers 08 (connection), 53 (resources), 57P
 * (shutting down) and 58 (system error); postgresql.org/docs/current/errcodes-appendix.html.
 */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error) || !('severity' in error)) return true;
  return /^(?:08|53|57P|58)/.test((error as { code?: string }).code ?? '');
}

const asRefused = (cause: unknown): Error =>
  Object.assign(new Error(cause instanceof Error ? cause.message : String(cause), { cause }), {
    code: 'ECONNREFUSED',
  });
