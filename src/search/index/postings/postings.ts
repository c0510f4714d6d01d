import type { Sections } from '../sections.ts';
import { createLivePostings } from './live-postings.ts';
import { mergeSegments, type Run, runOf, type Segment } from './segment.ts';

/** Texts that are collected before they become a segment. Adding to them is cheap, and so is making the segment. */
const defaultLiveTexts = 2_000;
/** Segments of about one size that become one: each posting is then copied once for each fourfold of the texts. */
const mergedAtOnce = 4;
/** The share of removed texts from which on their postings are dropped. */
const maxGone = 0.25;

/** See `createPostings`. */
export type Postings = ReturnType<typeof createPostings>;

/**
 * Which texts have a term, and how often. Texts are added at the end, under ascending slots: to linked lists at
 * first, which become a segment once there are `liveTexts` of them. Similar segments are merged. Postings of removed texts stay until then, and are skipped by callers.
 */
export function createPostings(
  isGone: (slot: number) => boolean,
  liveTexts = defaultLiveTexts,
  saved: readonly Segment[] = [],
) {
  let frozen = saved;
  const live = createLivePostings();
  let texts = 0;
  /** Removed since their postings were last dropped. */
  let gone = 0;

  function* freeze(): Generator<void> {
    const made = yield* live.freeze();
    frozen = [...frozen, made];
    texts = 0;
  }

  function* merge(from: number): Generator<void> {
    const made = yield* mergeSegments(frozen.slice(from), isGone);
    frozen = [...frozen.slice(0, from), made];
    if (from === 0) gone = 0;
  }

  /** The first of the last segments that have about one size, if they are enough; else undefined. */
  function firstToMerge(): number | undefined {
    const sizes = frozen.map(({ postings }) =>
      Math.floor(Math.log(postings.length + 1) / Math.log(mergedAtOnce)),
    );
    let first = sizes.length - 1;
    while (first > 0 && (sizes[first - 1] as number) <= (sizes.at(-1) as number)) first--;
    return sizes.length - first >= mergedAtOnce ? first : undefined;
  }

  return {
    /** @param slot higher than all before it */
    add(slot: number, terms: Uint32Array, counts: ArrayLike<number>): void {
      texts++;
      live.add(slot, terms, counts);
    },
    /** A text was removed: `isGone` is true for it. */
    remove(): void {
      gone++;
    },
    /** The runs of a term in the order of their slots. They may contain removed texts. */
    *runs(term: number): Generator<Run> {
      for (const segment of frozen) {
        const run = runOf(segment, term);
        if (run !== undefined) yield run;
      }
      const list = live.of(term);
      if (list.length > 0) yield { postings: list, from: 0, to: list.length };
    },
    /**
     * Freezes and merges what is due, in small steps. Nothing may be added or removed between them.
     * @param size the number of texts that are there
     * @param all makes one segment of everything
     */
    *tidy(size: number, all = false): Generator<void> {
      if (texts >= liveTexts || (all && texts > 0)) yield* freeze();
      if (frozen.length > 0 && (gone > maxGone * (size + gone) || (all && frozen.length > 1)))
        yield* merge(0);
      for (let from = firstToMerge(); from !== undefined; from = firstToMerge()) yield* merge(from);
    },
    /** Of a single segment: call `tidy` for all before. */
    sections(): Sections {
      const { terms = none, starts = new Uint32Array(1), postings = none } = frozen[0] ?? {};
      return { numbers: { segmentTerms: terms, segmentStarts: starts, postings }, values: {} };
    },
  };
}

const none = new Uint32Array(0);

/** The segments of a saved index. They are views of its file, and are not copied. */
export const restorePostings = ({ numbers }: Sections): readonly Segment[] => [
  {
    terms: numbers['segmentTerms'] as Uint32Array,
    starts: numbers['segmentStarts'] as Uint32Array,
    postings: numbers['postings'] as Uint32Array,
  },
];
