import { baseForm, stopWords, tokenize } from '../search/words/tokens.ts';

/** How many texts have each phrase of one or two words. */
export interface PhraseCounts {
  readonly texts: number;
  /** By the base forms of the words. */
  readonly holders: ReadonlyMap<string, number>;
  /** As it was written first. */
  readonly written: ReadonlyMap<string, string>;
}

/** A phrase that a group of texts has more often than others have it. */
export interface TellingPhrase {
  /** As people write it: `kv cache`. */
  readonly phrase: string;
  /** Texts of the group that have it. */
  readonly count: number;
  /** How many times as often, by texts, as the others have it; infinite where none has. */
  readonly times: number;
}

/** Fewer holders are chance. */
const leastHolders = 2;
/** From this G² on, chance is less likely than 1 in 100 for a phrase (the quantile of χ² with one degree of freedom). */
const leastSurprise = 6.63;

/** How many of the texts say each phrase. */
export function countPhrases(texts: Iterable<string>): PhraseCounts {
  const counter = createPhraseCounter();
  for (const text of texts) counter.add(text);
  return counter.counts();
}

/** The same, text by text. */
export function createPhraseCounter() {
  const holders = new Map<string, number>();
  const written = new Map<string, string>();
  let texts = 0;
  return {
    add(text: string): void {
      texts++;
      for (const [phrase, asWritten] of phrasesIn(text)) {
        holders.set(phrase, (holders.get(phrase) ?? 0) + 1);
        if (!written.has(phrase)) written.set(phrase, asWritten);
      }
    },
    counts: (): PhraseCounts => ({ texts, holders, written }),
  };
}

/**
 * The phrases that tell a group of texts from others, the most telling first: by the logarithm of the likelihood ratio
 * (Dunning 1993), which does not overrate what is rare. No two have a word in common.
 * @param others texts outside the group; or all, of which the group is a small part
 */
export function tellingPhrases(group: PhraseCounts, others: PhraseCounts, limit: number): TellingPhrase[] {
  const found = [...group.holders]
    .filter(([, count]) => count >= leastHolders)
    .map(([phrase, count]) => {
      const elsewhere = others.holders.get(phrase) ?? 0;
      const times = count / group.texts / (elsewhere / Math.max(1, others.texts));
      return { phrase, count, times, surprise: surprise(count, group.texts, elsewhere, others.texts) };
    })
    .filter(({ times, surprise }) => times > 1 && surprise >= leastSurprise)
    // Of two that say the same, the longer one.
    .sort(
      (a, b) =>
        b.surprise - a.surprise || b.phrase.length - a.phrase.length || (a.phrase < b.phrase ? -1 : 1),
    );
  const chosen: typeof found = [];
  for (const each of found) {
    if (chosen.length === limit) break;
    const words = each.phrase.split(' ');
    if (!chosen.some(({ phrase }) => phrase.split(' ').some((word) => words.includes(word))))
      chosen.push(each);
  }
  return chosen.map(({ phrase, count, times }) => ({
    phrase: group.written.get(phrase) ?? phrase,
    count,
    times,
  }));
}

/** Each phrase of a text once, by its base form, with how it is written. */
export function phrasesIn(text: string): ReadonlyMap<string, string> {
  const phrases = new Map<string, string>();
  let before: { readonly base: string; readonly surface: string; readonly end: number } | undefined;
  for (const { surface, start, end } of tokenize(text)) {
    if (stopWords.has(surface) || !/^\p{L}[\p{L}\p{N}#+]+$/u.test(surface)) {
      before = undefined;
      continue;
    }
    const base = baseForm(surface);
    if (surface.length > 2) phrases.set(base, surface);
    // Words side by side: at most a space or a hyphen is between them.
    if (before !== undefined && start - before.end === 1 && /[\s-]/.test(text[before.end] ?? ''))
      phrases.set(`${before.base} ${base}`, `${before.surface} ${surface}`);
    before = { base, surface, end };
  }
  return phrases;
}

/** G² of a table of two by two: holders in and outside the group. */
function surprise(inside: number, group: number, outside: number, others: number): number {
  const share = (inside + outside) / (group + others);
  const term = (seen: number, of: number, expected: number) =>
    seen === 0 ? 0 : seen * Math.log(seen / (of * expected));
  return (
    2 *
    (term(inside, group, share) +
      term(group - inside, group, 1 - share) +
      term(outside, others, share) +
      term(others - outside, others, 1 - share))
  );
}
