import type { Pace } from '../index/pace.ts';
import { createPhraseCounter } from './frequent-phrases.ts';

/** Frequent phrases are counted anew when so large a share of the papers has changed, or so many papers. */
const changedShare = 0.1;
const changedPapers = 2_000;

/** Counts frequent phrases anew now and then, while papers come and go. */
export interface LivePhrases {
  /** A paper has come, changed its text, or gone. */
  changed(): void;
  /** At once. */
  count(): void;
  /**
   * Bit by bit, when enough has changed since it was last done; not twice at a time.
   * @throws what reading or `use` throws: it is done again when enough has changed then
   */
  countWhenDue(pace: Pace): Promise<void>;
}

/**
 * @param texts the texts to count in, the most telling first: as many are read as is worth the time
 * @param use takes the phrases over, in small steps
 */
export function createLivePhrases(
  texts: () => Iterable<string>,
  size: () => number,
  use: (phrases: readonly string[]) => Iterable<void>,
): LivePhrases {
  let changes = 0;
  let counting = false;

  function* count(): Generator<void> {
    changes = 0;
    const counter = createPhraseCounter();
    for (const text of texts()) {
      if (!counter.read(text)) break;
      yield;
    }
    yield* use(yield* counter.mostFrequent());
  }

  return {
    changed() {
      changes++;
    },
    count() {
      Array.from(count());
    },
    async countWhenDue(pace) {
      if (counting || changes === 0 || changes < Math.min(changedPapers, changedShare * size())) return;
      counting = true;
      try {
        for (const _ of count()) await pace.giveWay();
      } finally {
        counting = false;
      }
    },
  };
}
