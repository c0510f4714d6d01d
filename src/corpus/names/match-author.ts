import { foldName } from './fold-name.ts';

/**
 * Whether an author's name is the one that a person typed. Its words have to be words of the name, in their order, with
 * either name first: `Zeng`, `Xianming Zeng`, `Zeng, Xianming`, `X. Zeng`, `Zeng X`. Case, accents, hyphens and the ways to
 * write umlauts do not matter. A word of five letters may be the beginning of a longer one.
 * @returns undefined for a text without letters
 */
export function authorMatcher(typed: string): ((name: string) => boolean) | undefined {
  const orders = ordersOf(typed);
  const [typedWords] = orders;
  if (typedWords === undefined) return undefined;
  // Most names are told apart by two letters, which takes a fraction of the time.
  const starts = typedWords
    .filter((word) => word.length > 1)
    .map((word) => (word.charAt(1) === 'e' ? word.charAt(0) : word.slice(0, 2)));
  return (name) => {
    const lower = plain.test(name) ? name.toLowerCase() : undefined;
    if (lower !== undefined && !starts.some((start) => lower.includes(start))) return false;
    const words = nameWords(name);
    return orders.some((order) => isNamed(order, words));
  };
}

const plain = /^[\x20-\x26\x28-\x7e]*$/;

/** The words of a name, without suffixes. Umlauts are the same in all spellings: `Müller`, `Mueller`, `Muller`. */
function nameWords(name: string): string[] {
  const folded = foldName(name).replace(/[aou]e/g, (letters) => letters.charAt(0));
  return (folded.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !/^(?:jr|sr|ii|iii|iv)$/.test(word));
}

/** The words as typed and with the family name last: of a name with a comma, only that. */
function ordersOf(typed: string): readonly (readonly string[])[] {
  const [words = [], given = []] = typed.split(',').map(nameWords);
  if (given.length > 0) return [[...given, ...words]];
  if (words.length < 2) return words.length === 0 ? [] : [words];
  return [words, [...words.slice(1), ...words.slice(0, 1)], [...words.slice(-1), ...words.slice(0, -1)]];
}

/** Whether each typed word is one of the name, in order. Initials alone name nobody. */
function isNamed(typed: readonly string[], name: readonly string[]): boolean {
  let at = 0;
  let isSure = false;
  for (const word of typed) {
    const found = findWord(word, name, at);
    if (found !== undefined) {
      at = found.next;
      isSure = true;
      continue;
    }
    const initials = typed.length > 1 && name.length > 1 ? findInitials(word, name, at) : undefined;
    if (initials === undefined) return false;
    at = initials;
  }
  return isSure;
}

/** The word itself, from a position on; it may be written as two words in the name, or begin one. */
function findWord(word: string, name: readonly string[], from: number): { next: number } | undefined {
  if (word.length < 2 && /[a-z]/.test(word)) return undefined;
  for (let at = from; at < name.length; at++) {
    const own = name[at] ?? '';
    if (own === word || (word.length >= 5 && own.startsWith(word))) return { next: at + 1 };
    for (let end = at + 1, joined = own; end < name.length && joined.length < word.length; end++) {
      joined += name[end];
      if (joined === word) return { next: end + 1 };
    }
  }
  return undefined;
}

/** `A`, or `AB` for two given names; or a whole given name where the name has only its initial. */
function findInitials(word: string, name: readonly string[], from: number): number | undefined {
  const own = name[from] ?? '';
  if (own.length === 1 && word.length > 1 && word.startsWith(own)) return from + 1;
  if (word.length > 3) return undefined;
  let at = from;
  for (const letter of word) {
    while (at < name.length && !name[at]?.startsWith(letter)) at++;
    if (at === name.length) return undefined;
    at++;
  }
  return at;
}
