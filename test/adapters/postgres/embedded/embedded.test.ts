import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startUpkeep } from '../../../../adapters/postgres/embedded/embedded.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';

describe('upkeep', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('checkpoints every five minutes, vacuums every hour, and stops', async () => {
    const done: string[] = [];
    const exec = async (sql: string) => Boolean(done.push(sql));
    const stop = startUpkeep({ exec, logger: collectLog() });
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(done.filter((sql) => sql === 'CHECKPOINT')).toHaveLength(12);
    expect(done.at(-2)).toBe('VACUUM (ANALYZE)');
    stop();
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(done).toHaveLength(13);
  });

  it('logs a failure, and goes on', async () => {
    const logger = collectLog();
    const stop = startUpkeep({ exec: () => Promise.reject(new Error('no')), logger, everyMs: 10 });
    await vi.advanceTimersByTimeAsync(25);
    expect(logger.lines.map(({ message }) => message)).toEqual([
      'database upkeep failed',
      'database upkeep failed',
    ]);
    stop();
  });
});
