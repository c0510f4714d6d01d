import { closed, type Expression, longForms, pairs } from './expressions.ts';
import { stem, stopWords } from './tokens.ts';

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
