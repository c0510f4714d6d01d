import { type ButtonLines, shortId } from '../../../../adapters/discord/render/button-ids.ts';

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
