import { stopWords } from './stop-words.ts';
import { tokenize } from './tokens.ts';

/** A phrase is worth suggesting from this many texts on. */
const minTexts = 3;
/** Bounds time and memory on a large corpus: about 2,000 abstracts. */
const maxWords = 500_000;

/** Two or three words that often stand side by side, as most texts write them; the most frequent first. */
export function frequentPhrases(texts: Iterable<string>, limit = 2_000): string[] {
  const counts = new Map<string, number>();
  let words = 0;
  for (const text of texts) {
    const phrases = new Set(phrasesOf(text));
    for (const phrase of phrases) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
    words += text.length / 6;
    if (words > maxWords) break;
  }
  return [...counts]
    .filter(([, count]) => count >= minTexts)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([phrase]) => phrase);
}

function* phrasesOf(text: string): Generator<string> {
  const tokens = tokenize(text);
  for (let i = 0; i + 1 < tokens.length; i++) {
    for (const length of [2, 3]) {
      const run = tokens.slice(i, i + length);
      if (run.length === length && isPhrase(run.map((token) => token.surface)) && isUnbroken(text, run)) {
        yield text.slice(run[0]?.start, run.at(-1)?.end).toLowerCase();
      }
    }
  }
}

/** No stop words or numbers in it: `language models`, not `models are` or `2024 3`. */
const isPhrase = (surfaces: readonly string[]) =>
  surfaces.every((surface) => surface.length > 1 && !stopWords.has(surface) && !/^\d/.test(surface));

/** Only blanks and hyphens between the words: no sentence ends inside a phrase. */
const isUnbroken = (text: string, run: readonly { start: number; end: number }[]) =>
  run.slice(1).every((token, i) => /^[ -]$/.test(text.slice(run[i]?.end, token.start)));
