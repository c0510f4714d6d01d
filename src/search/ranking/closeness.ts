import type { Candidate } from '../index/collection.ts';
import { baseForm, stem, tokenize } from '../words/tokens.ts';
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
  const firstLetters = new Set([...typed].map((base) => base.charAt(0)));
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
 * How many of the typed words a text has, and how many different pairs of them are neighbours in it.
 * @param firstLetters of the typed words: few words of a text begin with any, and no form of a word changes its first letter
 */
function typedIn(
  text: string,
  typed: ReadonlySet<string>,
  firstLetters: ReadonlySet<string>,
): { readonly there: number; readonly pairs: number } {
  const there = new Set<string>();
  const pairs = new Set<string>();
  let before: string | undefined;
  for (const { surface } of tokenize(text)) {
    const base = firstLetters.has(surface.charAt(0)) ? baseForm(surface) : surface;
    const isTyped = typed.has(base);
    if (isTyped) there.add(base);
    if (isTyped && before !== undefined && before !== base) pairs.add([before, base].sort().join(' '));
    before = isTyped ? base : undefined;
  }
  return { there: there.size, pairs: pairs.size };
}
