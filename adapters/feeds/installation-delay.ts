import { createHash } from 'node:crypto';

/**
 * Spreads the requests of different installations over a span of time. The same key always gives the same delay.
 * @returns whole milliseconds from 0 up to `rangeMs`, which is excluded
 */
export const installationDelay = (key: string, rangeMs: number): number =>
  Math.floor((createHash('sha256').update(key).digest().readUInt32BE() / 2 ** 32) * rangeMs);
