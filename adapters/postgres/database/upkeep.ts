import type { Logger } from '../../../src/ports/clock-and-logger.ts';

export interface UpkeepOptions {
  /** Runs a statement; false, and nothing runs, during a client's transaction. */
  readonly exec: (sql: string) => Promise<boolean>;
  readonly logger: Logger;
  /** Milliseconds between checkpoints. */
  readonly everyMs?: number;
}

/** One VACUUM for so many checkpoints: every hour by default. */
const checkpointsPerVacuum = 12;

/**
 * PGlite has neither a checkpointer nor autovacuum, so it would keep all its WAL and all dead rows.
 * @returns a function that stops the upkeep
 */
export function startUpkeep({ exec, logger, everyMs = 5 * 60_000 }: UpkeepOptions): () => void {
  let checkpoints = 0;
  const once = async () => {
    checkpoints += 1;
    if (checkpoints % checkpointsPerVacuum === 0) await exec('VACUUM (ANALYZE)');
    await exec('CHECKPOINT');
  };
  const timer = setInterval(() => {
    once().catch((err: unknown) => logger.warn({ err }, 'database upkeep failed'));
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
