import { cleanText, outsideLinks } from './clean-text.ts';
import { openLinks, readCommands, restoreSigns } from './latex-commands.ts';
import { accents, accentsBelow, formulaSymbols, letters, lowered, raised, symbols } from './latex-symbols.ts';
import { isPlainText } from './plain-text.ts';

const letterPattern = new RegExp(
  String.raw`\\(${[...letters.keys()].join('|')})(?![A-Za-z])(?:\{\}| {1,5})?`,
  'g',
);

const accentPattern =
  /\\(?:([`'^"~=.]) {0,5}(?:\{([A-Za-z])([A-Za-z]{0,20})\}|([A-Za-z]))|([uvHckrdb])(?: {0,5}\{([A-Za-z])\}| {1,5}([A-Za-z])))/g;

/** A dotless letter below an accent is the plain letter: `\\'{\\i}` is í, and `\\i` alone is ı. */
const dotless = /(\\(?:[`'^"~=.] {0,5}\{?|[uvHckrdb] {0,5}\{))\\([ij])(?![A-Za-z])(?: {0,5}(?=\})|\{\}| )?/g;

/** Commands for styles, and for hats, bars and arrows over letters. */
const stylePattern =
  /\\(?:math[a-z]{2,4}|text(?!sub|sup)[a-z]{0,6}|boldsymbol|operatorname|mbox|hat|bar|tilde|vec|widehat|overline) {0,5}(?:\{([^{}$]{0,300})\}|([A-Za-z](?![A-Za-z])))/g;

/** Dollar signs around text without a space inside either of them; so not `$5 and $10`. */
const formulaPattern = /\$(?=[^\s$])([^$]{0,300}?[^\s$])\$(\d?)/g;

/** With a space inside a dollar sign, the text has to look like LaTeX. */
const looseFormulaPattern = /\$([^$]{0,300}[\\^_][^$]{0,300})\$(\d?)/g;

/**
 * Text of arXiv and BibTeX for reading. Other than saved pages, these have whole LaTeX, with dollar signs and
 * backslashes: `Erd\H{o}s`, `{\c C}etin` and `$\mathcal{O}(n)$` become `Erdős`, `Çetin` and `O(n)`. Total, in linear
 * time; the result is clean as `cleanText` defines it.
 */
export function cleanLatex(raw: string): string {
  if (isPlainText(raw)) return raw;
  return /[\\$]/.test(raw)
    ? restoreSigns(cleanText(outsideLinks(openLinks(raw), readMarked)))
    : cleanText(raw);
}

/** `cleanLatex` without `cleanText`, and not sparing links. */
export const readLatex = (text: string): string => restoreSigns(readMarked(text));

/** With marks for the signs that would be read again. */
function readMarked(text: string): string {
  return readCommands(openLinks(text))
    .replace(/\\{2,}/g, ' ')
    .replace(dotless, '$1$2')
    .replace(letterPattern, (_whole, name: string) => letters.get(name) ?? name)
    .replace(accentPattern, putAccent)
    .replace(/\\[`'^"~=.]?(?=[^\0-\x7f])/g, '')
    .replace(/\\text(sub|super)script(\{[^{}]{1,50}\})/g, (_whole, side, group) =>
      writeDigits((side === 'sub' ? '_' : '^') + group),
    )
    .replace(/\\[()]/g, '$$')
    .replace(/\$\$([^$]{1,300})\$\$/g, '$$$1$$')
    .replace(formulaPattern, openFormula)
    .replace(looseFormulaPattern, openFormula);
}

function putAccent(_whole: string, ...found: (string | undefined)[]): string {
  const [sign, inGroup, rest = '', bare, command, commandGroup, after] = found;
  const accent = sign ?? command ?? '';
  const letter = inGroup ?? bare ?? commandGroup ?? after ?? '';
  const accented = letter + (accents.get(accent) ?? accentsBelow.get(accent) ?? '');
  return accented.normalize('NFC') + rest;
}

function openFormula(whole: string, between: string, next: string): string {
  const inner = between.trim();
  if (!isFormula(inner, next !== '')) return whole;
  const unstyle = (_styled: string, group?: string, letter?: string) => group ?? letter ?? '';
  const plain = inner
    .replace(/\{\}/g, '')
    .replace(/\\[td]?frac {0,5}\{([^{}]{1,50})\}\{([^{}]{1,50})\}/g, '$1/$2')
    .replace(stylePattern, unstyle)
    .replace(stylePattern, unstyle)
    .replace(/\\([A-Za-z]{2,20}) {0,5}/g, putSymbol);
  const edges = [/^\s/.test(between), /\s$/.test(between)].map((spaced) => (spaced ? ' ' : ''));
  return edges[0] + writeDigits(plain) + edges[1] + next;
}

/** A symbol, or a name with spaces around it: `n\log n` becomes `n log n`. */
function putSymbol(command: string, name: string): string {
  return symbols.get(name) ?? formulaSymbols.get(name) ?? (name === '' ? command : ` ${name} `);
}

/** A dollar sign before a digit is more likely to be a price. */
function isFormula(inner: string, beforeDigit: boolean): boolean {
  if (/\\/.test(inner) || /^[<>=~+'-]{1,2}$/.test(inner)) return true;
  if (beforeDigit) return false;
  return (
    /[\^_{}=<>+|]/.test(inner) || /^(?=.*\p{L})\S+$/u.test(inner) || /^\d{1,4}(?:\/\d{1,4})?$/.test(inner)
  );
}

/** In a formula, `_3` and `^{18}` are always indices and powers; elsewhere they may be part of a name. */
function writeDigits(formula: string): string {
  return formula.replace(/([\^_])(?:\{(\d{1,3})\}|(\d))(?![.,]?\d)/g, (_whole, script, group, digit) =>
    (script === '^' ? raised : lowered)(group ?? digit),
  );
}
