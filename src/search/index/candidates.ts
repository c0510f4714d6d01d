import { firstOf } from '../first-of.ts';
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
}

/** By place in the set, from 0. */
interface Columns {
  readonly slots: Uint32Array;
  readonly scores: Float64Array;
  readonly terms: readonly (readonly string[])[];
}

interface Documents {
  id(slot: number): string;
  kind(slot: number): Document['kind'] | undefined;
}

/** @param columns of documents that are there */
export function createCandidates(documents: Documents, columns: Columns): Candidates {
  const { slots, scores, terms } = columns;
  const kindAt = (place: number) => documents.kind(slots[place] as number) as Document['kind'];
  const idAt = (place: number) => documents.id(slots[place] as number);
  const candidate = (place: number): Candidate => ({
    slot: slots[place] as number,
    id: idAt(place),
    kind: kindAt(place),
    score: scores[place] as number,
    terms: terms[place] as readonly string[],
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

  const cursor = { slot: 0, id: '', kind: 'paper' as Document['kind'], score: 0, terms: terms[0] ?? [] };
  function at(place: number): Candidate {
    cursor.slot = slots[place] as number;
    cursor.id = idAt(place);
    cursor.kind = kindAt(place);
    cursor.score = scores[place] as number;
    cursor.terms = terms[place] as readonly string[];
    return cursor;
  }

  return {
    ...columns,
    size: slots.length,
    all: () => Array.from(slots, (_, place) => candidate(place)),
    best: (count, kind) =>
      firstOf(
        places((place) => kind === undefined || kindAt(place) === kind),
        count,
        byScore,
      ).map(candidate),
    forEach(visit) {
      for (let place = 0; place < slots.length; place++) visit(at(place));
    },
    filter(test) {
      const kept = places((place) => test(at(place)));
      const own = { slots: new Uint32Array(kept.length), scores: new Float64Array(kept.length) };
      const lists = new Array<readonly string[]>(kept.length);
      for (let i = 0; i < kept.length; i++) {
        const place = kept[i] as number;
        own.slots[i] = slots[place] as number;
        own.scores[i] = scores[place] as number;
        lists[i] = terms[place] as readonly string[];
      }
      return createCandidates(documents, { ...own, terms: lists });
    },
    with(others) {
      const more = new Map(others.map((each) => [each.slot, each]));
      for (const slot of slots) more.delete(slot);
      return joinCandidates(documents, columns, [...more.values()]);
    },
  };
}

/** @param more none of which is in the columns */
export function joinCandidates(
  documents: Documents,
  { slots, scores, terms }: Columns,
  more: readonly Pick<Candidate, 'slot' | 'score' | 'terms'>[],
): Candidates {
  const size = slots.length + more.length;
  const joined = { slots: new Uint32Array(size), scores: new Float64Array(size) };
  joined.slots.set(slots);
  joined.scores.set(scores);
  more.forEach(({ slot, score }, i) => {
    joined.slots[slots.length + i] = slot;
    joined.scores[slots.length + i] = score;
  });
  return createCandidates(documents, { ...joined, terms: terms.concat(more.map((each) => each.terms)) });
}
