import type { GiveWay } from '../../time/in-order.ts';
import { stopWords, tokenize } from '../words/tokens.ts';

/** Phrases are counted again when this share of the papers has changed, or this many papers. */
const changedShare = 0.1;
const changedPapers = 2_000;

/**
 * Counts frequent phrases again now and then, while papers come and go.
 * @param texts the texts to count in, the most telling first: `maxWords` limits how many are read
 * @param size the number of papers
 * @param use takes over the phrases, the most frequent first, in small steps
 */
export function createPhrases(
  texts: () => Iterable<string>,
  size: () => number,
  use: (phrases: readonly string[]) => Iterable<void>,
) {
  let changes = 0;
  let counting = false;
  let isCounted = false;

  /** Counts in small steps. */
  function* count(): Generator<void> {
    changes = 0;
    const counts = new Map<string, number>();
    let words = 0;
    for (const text of texts()) {
      if (words > maxWords) break;
      for (const phrase of new Set(phrasesOf(text))) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
      words += text.length / 6;
      yield;
    }
    yield* use(yield* mostFrequent(counts));
    isCounted = true;
  }

  return {
    /** Some papers have come, changed their texts, or gone. */
    changed(papers = 1): void {
      changes += papers;
    },
    /** Whether they were counted at all. */
    isCounted: () => isCounted,
    /** Counts at once. */
    count(): void {
      Array.from(count());
    },
    /**
     * Counts bit by bit, if enough has changed since the last count, and no count is running.
     * @throws what reading or `use` throws; the next count waits until enough has changed again
     */
    async countWhenDue(giveWay: GiveWay): Promise<void> {
      if (counting || changes === 0 || changes < Math.min(changedPapers, changedShare * size())) return;
      counting = true;
      try {
        for (const _ of count()) await giveWay();
      } finally {
        counting = false;
      }
    },
  };
}

/** Texts in which a phrase has to be, to be suggested. */
const minTexts = 3;
const maxPhrases = 2_000;
/** Limits time and memory on a large corpus: about 2,000 abstracts. */
const maxWords = 500_000;
const entriesOfStep = 10_000;

function* mostFrequent(counts: ReadonlyMap<string, number>): Generator<void, string[]> {
  const frequent: [phrase: string, count: number][] = [];
  let step = 0;
  for (const entry of counts) {
    if (entry[1] >= minTexts) frequent.push(entry);
    if (++step % entriesOfStep === 0) yield;
  }
  return frequent
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, maxPhrases)
    .map(([phrase]) => phrase);
}

/** The phrases of two or three words side by side, as the text writes them. */
function* phrasesOf(text: string): Generator<string> {
  const tokens = tokenize(text);
  const cut = (from: number, to: number) => text.slice(tokens[from]?.start, tokens[to]?.end).toLowerCase();
  // How many telling words in a row end with the word at `i`.
  let run = 0;
  for (const [i, token] of tokens.entries()) {
    const continues = run > 0 && isJoint(text, tokens[i - 1]?.end, token.start);
    run = isTelling(token.surface) ? (continues ? run + 1 : 1) : 0;
    if (tokens[i + 1]?.hyphenated) continue;
    if (run >= 2 && !tokens[i - 1]?.hyphenated) yield cut(i - 1, i);
    if (run >= 3 && !tokens[i - 2]?.hyphenated) yield cut(i - 2, i);
  }
}

/** No stop words or numbers in a phrase: `language models`, not `models are` or `2024 3`. */
const isTelling = (surface: string) => surface.length > 1 && !stopWords.has(surface) && !/^\d/.test(surface);

/** Whether one space or hyphen is between two words: no sentence ends inside a phrase. */
const isJoint = (text: string, end: number | undefined, start: number) =>
  end !== undefined && start - end === 1 && (text.charAt(end) === ' ' || text.charAt(end) === '-');
