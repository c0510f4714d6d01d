import { z } from 'zod';

const date = z.iso.date();
/** Milliseconds since 1970. */
const instant = z.number().int();
const short = z.string().max(100);

const gapSchema = z
  .object({
    /** The first and the last announcement that RSS did not bring. */
    first: date,
    last: date,
    /** The largest id that was announced before the gap, if one is known. */
    after: short.exactOptional(),
    /** A list has brought a paper that had not been announced before. */
    found: z.literal(true).exactOptional(),
    /** The lists are not asked before this day in New York. */
    askFrom: date.exactOptional(),
  })
  .refine(({ first, last }) => first <= last);

/** How far the first gap has been read. */
const progressSchema = z.object({
  by: z.literal('oai'),
  /** Index of the category that is being read. */
  category: z.number().int().nonnegative(),
  /** For the next page of its list; absent before the first. */
  token: z.string().max(2_000).exactOptional(),
  tokenUntil: instant.exactOptional(),
});

const waitSchema = z.object({
  /** The announcement that RSS has not shown yet. */
  date,
  since: instant,
  retryAt: instant,
  /**
   * `late`: RSS showed an earlier one. `same`: it showed the items of the last one again. `empty`: it showed no items.
   * `refused`: the host refused.
   */
  why: z.enum(['late', 'same', 'empty', 'refused']),
});

const cursorSchema = z.object({
  version: z.literal(1),
  /** The last announcement that was read or is a gap. */
  done: date.exactOptional(),
  /** The largest id in the last announcement with ids. An RSS with the same largest id is stale. */
  largestId: short.exactOptional(),
  /** The largest id in any announcement. A larger id is of a new paper. */
  largestEver: short.exactOptional(),
  /** Of the last RSS whose items were read. */
  validators: z
    .object({ etag: z.string().max(1_000).exactOptional(), lastModified: short.exactOptional() })
    .exactOptional(),
  wait: waitSchema.exactOptional(),
  /** The oldest first. */
  gaps: z.array(gapSchema).max(100),
  /** Earlier versions kept progress of the search API here too. Such a gap is read from its beginning. */
  progress: progressSchema.optional().catch(undefined),
  /** Failures of OAI-PMH on a day in UTC. */
  oaiErrors: z
    .object({
      on: date,
      /** Answers that are errors. arXiv's CDN repeats such an answer until the day ends. */
      count: z.number().int().nonnegative(),
      /** Refusals and missing answers. A 503 says that the answer took too long; the same request can succeed later. */
      refused: z.number().int().nonnegative().exactOptional(),
    })
    .exactOptional(),
});

/** How far arXiv has been read. Plain data. Announcements are dates as in `announcements.ts`. */
export type ArxivCursor = z.infer<typeof cursorSchema>;
export type Gap = z.infer<typeof gapSchema>;
export type GapProgress = z.infer<typeof progressSchema>;
export type Wait = z.infer<typeof waitSchema>;

/** A cursor of another version, or a damaged one, counts as none: then only today's announcement is read. */
export const parseArxivCursor = (cursor: unknown): ArxivCursor =>
  cursorSchema.safeParse(cursor).data ?? { version: 1, gaps: [] };

/** The last announcement that was read or is a gap: `2026-08-21`. Undefined before the first, and for another cursor. */
export const arxivReadThrough = (cursor: unknown): string | undefined => parseArxivCursor(cursor).done;
