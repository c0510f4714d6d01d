import { z } from 'zod';

const date = z.iso.date();
const instant = z.number().int();
const short = z.string().max(100);

const gapSchema = z
  .object({
    /** Announcements that RSS did not bring, from the first to the last. */
    first: date,
    last: date,
    /** The largest id that was announced before; absent where none is known. */
    after: short.exactOptional(),
    /** A list has brought a paper that was not announced before. */
    found: z.literal(true).exactOptional(),
    /** It is not read before this day: it was read in vain, or RSS showed nothing. */
    askFrom: date.exactOptional(),
  })
  .refine(({ first, last }) => first <= last);

/** How far the first gap has been read. */
const progressSchema = z.object({
  by: z.literal('oai'),
  /** Which of the categories is being read. */
  category: z.number().int().nonnegative(),
  /** For its next page; absent before its first. */
  token: z.string().max(2_000).exactOptional(),
  /** Milliseconds since 1970. */
  tokenUntil: instant.exactOptional(),
});

const waitSchema = z.object({
  /** The announcement that is waited for. */
  date,
  since: instant,
  retryAt: instant,
  /**
   * `late`: RSS showed an earlier one. `same`: it showed the items of the last one again. `empty`: it showed none.
   * `refused`: the host did not want to answer.
   */
  why: z.enum(['late', 'same', 'empty', 'refused']),
});

const cursorSchema = z.object({
  version: z.literal(1),
  /** The last announcement that was taken in, or stands among the gaps. */
  done: date.exactOptional(),
  /** Of all ids in the last batch that had any: an RSS that shows it again is not of the day. */
  largestId: short.exactOptional(),
  /** Of all ids of any batch: a larger one is of a paper that was not announced before. */
  largestEver: short.exactOptional(),
  /** Of the last RSS whose items were looked at. */
  validators: z
    .object({ etag: z.string().max(1_000).exactOptional(), lastModified: short.exactOptional() })
    .exactOptional(),
  wait: waitSchema.exactOptional(),
  /** The oldest first. */
  gaps: z.array(gapSchema).max(100),
  /** Earlier versions kept progress of the search API here too: then the gap is read from its beginning. */
  progress: progressSchema.optional().catch(undefined),
  /** What OAI-PMH failed at on a day in UTC. */
  oaiErrors: z
    .object({
      on: date,
      /** Answers that are errors: its CDN repeats each until the day ends. */
      count: z.number().int().nonnegative(),
      /** Refusals. A 503 says that an answer took too long, and the same question is answered later. */
      refused: z.number().int().nonnegative().exactOptional(),
    })
    .exactOptional(),
});

/** How far arXiv has been read. Plain data; announcements are dates as in `announcements.ts`. */
export type ArxivCursor = z.infer<typeof cursorSchema>;
export type Gap = z.infer<typeof gapSchema>;
export type GapProgress = z.infer<typeof progressSchema>;
export type Wait = z.infer<typeof waitSchema>;

/** One of another version, or a broken one, is as none: then only the announcement of the day is read. */
export const parseArxivCursor = (cursor: unknown): ArxivCursor =>
  cursorSchema.safeParse(cursor).data ?? { version: 1, gaps: [] };

/** The last announcement that was read or is a gap: `2026-08-21`. Undefined before the first, and for another cursor. */
export const arxivReadThrough = (cursor: unknown): string | undefined => parseArxivCursor(cursor).done;
