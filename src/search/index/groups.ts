import { grown } from './column.ts';

/** The group of texts that have none of the terms. */
const withoutTerms = 0;

/**
 * The terms that texts have, as groups: texts with the same terms are of one group, and groups are numbers. Terms are looked for one
 * after the other, and a text that has the next one moves from its group to the one with that term, too. So each group knows the one
 * before it and its last term, which takes no list of terms for each text, nor an end to how many terms there are.
 */
export function createGroups() {
  /** By group: the group without its last term, and the place of that term. */
  let before: Uint32Array = new Uint32Array(0);
  let lastTerm: Uint32Array = new Uint32Array(0);
  /** By group: the latest group that was made of it. */
  let next: Uint32Array = new Uint32Array(0);
  let size = 0;
  let names: readonly string[] = [];
  let term = 0;
  /** Groups from here on have the term that is looked for. */
  let firstWithTerm = 0;
  /** By group: its terms, once somebody has asked. */
  let lists: (readonly string[])[] = [];

  function make(group: number): number {
    before = grown(before, size + 1);
    lastTerm = grown(lastTerm, size + 1);
    next = grown(next, size + 1);
    before[size] = group;
    lastTerm[size] = term;
    next[size] = 0;
    next[group] = size;
    return size++;
  }

  return {
    /** Starts again with one group, 0, whose texts have no terms. @param terms those that will be looked for */
    clear(terms: readonly string[]): void {
      size = 0;
      make(withoutTerms);
      names = terms;
      lists = [];
    },
    /** From now on `withTerm` is about this term. @param place among the terms; each of them once */
    lookFor(place: number): void {
      term = place;
      firstWithTerm = size;
    },
    /** The group of texts that have the terms of a group, and the term that is looked for. */
    withTerm(group: number): number {
      const known = next[group] as number;
      return known >= firstWithTerm ? known : make(group);
    },
    /** How many there are. */
    size: () => size,
    /** The terms of a group, in the order of all terms. Always the same list for the same group. */
    terms(group: number): readonly string[] {
      const known = lists[group];
      if (known !== undefined) return known;
      const places: number[] = [];
      for (let at = group; at !== withoutTerms; at = before[at] as number)
        places.push(lastTerm[at] as number);
      const list = places.sort((a, b) => a - b).map((place) => names[place] as string);
      lists[group] = list;
      return list;
    },
  };
}
