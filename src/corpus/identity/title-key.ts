import { lettersOf } from '../paper-id.ts';
import { greek } from '../text/latex-symbols.ts';

const greekLetter = new RegExp(`[${[...new Set(greek.values())].join('')}]`, 'gu');
const names: ReadonlyMap<string, string> = new Map([...greek].map(([name, letter]) => [letter, name]));

/** Between a title and its subtitle: `Mamba: Linear-Time …`, `Attention, Please! A Survey`, `BERT - Pre-training …`. */
const subtitle = /\s*:\s+|[?!.]\s+|\s+[-–—]+\s+|—/u;

/**
 * What two forms of one title have in common, more than `normalizeTitle`: signs that people write as words are words,
 * `α` and `alpha`, `&` and `and`. The title is a paper's, so it is clean.
 */
export function titleKey(title: string): string {
  return (lettersOf(title.replace(/&/g, ' and ')) || title)
    .replace(greekLetter, (letter) => names.get(letter) ?? letter)
    .replace(/ß/g, 'ss');
}

/** The part before the subtitle; the whole title where it has none. */
export function titleHead(title: string): string {
  const head = title.split(subtitle, 1)[0] ?? '';
  return titleKey(head) === '' ? title : head;
}

/** Numbers that stand alone tell parts and years apart: `Part II`, `2024`. Roman ones up to twelve, in their order. */
export function titleNumbers(title: string): string {
  const found = title.toLowerCase().match(NUMBER) ?? [];
  return found.map((number) => ROMAN.get(number) ?? number).join(' ');
}

const NUMBER = /(?<![\p{L}\p{N}])(?:\d+|i{1,3}|iv|vi{0,3}|ix|xi{0,2})(?![\p{L}\p{N}])/gu;

const ROMAN: ReadonlyMap<string, string> = new Map(
  ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'].map((roman, i) => [
    roman,
    String(i + 1),
  ]),
);
