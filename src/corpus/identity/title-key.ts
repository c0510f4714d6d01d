import { lettersOf } from '../paper-id.ts';
import { greek } from '../text/latex-symbols.ts';

const greekLetter = new RegExp(`[${[...new Set(greek.values())].join('')}]`, 'gu');
const names: ReadonlyMap<string, string> = new Map([...greek].map(([name, letter]) => [letter, name]));

/** Between a title and its subtitle: `Mamba: Linear-Time …`, `Attention, Please! A Survey`, `BERT - Pre-training …`. */
const subtitle = /\s*:\s+|[?!.]\s+|\s+[-–—]+\s+|—/u;

/**
 * Equal for the forms of one title, more often than `normalizeTitle`: `α` equals `alpha`, and `&` equals `and`.
 * @param title cleaned, as papers have it
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

const numberPattern = /(?<![\p{L}\p{N}])(?:\d+|i{1,3}|iv|vi{0,3}|ix|xi{0,2})(?![\p{L}\p{N}])/gu;

const romanNumbers: ReadonlyMap<string, string> = new Map(
  ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'].map((roman, i) => [
    roman,
    String(i + 1),
  ]),
);

/** The numbers that are words of their own, in their order: `2 2024` of `Part II, 2024`. Roman ones up to twelve. */
export function titleNumbers(title: string): string {
  const found = title.toLowerCase().match(numberPattern) ?? [];
  return found.map((number) => romanNumbers.get(number) ?? number).join(' ');
}
