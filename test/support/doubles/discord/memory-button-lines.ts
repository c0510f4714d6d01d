import { type ButtonLines, shortId } from '../../../../adapters/discord/render/buttons.ts';

/** Keeps lines in memory: the latest 10,000 unless told otherwise. */
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
