import { acronyms, compounds } from './compounds-and-acronyms.ts';
import { makeStem, stem, stopWords, type Token } from './tokens.ts';

/**
 * Several words that are one thing: a compound (`fine tuning`, `fine-tuning`, `finetuning`) or the long form of an acronym
 * (`reinforcement learning`, `RL`). All its forms have one term, in texts and in queries.
 */
export interface Expression {
  /** The stems of its words. */
  readonly parts: readonly string[];
  readonly term: string;
  /** False for an acronym that often means something else. */
  readonly isSure: boolean;
}

const byFirst = (expressions: readonly Expression[]): ReadonlyMap<string, readonly Expression[]> => {
  const map = new Map<string, Expression[]>();
  for (const each of expressions) {
    const [first = ''] = each.parts;
    map.set(
      first,
      [...(map.get(first) ?? []), each].sort((a, b) => b.parts.length - a.parts.length),
    );
  }
  return map;
};

/** Compounds by the stem of their first word. */
export const pairs = byFirst(
  compounds.map((compound) => {
    const [first = '', second = ''] = compound.split('-');
    return { parts: [stem(first), stem(second)], term: stem(first + second), isSure: true };
  }),
);

/** Compounds as one word. */
export const closed = new Set([...pairs.values()].flat().map(({ term }) => term));

const pairOf = (first: string, second: string): Expression | undefined =>
  pairs.get(stem(first))?.find(({ parts }) => parts[1] === stem(second));

/** The words of a long form as units: compounds as one, without stop words. */
function unitsOf(surfaces: readonly string[]): string[] {
  const units: string[] = [];
  for (let i = 0; i < surfaces.length; i++) {
    const surface = surfaces[i] as string;
    const next = surfaces[i + 1];
    const pair = next === undefined ? undefined : pairOf(surface, next);
    if (pair !== undefined) i++;
    if (pair !== undefined || !stopWords.has(surface)) units.push(pair?.term ?? stem(surface));
  }
  return units;
}

/** Long forms of acronyms by their first unit. */
export const longForms = byFirst(
  acronyms.map(([acronym, longForm]) => ({
    parts: unitsOf(longForm.split(' ')),
    term: acronym.replace('?', ''),
    isSure: !acronym.endsWith('?'),
  })),
);

/** A number that belongs to the name before it: `Qwen 3`, `Llama 3.1`. */
const version = /^\d(?:\.\d)?$/;
/** Whether a word is a version of a name: one digit, or two with a point, as in `LLaMA 3.1`. */
export const isVersion = (surface: string): boolean => version.test(surface);

/** Stems and compounds that expressions are made of, each with a number from 1 on, so that texts are read by numbers. */
const units = new Map<string, number>();
for (const { parts, term } of [...pairs.values(), ...longForms.values()].flat())
  for (const unit of [...parts, term]) if (!units.has(unit)) units.set(unit, units.size + 1);
/** How many there are. */
export const unitCount = units.size;
/** The number of a stem among the parts of expressions; 0 for one that no expression has. */
export const unitOf = (unit: string): number => units.get(unit) ?? 0;
const unitTexts = ['', ...units.keys()];
/** The stem or compound with a number. */
export const textOfUnit = (unit: number): string => unitTexts[unit] as string;

interface NumberedExpression {
  readonly parts: readonly number[];
  /** The number of its term, which may be a part of other expressions. */
  readonly unit: number;
}

/** By the number of the first part, in the order in which they are tried. */
const numbered = (expressions: ReadonlyMap<string, readonly Expression[]>) => {
  const made: (readonly NumberedExpression[] | undefined)[] = Array.from({ length: units.size + 1 });
  for (const [first, all] of expressions)
    made[unitOf(first)] = all.map(({ parts, term }) => ({ parts: parts.map(unitOf), unit: unitOf(term) }));
  return made;
};
const numberedPairs = numbered(pairs);
const numberedLongForms = numbered(longForms);

/** The units of the text that is being read. */
let row = new Uint16Array(1_024);

/**
 * Finds the compounds and the long forms of acronyms in a text.
 * @param words the numbers of the stems of its words, by `unitOf`
 * @param stops by word: not 0 for a stop word
 * @param found is told the number of the term of each: see `textOfUnit`
 */
export function eachExpression(
  words: ArrayLike<number>,
  stops: ArrayLike<number>,
  length: number,
  found: (unit: number) => void,
): void {
  const end = joinPairs(words, stops, length, found);
  for (let i = 0; i < end; i++) {
    const first = row[i] as number;
    if (first === 0) continue;
    for (const { parts, unit } of numberedLongForms[first] ?? noExpressions)
      if (i + parts.length <= end && parts.every((part, k) => row[i + k] === part)) found(unit);
  }
}

const noExpressions: readonly NumberedExpression[] = [];

/** Writes the units of a text to `row`: compounds as one, without stop words. @returns how many they are */
function joinPairs(
  words: ArrayLike<number>,
  stops: ArrayLike<number>,
  length: number,
  found: (unit: number) => void,
): number {
  if (row.length < length) row = new Uint16Array(2 * length);
  let end = 0;
  for (let i = 0; i < length; i++) {
    const first = words[i] as number;
    const pair = first === 0 || i + 1 === length ? undefined : secondOf(first, words[i + 1] as number);
    if (pair !== undefined) {
      i++;
      row[end++] = pair.unit;
      found(pair.unit);
    } else if (stops[i] === 0) row[end++] = first;
  }
  return end;
}

const secondOf = (first: number, second: number): NumberedExpression | undefined =>
  second === 0 ? undefined : numberedPairs[first]?.find(({ parts }) => parts[1] === second);

/** The terms of all expressions in a text, each as often as it is there. */
export function expressionTerms(tokens: readonly Token[]): string[] {
  const found: string[] = [];
  const words = tokens.map(({ surface }) => unitOf(stem(surface)));
  const stops = tokens.map(({ surface }) => (stopWords.has(surface) ? 1 : 0));
  eachExpression(words, stops, tokens.length, (unit) => found.push(textOfUnit(unit)));
  for (const [i, { surface, hyphenated }] of tokens.entries()) {
    const term = i === 0 ? undefined : joinedInText((tokens[i - 1] as Token).surface, surface, hyphenated);
    if (term !== undefined) found.push(term);
  }
  return found;
}

/** Whether two words side by side are a compound that is on the list. @param first @param second their numbers, by `unitOf` */
export const isCompound = (first: number, second: number): boolean => secondOf(first, second) !== undefined;

/** The term of a hyphenated pair that is on no list, and of a name with its version; of two words that follow each other. */
function joinedInText(before: string, surface: string, hyphenated: boolean): string | undefined {
  if (hyphenated) return pairOf(before, surface) === undefined ? joinedTerm(before, surface) : undefined;
  return versionTerm(before, surface);
}

/** The term of a name with its version; undefined where the words are none. */
export function versionTerm(before: string, surface: string): string | undefined {
  const isNamed = isVersion(surface) && /^[a-z]{2,}$/.test(before) && !stopWords.has(before);
  return isNamed ? before + surface : undefined;
}

/** The term of two words as one: `pretrain` of `pre-training`, `n:m` of `N:M`. */
const joinedTerm = (first: string, second: string, toStem = stem): string =>
  first.length + second.length === 2 ? `${first}:${second}` : toStem(first + second);

/** As `joinedTerm`, without remembering. */
export const makeJoinedTerm = (first: string, second: string): string => joinedTerm(first, second, makeStem);
