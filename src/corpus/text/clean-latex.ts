import { cleanText, outsideLinks } from './clean-text.ts';
import { accents, symbols } from './latex-symbols.ts';
import { lowered, raised } from './rewrite-debris.ts';

/** Letters that LaTeX has as commands. The dotless ones stand under accents, where Unicode wants the dot. */
const letters: ReadonlyMap<string, string> = new Map(
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
const LETTER = new RegExp(String.raw`\\(${[...letters.keys()].join('|')})(?![A-Za-z])(?:\{\}| {1,5})?`, 'g');

/** Below a letter, where saved pages have no accents. */
const below: ReadonlyMap<string, string> = new Map(Object.entries({ d: '\u0323', b: '\u0331' }));

const ACCENT =
  /\\(?:([`'^"~=.]) {0,5}(?:\{([A-Za-z])\}|([A-Za-z]))|([uvHckrdb])(?: {0,5}\{([A-Za-z])\}| {1,5}([A-Za-z])))/g;

/** Commands that change how letters look, and hats, bars and arrows over them. */
const styled =
  /\\(?:math[a-z]{2,4}|text(?!sub|sup)[a-z]{0,6}|boldsymbol|operatorname|mbox|hat|bar|tilde|vec|widehat|overline) {0,5}(?:\{([^{}$]{0,300})\}|([A-Za-z](?![A-Za-z])))/g;

/** Signs that only formulas have, besides those of `SYMBOLS`. */
const signs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    prime: '′',
    perp: '⊥',
    parallel: '∥',
    otimes: '⊗',
    oplus: '⊕',
    left: '',
    right: '',
    rm: '',
    it: '',
  }),
);

/** A pair of dollar signs with something between them that touches both; so not `$5 and $10`. */
const FORMULA = /\$(?=[^\s$])([^$]{0,300}?[^\s$])\$(\d?)/g;

/** One that touches only one of them, or neither, has to look like LaTeX. */
const looseFormula = /\$([^$]{0,300}[\\^_][^$]{0,300})\$(\d?)/g;

/**
 * Text as arXiv and BibTeX have it, for reading: the LaTeX is all there, dollar signs and backslashes too, which saved
 * pages have lost. `Erd\H{o}s`, `{\c C}etin` and `$\mathcal{O}(n)$` become `Erdős`, `Çetin` and `O(n)`. Total, in
 * linear time; the result is clean as `cleanText` has it.
 */
export function cleanLatex(raw: string): string {
  return cleanText(/[\\$]/.test(raw) ? outsideLinks(raw, readLatex) : raw);
}

/** The same with its links, and with what `cleanText` would do left undone. */
export function readLatex(text: string): string {
  return text
    .replace(/\\{2,}/g, ' ')
    .replace(LETTER, (_whole, name: string) => letters.get(name) ?? name)
    .replace(ACCENT, putAccent)
    .replace(/\\[`'^"~=.]?(?=[^\0-\x7f])/g, '')
    .replace(/\\text(sub|super)script(\{[^{}]{1,50}\})/g, (_whole, side, group) =>
      writeDigits((side === 'sub' ? '_' : '^') + group),
    )
    .replace(/\\[()]/g, '$$')
    .replace(/\$\$([^$]{1,300})\$\$/g, '$$$1$$')
    .replace(FORMULA, openFormula)
    .replace(looseFormula, openFormula);
}

function putAccent(_whole: string, ...found: (string | undefined)[]): string {
  const [sign, inGroup, bare, command, commandGroup, after] = found;
  const accent = sign ?? command ?? '';
  const letter = inGroup ?? bare ?? commandGroup ?? after ?? '';
  return (letter + (accents.get(accent) ?? below.get(accent) ?? '')).normalize('NFC');
}

function openFormula(whole: string, said: string, next: string): string {
  const inner = said.trim();
  if (!isFormula(inner, next !== '')) return whole;
  const unstyle = (_styled: string, group?: string, letter?: string) => group ?? letter ?? '';
  const plain = inner
    .replace(/\{\}/g, '')
    .replace(/\\[td]?frac {0,5}\{([^{}]{1,50})\}\{([^{}]{1,50})\}/g, '$1/$2')
    .replace(styled, unstyle)
    .replace(styled, unstyle)
    .replace(/\\([A-Za-z]{2,20}) {0,5}/g, putSign);
  const edges = [/^\s/.test(said), /\s$/.test(said)].map((spaced) => (spaced ? ' ' : ''));
  return edges[0] + writeDigits(plain) + edges[1] + next;
}

/** `n\log n` is read `n log n`; signs need no space. */
function putSign(command: string, name: string): string {
  return symbols.get(name) ?? signs.get(name) ?? (name === '' ? command : ` ${name} `);
}

/** With a digit behind it, the second sign is more likely to start another price. */
function isFormula(inner: string, beforeDigit: boolean): boolean {
  if (/\\/.test(inner) || /^[<>=~+'-]{1,2}$/.test(inner)) return true;
  if (beforeDigit) return false;
  return (
    /[\^_{}=<>+|]/.test(inner) || /^(?=.*\p{L})\S+$/u.test(inner) || /^\d{1,4}(?:\/\d{1,4})?$/.test(inner)
  );
}

/** In a formula there is no doubt what `_3` and `^{18}` are; elsewhere it may be a name. */
function writeDigits(formula: string): string {
  return formula.replace(/([\^_])(?:\{(\d{1,3})\}|(\d))(?![.,]?\d)/g, (_whole, mark, group, digit) =>
    (mark === '^' ? raised : lowered)(group ?? digit),
  );
}
