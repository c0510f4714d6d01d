import { LogLevel } from '@slack/bolt';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';

/**
 * Bolt's logger over ours. Its debug lines hold whole payloads and its info lines are about itself: they are left
 * out. Messages are one constant with Slack's words as a field.
 */
export function boltLogger(logger: Logger) {
  const words = (parts: readonly unknown[]) => ({ said: parts.map(describe).join(' ') });
  return {
    debug() {},
    info() {},
    warn: (...parts: unknown[]) => logger.warn(words(parts), 'Slack’s library warns'),
    error: (...parts: unknown[]) => logger.error(words(parts), 'Slack’s library has trouble'),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}

/** Tokens begin with xox or xapp, and a request’s body may hold any secret. */
const secret = /\b(xox[a-z]|xapp|xoxe\.xox[a-z])[-.][\w.-]+/g;

const describe = (part: unknown): string =>
  (part instanceof Error ? part.message : String(part)).replace(secret, '[secret]').slice(0, 500);
