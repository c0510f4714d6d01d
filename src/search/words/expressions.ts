import { acronyms, compounds } from './compounds-and-acronyms.ts';
import { stem, stopWords, type Token } from './tokens.ts';

/**
 * Several words that are one thing: a compound (`fine tuning`, `fine-tuning`, `finetuning`) or the long form of an acronym
 * (`reinforcement learning`, `RL`). All its forms have one term, in texts and in queries.
 */
interface Expression {
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

const pairs = byFirst(
  compounds.map((compound) => {
    const [first = '', second = ''] = compound.split('-');
    return { parts: [stem(first), stem(second)], term: stem(first + second), isSure: true };
  }),
);

const closed = new Set([...pairs.values()].flat().map(({ term }) => term));

/** The words of a text as units: compounds as one, without stop words. */
function* unitsOf(
  surfaces: readonly string[],
): Generator<{ readonly unit: string; readonly isPair: boolean }> {
  for (let i = 0; i < surfaces.length; i++) {
    const surface = surfaces[i] as string;
    const first = stem(surface);
    const next = surfaces[i + 1];
    const pair =
      next === undefined ? undefined : pairs.get(first)?.find(({ parts }) => parts[1] === stem(next));
    if (pair !== undefined) {
      i++;
      yield { unit: pair.term, isPair: true };
    } else if (!stopWords.has(surface)) yield { unit: first, isPair: false };
  }
}

const longForms = byFirst(
  acronyms.map(([acronym, longForm]) => ({
    parts: Array.from(unitsOf(longForm.split(' ')), ({ unit }) => unit),
    term: acronym.replace('?', ''),
    isSure: !acronym.endsWith('?'),
  })),
);

/** A number that belongs to the name before it: `Qwen 3`, `Llama 3.1`. */
const version = /^\d(?:\.\d)?$/;

/** The terms of all expressions in a text, each as often as it is there. */
export function expressionTerms(tokens: readonly Token[]): string[] {
  const found: string[] = [];
  const units: string[] = [];
  for (const { unit, isPair } of unitsOf(tokens.map(({ surface }) => surface))) {
    units.push(unit);
    if (isPair) found.push(unit);
  }
  for (const [i, unit] of units.entries())
    for (const { parts, term } of longForms.get(unit) ?? [])
      if (parts.every((part, k) => units[i + k] === part)) found.push(term);
  for (const [i, token] of tokens.entries()) {
    const term = i === 0 ? undefined : joinedInText((tokens[i - 1] as Token).surface, token);
    if (term !== undefined) found.push(term);
  }
  return found;
}

/** The term of a hyphenated pair that is on no list, and of a name with its version. */
function joinedInText(before: string, { surface, hyphenated }: Token): string | undefined {
  if (hyphenated) return pairOf(before, surface) === undefined ? joinedTerm(before, surface) : undefined;
  const isVersion = version.test(surface) && /^[a-z]{2,}$/.test(before) && !stopWords.has(before);
  return isVersion ? before + surface : undefined;
}

const pairOf = (first: string, second: string): Expression | undefined =>
  pairs.get(stem(first))?.find(({ parts }) => parts[1] === stem(second));

/** The term of two words as one: `pretrain` of `pre-training`, `n:m` of `N:M`. */
export const joinedTerm = (first: string, second: string): string =>
  first.length + second.length === 2 ? `${first}:${second}` : stem(first + second);

/** An expression of a query, and the places of its words there. */
interface Found {
  readonly term: string;
  readonly isSure: boolean;
  readonly places: readonly number[];
}

/**
 * The expressions of words that are looked for together, in any order, the longest first; no word belongs to two. Only
 * small words, as in `trade off`, have to stand where they belong.
 */
export function findExpressions(surfaces: readonly string[]): readonly Found[] {
  const units = new Map<string, readonly number[]>();
  for (const [i, surface] of surfaces.entries())
    if (!stopWords.has(surface)) units.set(stem(surface), [...(units.get(stem(surface)) ?? []), i]);
  const inPairs = surfaces.flatMap((surface, i) =>
    (pairs.get(stem(surface)) ?? []).flatMap((pair) => takePair(pair, surfaces, i, units)),
  );
  for (const [i, surface] of surfaces.entries())
    if (closed.has(stem(surface))) inPairs.push({ term: stem(surface), isSure: true, places: [i] });
  const inLongForms = [...units.keys()]
    .flatMap((unit) => longForms.get(unit) ?? [])
    .sort((a, b) => b.parts.length - a.parts.length || (a.term < b.term ? -1 : 1))
    .flatMap((longForm) => takeLongForm(longForm, units));
  return withoutInner([...inLongForms, ...inPairs]);
}

type Units = Map<string, readonly number[]>;

/** The pair becomes one unit. */
function takePair(
  { parts, term }: Expression,
  surfaces: readonly string[],
  at: number,
  units: Units,
): Found[] {
  const places = placesOfPair(surfaces, at, parts[1] as string, units);
  if (places === undefined) return [];
  for (const place of places) units.delete(stem(surfaces[place] as string));
  units.set(term, places);
  return [{ term, isSure: true, places }];
}

function takeLongForm({ parts, term, isSure }: Expression, units: Units): Found[] {
  if (!parts.every((part) => units.has(part))) return [];
  const places = parts.flatMap((part) => units.get(part) ?? []);
  if (isSure) for (const part of parts) units.delete(part);
  return [{ term, isSure, places }];
}

function placesOfPair(
  surfaces: readonly string[],
  first: number,
  second: string,
  units: Units,
): readonly number[] | undefined {
  const next = surfaces[first + 1];
  const hasSmall = stopWords.has(surfaces[first] as string) || (next !== undefined && stopWords.has(next));
  if (next !== undefined && stem(next) === second) return [first, first + 1];
  if (hasSmall || !units.has(stem(surfaces[first] as string))) return undefined;
  const places = units.get(second);
  return places === undefined ? undefined : [first, ...places];
}

/** A compound inside the long form of an acronym is found with that. */
const withoutInner = (found: readonly Found[]): readonly Found[] =>
  found.filter(
    (each, i) =>
      !found
        .slice(0, i)
        .some(({ isSure, places }) => isSure && each.places.every((place) => places.includes(place))),
  );
