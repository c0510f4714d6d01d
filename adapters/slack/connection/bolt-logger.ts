import { LogLevel } from '@slack/bolt';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';

/**
 * Passes Bolt's warnings and errors on, its words as a field of a constant message. Left out are debug lines, which hold
 * whole payloads, and info lines, which are about Bolt itself.
 */
export function boltLogger(logger: Logger) {
  const words = (parts: readonly unknown[]) => ({ text: parts.map(describe).join(' ') });
  return {
    debug() {},
    info() {},
    warn: (...parts: unknown[]) => logger.warn(words(parts), 'Bolt warns'),
    error: (...parts: unknown[]) => logger.error(words(parts), 'Bolt reports an error'),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}

/** Tokens begin with xox or xapp. */
const secret = /\b(xox[a-z]|xapp|xoxe\.xox[a-z])[-.][\w.-]+/g;

const describe = (part: unknown): string =>
  (part instanceof Error ? part.message : String(part)).replace(secret, '[secret]').slice(0, 500);
