/**
 * The postings of some texts, never changed after it is made. A posting is the slot of a text, times 256, plus how often
 * the text has the term (255 for more); the postings of a term are in the order of the slots.
 */
export interface Segment {
  /** Numbers of the terms, in ascending order. */
  readonly terms: Uint32Array;
  /** Where the postings of each term begin, and at last where those of the last term end. */
  readonly starts: Uint32Array;
  readonly postings: Uint32Array;
}

/** A run of one term's postings. */
export interface Run {
  readonly postings: Uint32Array;
  readonly from: number;
  readonly to: number;
}

const maxCount = 255;
/** A posting has 24 bits for the slot. */
export const maxSlots = 2 ** 24;

/**
 * A posting as one number.
 * @param slot of the document, below 2^24
 * @param count how often the term is in it; kept up to `maxCount`
 */
export const packPosting = (slot: number, count: number): number => slot * 256 + Math.min(count, maxCount);

/** The postings of a term; undefined if the segment has none. */
export function runOf({ terms, starts, postings }: Segment, term: number): Run | undefined {
  let [low, high] = [0, terms.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((terms[middle] as number) < term) low = middle + 1;
    else high = middle;
  }
  if (terms[low] !== term) return undefined;
  return { postings, from: starts[low] as number, to: starts[low + 1] as number };
}

/** Postings between two chances to give way: well under a millisecond of work. */
const stepPostings = 20_000;
const stepTerms = 1_000;

/**
 * One segment of several, in small steps. The slots of each segment are higher than those of the segments before it.
 * @param isGone whether the text of a slot was removed: its postings are left out
 */
export function* mergeSegments(
  segments: readonly Segment[],
  isGone: (slot: number) => boolean,
): Generator<void, Segment> {
  const most = segments.reduce((sum, { terms }) => sum + terms.length, 0);
  const terms = new Uint32Array(most);
  const starts = new Uint32Array(most + 1);
  const postings = new Uint32Array(segments.reduce((sum, each) => sum + each.postings.length, 0));
  let made = 0;
  let end = 0;
  let due = stepPostings;
  const places = new Uint32Array(segments.length);
  for (;;) {
    const term = leastTerm(segments, places);
    if (term === undefined) break;
    for (let i = 0; i < segments.length; i++) {
      const segment = segments[i] as Segment;
      const place = places[i] as number;
      if (segment.terms[place] !== term) continue;
      places[i] = place + 1;
      end = copyRun(segment, place, isGone, postings, end);
    }
    if (end > (starts[made] as number)) {
      terms[made++] = term;
      starts[made] = end;
    }
    if (end < due && made % stepTerms !== 0) continue;
    due = end + stepPostings;
    yield;
  }
  return { terms: cutTo(terms, made), starts: cutTo(starts, made + 1), postings: cutTo(postings, end) };
}

/** The lowest of the terms at these places; undefined behind the last ones. */
function leastTerm(segments: readonly Segment[], places: Uint32Array): number | undefined {
  let least: number | undefined;
  for (let i = 0; i < segments.length; i++) {
    const term = (segments[i] as Segment).terms[places[i] as number];
    if (term !== undefined && (least === undefined || term < least)) least = term;
  }
  return least;
}

/** Copies the postings of the term at a place, of texts that are still there. @returns where the copies end */
function copyRun(
  { starts, postings }: Segment,
  place: number,
  isGone: (slot: number) => boolean,
  target: Uint32Array,
  start: number,
): number {
  let end = start;
  const to = starts[place + 1] as number;
  for (let i = starts[place] as number; i < to; i++) {
    const posting = postings[i] as number;
    if (!isGone(posting >>> 8)) target[end++] = posting;
  }
  return end;
}

/** The first values. Copies them where much would be kept for nothing. */
const cutTo = (values: Uint32Array, length: number): Uint32Array =>
  length > 0.9 * values.length ? values.subarray(0, length) : values.slice(0, length);
