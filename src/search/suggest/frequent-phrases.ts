import { stopWords } from '../words/stop-words.ts';
import { tokenize } from '../words/tokens.ts';

/** A phrase is worth suggesting from this many texts on. */
const minTexts = 3;
/** Bounds time and memory on a large corpus: about 2,000 abstracts. */
const maxWords = 500_000;
const entriesOfStep = 10_000;

/** Counts phrases of two or three words that often stand side by side, as most texts write them. */
export interface PhraseCounter {
  /** False when it has read enough: the text is passed over. */
  read(text: string): boolean;
  /** The most frequent first; in small steps. */
  mostFrequent(limit?: number): Generator<void, string[]>;
}

export function createPhraseCounter(): PhraseCounter {
  const counts = new Map<string, number>();
  let words = 0;
  return {
    read(text) {
      if (words > maxWords) return false;
      for (const phrase of new Set(phrasesOf(text))) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
      words += text.length / 6;
      return true;
    },
    *mostFrequent(limit = 2_000) {
      const frequent: [phrase: string, count: number][] = [];
      let step = 0;
      for (const entry of counts) {
        if (entry[1] >= minTexts) frequent.push(entry);
        if (++step % entriesOfStep === 0) yield;
      }
      return frequent
        .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
        .slice(0, limit)
        .map(([phrase]) => phrase);
    },
  };
}

function* phrasesOf(text: string): Generator<string> {
  const tokens = tokenize(text);
  const cut = (from: number, to: number) => text.slice(tokens[from]?.start, tokens[to]?.end).toLowerCase();
  // How many words in a row may stand in a phrase, the one at `i` the last of them.
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

/** One blank or hyphen between two words: no sentence ends inside a phrase. */
const isJoint = (text: string, end: number | undefined, start: number) =>
  end !== undefined && start - end === 1 && (text.charAt(end) === ' ' || text.charAt(end) === '-');
