import { createHash } from 'node:crypto';

/**
 * Spreads requests of different installations over a stretch of time: the same key always gives the same delay.
 * @returns whole milliseconds, at least 0 and less than `rangeMs`
 */
export const installationDelay = (key: string, rangeMs: number): number =>
  Math.floor((createHash('sha256').update(key).digest().readUInt32BE() / 2 ** 32) * rangeMs);
