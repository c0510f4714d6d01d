import { fewEnough, insertOrdered } from '../first-of.ts';
import type { Document } from './document.ts';
import type { Found } from './found.ts';
import type { createGroups } from './groups.ts';

/** A term of a query, and how much a text that has it gains. */
export interface WeightedTerm {
  readonly term: string;
  readonly weight: number;
}

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

/**
 * What a search has found so far, in no order. Thousands are found and few are shown, so there is no object for each. Valid until the
 * next search of the collection, which uses the same memory.
 */
export interface Candidates {
  readonly size: number;
  /** Each as an object. */
  all(): Candidate[];
  /** The best few papers and the best few notes, best first; equal scores by id. */
  best(count: number): PapersAndNotes;
  /** The first few papers and the first few notes in an order, whose candidates are valid until it returns. */
  first(count: number, order: (a: Candidate, b: Candidate) => number): PapersAndNotes;
  /** Those of some documents that are among these, in the order given. */
  among(slots: Iterable<number>): Candidate[];
  /** Calls with each. The object is the same each time, and valid until the call returns. */
  forEach(visit: (each: Candidate) => void): void;
  /** Leaves those for which a test holds, which gets them as `forEach` gives them. */
  keep(test: (each: Candidate) => boolean): void;
  /** Adds documents that are not among these, without score and terms. */
  add(slots: Iterable<number>): void;
  /**
   * Adds to the scores of those that have some of the terms, and adds other documents that have them, whose `terms` are empty.
   * @param finding only these terms find other documents
   */
  addScores(wanted: readonly WeightedTerm[], finding: ReadonlySet<string>): void;
  /** How many papers and notes have each list of terms. */
  countByTerms(): readonly {
    readonly terms: readonly string[];
    readonly papers: number;
    readonly notes: number;
  }[];
}

interface PapersAndNotes {
  readonly papers: Candidate[];
  readonly notes: Candidate[];
}

/** The kinds of documents by their number in columns. 0 is a document that was removed. */
export const kinds = [undefined, 'paper', 'note'] as const;

type IdOf = (slot: number) => string;
type Groups = ReturnType<typeof createGroups>;

/** A candidate at a time. What is seldom asked for is looked up when it is asked for. */
class Cursor implements Candidate {
  private row = 0;
  private readonly found: Found;
  private readonly groups: Groups;
  private readonly idOf: IdOf;

  constructor(found: Found, groups: Groups, idOf: IdOf) {
    this.found = found;
    this.groups = groups;
    this.idOf = idOf;
  }

  at(row: number): Candidate {
    this.row = row;
    return this;
  }
  get slot() {
    return this.found.slots[this.row] as number;
  }
  get id() {
    return this.idOf(this.slot);
  }
  get kind() {
    return kinds[this.found.kinds[this.row] as number] as Document['kind'];
  }
  get score() {
    return this.found.scores[this.row] as number;
  }
  get terms() {
    return this.groups.terms(this.found.groups[this.row] as number);
  }
}

/** @param addScores see `Candidates` */
export function createCandidates(
  found: Found,
  groups: Groups,
  idOf: IdOf,
  addScores: Candidates['addScores'],
): Candidates {
  const cursor = new Cursor(found, groups, idOf);
  const other = new Cursor(found, groups, idOf);
  function candidate(row: number): Candidate {
    const { slot, id, kind, score, terms } = cursor.at(row);
    return { slot, id, kind, score, terms };
  }

  const idAt = (row: number) => idOf(found.slots[row] as number);
  const byScore = (a: number, b: number) =>
    (found.scores[b] as number) - (found.scores[a] as number) || (idAt(a) < idAt(b) ? -1 : 1);

  /** By kind, the rows of the best few, without sorting the others. */
  function bestRows(count: number): readonly number[][] {
    const { scores, kinds: kindOf, size } = found;
    const best: number[][] = kinds.map(() => []);
    const least = kinds.map(() => Number.NEGATIVE_INFINITY);
    for (let row = 0; row < size; row++) {
      const kind = kindOf[row] as number;
      if ((scores[row] as number) < (least[kind] as number)) continue;
      const rows = best[kind] as number[];
      insertOrdered(row, rows, count, byScore);
      if (rows.length === count) least[kind] = scores[rows[count - 1] as number] as number;
    }
    return best;
  }

  /** By kind, the rows of the first few in an order. From so many on, sorting all of them is faster. */
  function firstRows(count: number, order: (a: number, b: number) => number): readonly number[][] {
    const first: number[][] = kinds.map(() => []);
    const isFew = count <= fewEnough;
    for (let row = 0; row < found.size; row++) {
      const rows = first[found.kinds[row] as number] as number[];
      const last = isFew ? rows[count - 1] : undefined;
      if (last !== undefined && order(last, row) < 0) continue;
      if (isFew) insertOrdered(row, rows, count, order);
      else rows.push(row);
    }
    return isFew ? first : first.map((rows) => rows.sort(order).slice(0, count));
  }

  const asCandidates = ([, papers = [], notes = []]: readonly number[][]): PapersAndNotes => ({
    papers: papers.map(candidate),
    notes: notes.map(candidate),
  });

  return {
    get size() {
      return found.size;
    },
    all: () => Array.from({ length: found.size }, (_, row) => candidate(row)),
    best: (count) => asCandidates(count > fewEnough ? firstRows(count, byScore) : bestRows(count)),
    first: (count, order) => asCandidates(firstRows(count, (a, b) => order(cursor.at(a), other.at(b)))),
    among: (slots) =>
      Array.from(slots).flatMap((slot) => {
        const row = found.row(slot);
        return row === undefined ? [] : candidate(row);
      }),
    keep: (test) => found.keep((row) => test(cursor.at(row))),
    add(slots) {
      found.add(slots);
      found.makeRows();
    },
    addScores,
    forEach(visit) {
      for (let row = 0; row < found.size; row++) visit(cursor.at(row));
    },
    countByTerms() {
      const { groups: groupOf, kinds: kindOf, size } = found;
      const counts = new Uint32Array(kinds.length * groups.size());
      for (let row = 0; row < size; row++) {
        const place = kinds.length * (groupOf[row] as number) + (kindOf[row] as number);
        counts[place] = (counts[place] as number) + 1;
      }
      const lists: { terms: readonly string[]; papers: number; notes: number }[] = [];
      for (let place = 0; place < counts.length; place += kinds.length) {
        const [, papers = 0, notes = 0] = counts.subarray(place, place + kinds.length);
        if (papers + notes > 0) lists.push({ terms: groups.terms(place / kinds.length), papers, notes });
      }
      return lists;
    },
  };
}
