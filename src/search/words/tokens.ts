import porter2 from 'wink-porter2-stemmer';

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

/** The same text for spellings that readers take for one: case, accents, ligatures, Greek letters, apostrophes. */
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

// Scripts without spaces (CJK) give one token for each character. Digits keep their decimals: `1.58`.
const word =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{N}](?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}])*(?:(?<=\p{N})\.\p{N}+)*(?:['’]\p{L}{1,2}(?![\p{L}\p{N}]))?(?:[#*+]+(?![\p{L}\p{N}]))?/gu;
/** The same for ASCII in lower case, which most texts can be brought to: three times as fast. */
const asciiWord = /[a-z0-9]+(?:(?<=[0-9])\.[0-9]+)*(?:'[a-z]{1,2}(?![a-z0-9]))?(?:[#*+]+(?![a-z0-9]))?/g;
const hyphen = /^[-‐‑–−]$/;

/** The words of a text in order, with stop words. Linear in the length of the text. */
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

/** Letters and digits only: equal for two spellings of one name. */
export const squeeze = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]/gu, '');

/** Words of the field that British writers spell with an s: `quantisation`, `optimised`. */
const zed =
  /^(binar|categor|character|custom|discret|emphas|factor|formal|general|initial|linear|local|maxim|memor|minim|normal|optim|organ|parallel|parameter|penal|priorit|quant|random|real|recogn|regular|serial|special|stabil|standard|summar|synchron|token|util|vector|visual)is(?=ation|e|ing)/;
const our = /^(behavi|col|fav|flav|hon|lab|neighb|rum|vig)our/;

/** One spelling for British and American writers: `quantisation` becomes `quantization`, `behaviour` becomes `behavior`. */
const americanSpelling = (word: string): string => word.replace(zed, '$1iz').replace(our, '$1or');

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
const wordsKept = 500_000;

/** A copy of a word, for keeping: in V8, a slice of 13 or more characters keeps the whole text in memory. */
export const cutOut = (surface: string): string =>
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

const makeStem = (surface: string): string =>
  /^[a-z]+$/.test(surface) ? porter2(americanSpelling(surface)) : surface;

/** The stem of a folded word; words with digits are left as they are. */
export const stem = remembering(makeStem);

/**
 * The terms that find a token, the most telling first: of a name with a mark, the name as written (`quip#`) and without
 * the mark; of a plain word, its stem; of a stop word, none.
 */
export const termsOf = remembering((surface): readonly string[] => {
  const bare = surface.replace(mark, '');
  if (bare !== surface) return bare.length > 1 ? [surface, makeStem(bare)] : [surface];
  return stopWords.has(surface) ? [] : [makeStem(surface)];
});

/** All terms of a text. */
export function indexTerms(text: string): string[] {
  const tokens = tokenize(text);
  return [...tokens.flatMap(({ surface }) => termsOf(surface)), ...joinedTerms(tokens)];
}

/** A hyphenated pair is also one word: `pre-training` is `pretraining`. */
const joinedTerms = (tokens: readonly Token[]): string[] =>
  tokens.flatMap(({ surface, hyphenated }, i) =>
    hyphenated && i > 0 ? stem(tokens[i - 1]?.surface + surface) : [],
  );

/** A text as it is indexed. */
interface TermCounts {
  /** How much each term counts. */
  readonly terms: ReadonlyMap<string, number>;
  /** How often the text has each word, as it is written there. */
  readonly surfaces: ReadonlyMap<string, number>;
}

/** The title counts twice: one field of title, title, body ranked better than weighted fields. */
const titleWeight = 2;

/** Looks up each different word once, because that takes most of the time. */
export function countTerms(title: string, body: string): TermCounts {
  const terms = new Map<string, number>();
  const surfaces = new Map<string, number>();
  for (const [text, weight] of [
    [title, titleWeight],
    [body, 1],
  ] as const) {
    const tokens = tokenize(text);
    const times = new Map<string, number>();
    for (const { surface } of tokens) count(times, surface, 1);
    for (const [surface, n] of times) {
      count(surfaces, surface, n);
      for (const term of termsOf(surface)) count(terms, term, weight * n);
    }
    for (const term of joinedTerms(tokens)) count(terms, term, weight);
  }
  return { terms, surfaces };
}

const count = (counts: Map<string, number>, key: string, times: number) =>
  counts.set(key, (counts.get(key) ?? 0) + times);
