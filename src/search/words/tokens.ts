import { americanSpelling } from './american-spelling.ts';
import { porter2 } from './porter2.ts';
import { hasCapitals, isPlain, type ScannedWords, scanWords } from './scan-words.ts';
import { singular } from './singular.ts';

/** A word of a text, with its place in the original string. */
export interface Token {
  /** Folded: lower case, no accents, Greek letters spelled out; `quip#` and `c++` keep their mark. */
  readonly surface: string;
  readonly start: number;
  readonly end: number;
  /** A hyphen joins it to the token before, as `training` in `pre-training`; or a colon single letters, as in `N:M`. */
  readonly hyphenated: boolean;
}

// biome-ignore format: a table
const greek: Readonly<Record<string, string>> = {
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', ζ: 'zeta', η: 'eta', θ: 'theta', ι: 'iota',
  κ: 'kappa', λ: 'lambda', μ: 'mu', ν: 'nu', ξ: 'xi', ο: 'omicron', π: 'pi', ρ: 'rho', σ: 'sigma', ς: 'sigma',
  τ: 'tau', υ: 'upsilon', φ: 'phi', χ: 'chi', ψ: 'psi', ω: 'omega',
};

/** Letters that Unicode does not take apart, as people without them write them. */
// biome-ignore format: a table
const letters: Readonly<Record<string, string>> = {
  ł: 'l', ø: 'o', đ: 'd', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ð: 'd', ħ: 'h', ŋ: 'n', ŧ: 't', ĸ: 'k', ə: 'e',
};

const ascii = /^[\n\x20-\x7e]*$/;

/** The same text for spellings that readers take for one: case, accents, ligatures, Greek letters, apostrophes, joiners. */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\u00ad\u200b-\u200f\u2060\ufeff]+/gu, '')
    .toLowerCase()
    .replace(/[α-ω]/g, (letter) => greek[letter] ?? letter)
    .replace(/[łøđıßæœþðħŋŧĸə]/g, (letter) => letters[letter] ?? letter)
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[‐-―−]/g, '-');
}

/** The surface form of a word that `scanWords` found in a text. */
export function surfaceOf(text: string, { starts, ends, forms }: ScannedWords, word: number): string {
  const written = text.slice(starts[word], ends[word]);
  const form = forms[word];
  if (form === isPlain) return written;
  return form === hasCapitals ? written.toLowerCase() : withoutApostrophes(fold(written));
}

/** The words of a text in order, with stop words. Linear in the length of the text. */
export function tokenize(text: string): Token[] {
  const words = scanWords(text);
  const { length, starts, ends, hyphenated } = words;
  return Array.from({ length }, (_, i) => ({
    surface: surfaceOf(text, words, i),
    start: starts[i] as number,
    end: ends[i] as number,
    hyphenated: hyphenated[i] === 1,
  }));
}

const withoutApostrophes = (folded: string): string =>
  folded.includes("'") ? folded.replace(/'s$/, '').replaceAll("'", '') : folded;

/** Letters and digits only: equal for two spellings of one name. */
export const squeeze = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Words that say nothing about a paper's subject: the English list of the Snowball project
 * (https://snowballstem.org/algorithms/english/stop.txt), folded, and the verbs of polite questions.
 */
export const stopWords: ReadonlySet<string> = new Set(
  `i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers
  herself it its itself they them their theirs themselves what which who whom this that these those am is are
  was were be been being have has had having do does did doing would should could ought a an the and but if or
  because as until while of at by for with about against between into through during before after above below
  to from up down in out on off over under again further then once here there when where why how all any both
  each few more most other some such no nor not only own same so than too very s t can will just don now
  im youre hes shes were theyre ive youve weve theyve id youd hed shed wed theyd ill youll hell shell well
  theyll isnt arent wasnt werent hasnt havent hadnt doesnt dont didnt wont wouldnt shant shouldnt cant cannot
  couldnt mustnt lets thats whos whats heres theres whens wheres whys hows us via vs`.split(/\s+/),
);

const mark = /[#*+]+$/;
const wordsKept = 50_000;

/** A copy of a word, for keeping: in V8, a slice of 13 or more characters keeps the whole text in memory. */
const cutOut = (surface: string): string =>
  surface.length < 13 ? surface : Buffer.from(surface, 'utf16le').toString('utf16le');

/** Remembers what was made of each word, up to a number of words; then starts again. */
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

/** One form for singular and plural, British and American. */
const makeBase = (surface: string): string =>
  /^[a-z]+$/.test(surface) ? americanSpelling(singular(surface)) : surface;

/** As `stem`, without remembering: for words that hardly come again. */
export const makeStem = (surface: string): string => {
  const base = makeBase(surface);
  return /^[a-z]+$/.test(base) ? porter2(base) : base;
};

/** The stem of a folded word; words with digits are left as they are. */
export const stem = remembering(makeStem);

/** A folded word without a regular or irregular plural s, in American spelling: nearer to what is typed than a stem. */
export const baseForm = remembering((surface: string): string => {
  const base = makeBase(surface);
  if (!/^[a-z]{4,}s$/.test(base) || /(?:ss|us|is)$/.test(base)) return base;
  return base.replace(/ies$/, 'y').replace(/(?<=x|ch|sh|ss)es$|s$/, '');
});

/** A number format with what is put before it: `fp4` in `mxfp4`. */
const formatAtEnd = /(?<=^[a-z]{1,4})(?:fp|int|bf|nf)\d{1,2}$/;
/** `speech2text`, where 2 is written for "to". */
const twoForTo = /^([a-z]{2,})2([a-z]{2,})$/;

/**
 * The terms that find a token, the most telling first: of a name with a mark, the name as written (`quip#`) and without
 * the mark; of a plain word, its stem; of a stop word or a single letter, none.
 */
export function readTerms(surface: string): readonly string[] {
  const bare = surface.replace(mark, '');
  if (bare !== surface) return bare.length > 1 ? [surface, makeStem(bare)] : [surface];
  return stopWords.has(surface) || /^[a-z]$/.test(surface) ? [] : [makeStem(surface)];
}
/** `readTerms`, remembered for the words of late. */
export const termsOf = remembering(readTerms);

/** The terms of the parts of a token: `fp4` of `mxfp4`; `speech` and `text` of `speech2text`. */
export function readParts(surface: string): readonly string[] {
  if (!/\d/.test(surface)) return [];
  const format = formatAtEnd.exec(surface)?.[0];
  if (format !== undefined) return [format];
  const [, from, to] = twoForTo.exec(surface) ?? [];
  return from === undefined || to === undefined ? [] : [makeStem(from), makeStem(to)];
}
/** `readParts`, remembered for the words of late. */
export const partsOf = remembering(readParts);
