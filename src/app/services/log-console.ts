import { format } from 'node:util';
import type { Logger } from '../../ports/clock-and-logger.ts';

const levels = { warn: 'warn', error: 'error', log: 'info', info: 'info' } as const;
/** Lines of BullMQ, one for each connection; the queue logs what they say, once. */
const alreadyLogged = /^IMPORTANT! Eviction policy/;
/** Texts that are remembered, so that each is logged once. */
const remembered = 200;

/**
 * Sends what libraries write to the console to the log, each text once, so that the log is JSON throughout.
 * @returns a function that undoes it
 */
export function logConsole(logger: Logger, target: Pick<Console, keyof typeof levels> = console): () => void {
  const seen = new Set<string>();
  const before = { ...target };
  for (const [name, level] of Object.entries(levels)) {
    target[name as keyof typeof levels] = (...parts: unknown[]) => {
      const text = format(...parts);
      if (alreadyLogged.test(text) || seen.has(text)) return;
      if (seen.size >= remembered) seen.clear();
      seen.add(text);
      logger[level]({ text }, 'a library wrote to the console');
    };
  }
  return () => void Object.assign(target, before);
}
