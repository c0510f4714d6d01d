import { z } from 'zod';
import { utcDate } from '../../../src/topics/calendar/local-date.ts';

/** Journals list up to a hundred items, for weeks; older items come back when they are edited. */
const mostRemembered = 2_000;

const cursorSchema = z.object({
  version: z.literal(1),
  /** When the feed was last read, in milliseconds since 1970. */
  readAt: z.number(),
  /** When the feed last showed an item that it had not shown before, in milliseconds since 1970. */
  newAt: z.number(),
  etag: z.string().max(1_000).exactOptional(),
  lastModified: z.string().max(1_000).exactOptional(),
  /** Items that were shown, each with what it said, the latest last. */
  seen: z.array(z.tuple([z.string().max(100), z.string().max(100)])).max(2 * mostRemembered),
});

/** What was read of a journal's feed. Plain data. */
export type JournalCursor = z.infer<typeof cursorSchema>;

/** Undefined for a cursor that is damaged or of another version: then the feed is read as for the first time. */
export const parseCursor = (cursor: unknown): JournalCursor | undefined =>
  cursorSchema.safeParse(cursor).data;

/** The items of a reading are remembered after the others, and the oldest are forgotten beyond 2,000. */
export function remember(
  seen: JournalCursor['seen'],
  items: readonly { readonly key: string; readonly content: string }[],
): JournalCursor['seen'] {
  const shown = new Map(items.map(({ key, content }) => [key, content]));
  const others = seen.filter(([key]) => !shown.has(key));
  const room = Math.max(0, mostRemembered - shown.size);
  return [...(room === 0 ? [] : others.slice(-room)), ...shown].slice(-mostRemembered);
}

/** The UTC day of the last reading: `2026-08-21`. Undefined for another cursor. */
export function journalReadThrough(cursor: unknown): string | undefined {
  const read = parseCursor(cursor)?.readAt;
  return read === undefined ? undefined : utcDate(read);
}
