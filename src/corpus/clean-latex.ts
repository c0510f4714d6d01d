import { STYLES } from './clean-rules.ts';
import { cleanText } from './clean-text.ts';
import { ACCENTS, SYMBOLS } from './latex-symbols.ts';

/** Letters that LaTeX has as commands. The dotless ones stand under accents, where Unicode wants the dot. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    aa: 'å',
    AA: 'Å',
    ae: 'æ',
    AE: 'Æ',
    oe: 'œ',
    OE: 'Œ',
    o: 'ø',
    O: 'Ø',
    l: 'ł',
    L: 'Ł',
  }).concat(
    Object.entries({ ss: 'ß', i: 'i', j: 'j', dh: 'ð', DH: 'Ð', th: 'þ', TH: 'Þ', dj: 'đ', DJ: 'Đ' }),
  ),
);
const LETTER = new RegExp(String.raw`\\(${[...LETTERS.keys()].join('|')})(?![A-Za-z])(?:\{\}| {1,5})?`, 'g');

/** Below a letter, where saved pages have no accents. */
const BELOW: ReadonlyMap<string, string> = new Map(Object.entries({ d: '\u0323', b: '\u0331' }));

const ACCENT =
  /\\(?:([`'^"~=.]) {0,5}(?:\{([A-Za-z])\}|([A-Za-z]))|([uvHckrdb])(?: {0,5}\{([A-Za-z])\}| {1,5}([A-Za-z])))/g;

const STYLED = new RegExp(
  String.raw`\\(?:${STYLES}) {0,5}(?:\{([^{}$]{0,300})\}|([A-Za-z](?![A-Za-z])))`,
  'g',
);

/** A pair of dollar signs with something between them that touches both; so not `$5 and $10`. */
const FORMULA = /\$(?=\S)([^$]{0,300}?\S)\$(\d?)/g;

/**
 * Text as arXiv and BibTeX have it, for reading: the LaTeX is all there, dollar signs and backslashes too, which saved
 * pages have lost. `Erd\H{o}s`, `{\c C}etin` and `$\mathcal{O}(n)$` become `Erdős`, `Çetin` and `O(n)`. Total, in
 * linear time; the result is clean as `cleanText` has it.
 */
export function cleanLatex(raw: string): string {
  if (!/[\\$]/.test(raw)) return cleanText(raw);
  const text = raw
    .replace(LETTER, (_whole, name: string) => LETTERS.get(name) ?? name)
    .replace(ACCENT, putAccent)
    .replace(/\\[()]/g, '$$')
    .replace(/\${2,}/g, '$$')
    .replace(FORMULA, openFormula);
  return cleanText(text);
}

function putAccent(_whole: string, ...found: (string | undefined)[]): string {
  const [sign, inGroup, bare, command, commandGroup, after] = found;
  const accent = sign ?? command ?? '';
  const letter = inGroup ?? bare ?? commandGroup ?? after ?? '';
  return (letter + (ACCENTS.get(accent) ?? BELOW.get(accent) ?? '')).normalize('NFC');
}

function openFormula(whole: string, inner: string, next: string): string {
  if (!isFormula(inner, next !== '')) return whole;
  const plain = inner.replace(STYLED, (_styled, group, letter) => group ?? letter);
  return spaceCommands(plain) + next;
}

/** With a digit behind it, the second sign is more likely to start another price. */
function isFormula(inner: string, beforeDigit: boolean): boolean {
  if (/\\/.test(inner) || /^[<>=~+]{1,2}$/.test(inner)) return true;
  if (beforeDigit) return false;
  return /[\^_{}=<>+|]/.test(inner) || /^(?=.*\p{L})\S+$/u.test(inner) || /^\d{1,4}$/.test(inner);
}

/** `n\log n` is read `n log n`; commands that are signs need no space. */
function spaceCommands(formula: string): string {
  return formula.replace(/(?<=[\p{L}\p{N})])\\([A-Za-z]{3,20})/gu, (whole, name) =>
    SYMBOLS.has(name) ? whole : ` ${whole}`,
  );
}
