import { createHash } from 'node:crypto';
import type { ButtonLines } from './button-ids.ts';

/** 80 bits in base 36: the same line has the same id in every process. */
export const shortId = (line: string): string =>
  BigInt(`0x${createHash('sha256').update(line).digest('hex').slice(0, 20)}`).toString(36);

/** Forgets with the process, and the oldest lines first: for tests, and for a bot without a store. */
export function createMemoryButtonLines(most = 10_000): ButtonLines {
  const kept = new Map<string, string>();
  return {
    idFor(line) {
      const id = shortId(line);
      kept.delete(id);
      kept.set(id, line);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return id;
    },
    lineOf: async (id) => kept.get(id),
  };
}
