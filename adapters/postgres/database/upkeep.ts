import type { Logger } from '../../../src/ports/clock-and-logger.ts';

export interface UpkeepOptions {
  /** Runs a statement; false when a transaction is in the way. */
  readonly exec: (sql: string) => Promise<boolean>;
  readonly logger: Logger;
  readonly everyMs?: number;
}

/** Every twelfth time, an hour by default. */
const timesPerVacuum = 12;

/**
 * Does what a PostgreSQL server does by itself, and PGlite, which has neither checkpointer nor autovacuum, never:
 * unasked, it keeps every byte of WAL that it ever wrote, and every dead row.
 * @returns stops it.
 */
export function startUpkeep({ exec, logger, everyMs = 5 * 60_000 }: UpkeepOptions): () => void {
  let times = 0;
  const once = async () => {
    times += 1;
    if (times % timesPerVacuum === 0) await exec('VACUUM (ANALYZE)');
    await exec('CHECKPOINT');
  };
  const timer = setInterval(() => {
    once().catch((err: unknown) => logger.warn({ err }, 'database upkeep failed'));
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
