import { fewEnough, insertOrdered } from '../first-of.ts';
import type { Document } from './document.ts';

/** A document that has at least one of the terms looked for. */
export interface Candidate {
  /** The document's number in the collection, which stays the same until its text changes. */
  readonly slot: number;
  readonly id: string;
  readonly kind: Document['kind'];
  readonly score: number;
  /** Those of the terms that the document has. Documents with the same terms share one list. */
  readonly terms: readonly string[];
}

/** What a search found, in no order. It is kept in columns: thousands are found and few are shown. */
export interface Candidates extends Columns {
  readonly size: number;
  /** Each as an object. */
  all(): Candidate[];
  /** The best few, best first; equal scores by id. @param kind default: of both kinds */
  best(count: number, kind?: Document['kind']): Candidate[];
  /** Calls with each. The object is the same each time, and valid until the call returns. */
  forEach(visit: (each: Candidate) => void): void;
  /** Those for which a test holds, which gets them as `forEach` gives them. */
  filter(test: (each: Candidate) => boolean): Candidates;
  /** These, and those of others that are not among them. */
  with(others: readonly Candidate[]): Candidates;
  /** How many papers and notes have each list of terms. */
  countByTerms(): readonly {
    readonly terms: readonly string[];
    readonly papers: number;
    readonly notes: number;
  }[];
}

/** By place in the set, from 0. */
interface Columns {
  readonly slots: Uint32Array;
  readonly scores: Float64Array;
  /** The place of the terms in `lists`. */
  readonly groups: Uint32Array;
  /** No list is there twice. */
  readonly lists: readonly (readonly string[])[];
}

interface Documents {
  id(slot: number): string;
  kind(slot: number): Document['kind'] | undefined;
}

/** A candidate at a place. What is seldom asked for is looked up when it is asked for. */
class Cursor implements Candidate {
  place = 0;
  private readonly documents: Documents;
  private readonly columns: Columns;

  constructor(documents: Documents, columns: Columns) {
    this.documents = documents;
    this.columns = columns;
  }

  get slot() {
    return this.columns.slots[this.place] as number;
  }
  get id() {
    return this.documents.id(this.slot);
  }
  get kind() {
    return this.documents.kind(this.slot) as Document['kind'];
  }
  get score() {
    return this.columns.scores[this.place] as number;
  }
  get terms() {
    return this.columns.lists[this.columns.groups[this.place] as number] as readonly string[];
  }
}

/** @param columns of documents that are there */
export function createCandidates(documents: Documents, columns: Columns): Candidates {
  const { slots, scores, groups, lists } = columns;
  const termsAt = (place: number) => lists[groups[place] as number] as readonly string[];
  const kindAt = (place: number) => documents.kind(slots[place] as number) as Document['kind'];
  const idAt = (place: number) => documents.id(slots[place] as number);
  const candidate = (place: number): Candidate => ({
    slot: slots[place] as number,
    id: idAt(place),
    kind: kindAt(place),
    score: scores[place] as number,
    terms: termsAt(place),
  });
  const byScore = (a: number, b: number) =>
    (scores[b] as number) - (scores[a] as number) || (idAt(a) < idAt(b) ? -1 : 1);

  /** The places for which a test holds. */
  function places(test: (place: number) => boolean): Uint32Array {
    const found = new Uint32Array(slots.length);
    let count = 0;
    for (let place = 0; place < slots.length; place++) if (test(place)) found[count++] = place;
    return found.subarray(0, count);
  }

  const cursor = new Cursor(documents, columns);
  function at(place: number): Candidate {
    cursor.place = place;
    return cursor;
  }

  /** The places of the best few of a kind, without sorting the others. */
  function bestPlaces(count: number, kind: Document['kind'] | undefined): number[] {
    const isWanted = (place: number) => kind === undefined || kindAt(place) === kind;
    if (count > fewEnough) return Array.from(places(isWanted)).sort(byScore).slice(0, count);
    const first: number[] = [];
    let least = Number.NEGATIVE_INFINITY;
    for (let place = 0; place < slots.length; place++) {
      if ((scores[place] as number) < least || !isWanted(place)) continue;
      insertOrdered(place, first, count, byScore);
      if (first.length === count) least = scores[first[count - 1] as number] as number;
    }
    return first;
  }

  return {
    ...columns,
    size: slots.length,
    all: () => Array.from(slots, (_, place) => candidate(place)),
    best: (count, kind) => bestPlaces(count, kind).map(candidate),
    forEach(visit) {
      for (let place = 0; place < slots.length; place++) visit(at(place));
    },
    filter(test) {
      const kept = places((place) => test(at(place)));
      const own = emptyColumns(kept.length, lists);
      for (let i = 0; i < kept.length; i++) {
        const place = kept[i] as number;
        own.slots[i] = slots[place] as number;
        own.scores[i] = scores[place] as number;
        own.groups[i] = groups[place] as number;
      }
      return createCandidates(documents, own);
    },
    with(others) {
      const more = new Map(others.map((each) => [each.slot, each]));
      for (const slot of slots) more.delete(slot);
      return createCandidates(documents, joined(columns, [...more.values()]));
    },
    countByTerms() {
      const counts = new Uint32Array(2 * lists.length);
      for (let place = 0; place < slots.length; place++) {
        const at = 2 * (groups[place] as number) + (kindAt(place) === 'note' ? 1 : 0);
        counts[at] = (counts[at] as number) + 1;
      }
      return lists.map((terms, i) => ({
        terms,
        papers: counts[2 * i] as number,
        notes: counts[2 * i + 1] as number,
      }));
    },
  };
}

/**
 * Columns to be filled in, all zero.
 * @param size how many candidates there will be
 * @param lists the groups of terms that the numbers in `groups` stand for
 */
export const emptyColumns = (size: number, lists: Columns['lists']): Columns => ({
  slots: new Uint32Array(size),
  scores: new Float64Array(size),
  groups: new Uint32Array(size),
  lists,
});

/** Those before `size`. */
export const cutColumns = ({ slots, scores, groups, lists }: Columns, size: number): Columns => ({
  slots: slots.subarray(0, size),
  scores: scores.subarray(0, size),
  groups: groups.subarray(0, size),
  lists,
});

/** @param more none of which is in the columns */
function joined({ slots, scores, groups, lists }: Columns, more: readonly Candidate[]): Columns {
  const allLists = [...new Set([...lists, ...more.map(({ terms }) => terms)])];
  const groupOf = new Map(allLists.map((terms, group) => [terms, group]));
  const all = emptyColumns(slots.length + more.length, allLists);
  all.slots.set(slots);
  all.scores.set(scores);
  all.groups.set(groups);
  more.forEach(({ slot, score, terms }, i) => {
    all.slots[slots.length + i] = slot;
    all.scores[slots.length + i] = score;
    all.groups[slots.length + i] = groupOf.get(terms) as number;
  });
  return all;
}
