import type { Candidate } from '../index/collection.ts';
import { britishFirstLetters } from '../words/american-spelling.ts';
import { isSpecial, scanWords } from '../words/scan-words.ts';
import { baseForm, stem, surfaceOf, tokenize } from '../words/tokens.ts';
import { holdsWord, type SearchWord } from './resolve-words.ts';

/** The words of a query in the form in which they were typed, but for a plural s. */
export const typedForms = (words: readonly SearchWord[]): ReadonlySet<string> =>
  new Set(
    words.flatMap((word) => tokenize(word.correctedTo ?? word.typed).map(({ surface }) => baseForm(surface))),
  );

/** Whether two typed words, such as `optimal` and `optimizer`, have one stem, so that the stem says little about either. */
export const shareStem = (forms: ReadonlySet<string>): boolean =>
  new Set([...forms].map(stem)).size < forms.size;

/**
 * How close a text is to what was typed: the share of the words that it has in that form, singular or plural, and the share
 * of neighbours among its words that were typed, in any order. Parts of a compound have no form of their own.
 */
export function closenessTo(words: readonly SearchWord[]) {
  const parts = [
    ...new Map(
      words.filter(({ isPart }) => isPart).map((word) => [word.alternatives[0]?.[0], word]),
    ).values(),
  ];
  const single = words.filter(({ isPart }) => !isPart);
  const typed = new Set(
    single.flatMap((word) =>
      tokenize(word.correctedTo ?? word.typed).map(({ surface }) => baseForm(surface)),
    ),
  );
  const count = parts.length + typed.size;
  const firstLetters = new Uint8Array(128);
  for (const [first = ''] of typed)
    for (const letter of first + (britishFirstLetters[first] ?? '')) firstLetters[letter.charCodeAt(0)] = 1;
  return ({ terms }: Candidate, text: string): { readonly exact: number; readonly adjacent: number } => {
    const { there, pairs } = typedIn(text, typed, firstLetters);
    const held = parts.filter((word) => holdsWord(terms, word)).length;
    return {
      exact: count === 0 ? 0 : (there + held) / count,
      adjacent: typed.size < 2 ? 0 : Math.min(1, pairs / (typed.size - 1)),
    };
  };
}

/**
 * How many of the typed words a text has, and how many different pairs of them are neighbours in it. No object or string is
 * made for words that begin with other letters, which are nearly all words of the fifty texts that each search reads.
 * @param firstLetters by code, whether a form of a typed word begins with it
 */
function typedIn(
  text: string,
  typed: ReadonlySet<string>,
  firstLetters: Uint8Array,
): { readonly there: number; readonly pairs: number } {
  const there = new Set<string>();
  const pairs = new Set<string>();
  let before: string | undefined;
  const words = scanWords(text);
  const { length, starts, forms, codes } = words;
  for (let i = 0; i < length; i++) {
    // Words that are all ASCII are in lower case here.
    const isOther = forms[i] !== isSpecial && firstLetters[codes[starts[i] as number] as number] === 0;
    const base = isOther ? '' : baseForm(surfaceOf(text, words, i));
    const isTyped = !isOther && typed.has(base);
    if (isTyped) there.add(base);
    if (isTyped && before !== undefined && before !== base) pairs.add([before, base].sort().join(' '));
    before = isTyped ? base : undefined;
  }
  return { there: there.size, pairs: pairs.size };
}
