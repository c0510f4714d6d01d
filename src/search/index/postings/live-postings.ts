import { grown } from '../column.ts';
import { packPosting, type Segment } from './segment.ts';

/** Postings between two chances to give way: well under a millisecond of work. */
const stepPostings = 20_000;

/**
 * Postings of the newest texts. Each term has a list of its own, linked backwards through one array, so that adding a posting
 * makes no object.
 */
export function createLivePostings() {
  /** By term: the place of its last posting, plus 1. */
  let last: Uint32Array = new Uint32Array(0);
  /** By place: the posting, and the place of the one before it, plus 1. */
  let postings: Uint32Array = new Uint32Array(0);
  let before: Uint32Array = new Uint32Array(0);
  /** Terms that have postings here. */
  let terms: number[] = [];
  let size = 0;

  /** Writes the postings of a term in the order of their slots, so that they end before a place. @returns where they begin */
  function copyBefore(term: number, target: Uint32Array, end: number): number {
    let at = end;
    for (let place = last[term] ?? 0; place > 0; place = before[place - 1] as number)
      target[--at] = postings[place - 1] as number;
    return at;
  }

  function countOf(term: number): number {
    let count = 0;
    for (let place = last[term] ?? 0; place > 0; place = before[place - 1] as number) count++;
    return count;
  }

  return {
    /** @param slot higher than all before it */
    add(slot: number, held: Uint32Array, counts: ArrayLike<number>): void {
      postings = grown(postings, size + held.length);
      before = grown(before, size + held.length);
      for (let i = 0; i < held.length; i++) {
        const term = held[i] as number;
        if (term >= last.length) last = grown(last, term + 1);
        const known = last[term] as number;
        if (known === 0) terms.push(term);
        postings[size] = packPosting(slot, counts[i] as number);
        before[size] = known;
        last[term] = ++size;
      }
    },
    /** Those of one term, in the order of their slots. */
    of(term: number): Uint32Array {
      const made = new Uint32Array(countOf(term));
      copyBefore(term, made, made.length);
      return made;
    },
    /** Makes a segment of all of them, in small steps, and starts again. */
    *freeze(): Generator<void, Segment> {
      const sorted = Uint32Array.from(terms).sort();
      const starts = new Uint32Array(sorted.length + 1);
      const made = new Uint32Array(size);
      yield;
      let end = 0;
      let due = stepPostings;
      for (const [i, term] of sorted.entries()) {
        end += countOf(term);
        starts[i + 1] = end;
        copyBefore(term, made, end);
        if (end < due) continue;
        due = end + stepPostings;
        yield;
      }
      for (const term of sorted) last[term] = 0;
      terms = [];
      size = 0;
      return { terms: sorted, starts, postings: made };
    },
  };
}
