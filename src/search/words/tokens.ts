import porter2 from 'wink-porter2-stemmer';
import { americanSpelling } from './spelling.ts';
import { stopWords } from './stop-words.ts';

/** A word of a text, with its place in the original string. */
export interface Token {
  /** Folded: lower case, no accents, Greek letters spelled out; `quip#` and `c++` keep their mark. */
  readonly surface: string;
  readonly start: number;
  readonly end: number;
  /** A hyphen joins it to the token before: `training` in `pre-training`. */
  readonly hyphenated: boolean;
}

// biome-ignore format: a table
const greek: Readonly<Record<string, string>> = {
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', ζ: 'zeta', η: 'eta', θ: 'theta', ι: 'iota',
  κ: 'kappa', λ: 'lambda', μ: 'mu', ν: 'nu', ξ: 'xi', ο: 'omicron', π: 'pi', ρ: 'rho', σ: 'sigma', ς: 'sigma',
  τ: 'tau', υ: 'upsilon', φ: 'phi', χ: 'chi', ψ: 'psi', ω: 'omega',
};

const ascii = /^[\n\x20-\x7e]*$/;

/** One spelling for all that readers take for the same: case, accents, ligatures, Greek letters, apostrophes. */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[α-ω]/g, (letter) => greek[letter] ?? letter)
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[‐-―−]/g, '-');
}

// A scripts without spaces (CJK) gives one token a character. Digits keep their decimals: `1.58`.
const word =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{N}](?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}])*(?:(?<=\p{N})\.\p{N}+)*(?:['’]\p{L}{1,2}(?![\p{L}\p{N}]))?(?:[#*+]+(?![\p{L}\p{N}]))?/gu;
/** The same for ASCII in lower case, which most texts can be brought to: three times as fast. */
const asciiWord = /[a-z0-9]+(?:(?<=[0-9])\.[0-9]+)*(?:'[a-z]{1,2}(?![a-z0-9]))?(?:[#*+]+(?![a-z0-9]))?/g;
const hyphen = /^[-‐‑–−]$/;

/** The words of a text in order, stop words among them. Linear in the length of the text. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const isAscii = ascii.test(text);
  let end = -1;
  for (const match of isAscii ? text.toLowerCase().matchAll(asciiWord) : text.matchAll(word)) {
    const start = match.index;
    const hyphenated = start - end === 1 && end > 0 && hyphen.test(text.charAt(end));
    end = start + match[0].length;
    const surface = withoutApostrophes(isAscii ? match[0] : fold(match[0]));
    tokens.push({ surface, start, end, hyphenated });
  }
  return tokens;
}

const withoutApostrophes = (folded: string): string =>
  folded.includes("'") ? folded.replace(/'s$/, '').replaceAll("'", '') : folded;

/** Letters and digits alone: what two spellings of one name share. */
export const squeeze = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]/gu, '');

const mark = /[#*+]+$/;
const wordsKept = 500_000;

/** A word that is kept: one cut out of a text keeps the whole text in memory, in V8 from 13 characters on. */
export const cutOut = (surface: string): string =>
  surface.length < 13 ? surface : Buffer.from(surface, 'utf16le').toString('utf16le');

/** Remembers what was made of a word; starts anew when it remembers too many. */
function remembering<Made>(make: (surface: string) => Made): (surface: string) => Made {
  const known = new Map<string, Made>();
  return (surface) => {
    const found = known.get(surface);
    if (found !== undefined) return found;
    if (known.size >= wordsKept) known.clear();
    const word = cutOut(surface);
    const made = make(word);
    known.set(word, made);
    return made;
  };
}

const makeStem = (surface: string): string =>
  /^[a-z]+$/.test(surface) ? porter2(americanSpelling(surface)) : surface;

/** The stem of a folded word; words with digits are left as they are. */
export const stem = remembering(makeStem);

/**
 * What one token is searched by, the most telling first: a marked name as it is written (`quip#`) and bare,
 * a plain word by its stem. A stop word gives nothing.
 */
export const termsOf = remembering((surface): readonly string[] => {
  const bare = surface.replace(mark, '');
  if (bare !== surface) return bare.length > 1 ? [surface, makeStem(bare)] : [surface];
  return stopWords.has(surface) ? [] : [makeStem(surface)];
});

/** Every term a text is indexed by. */
export function indexTerms(text: string): string[] {
  const tokens = tokenize(text);
  return [...tokens.flatMap(({ surface }) => termsOf(surface)), ...joinedTerms(tokens)];
}

/** A hyphenated pair is also one word: `pre-training` is `pretraining`. */
export const joinedTerms = (tokens: readonly Token[]): string[] =>
  tokens.flatMap(({ surface, hyphenated }, i) =>
    hyphenated && i > 0 ? stem(tokens[i - 1]?.surface + surface) : [],
  );
