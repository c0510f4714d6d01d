import { z } from 'zod';
import type { Paper } from '../../../src/corpus/paper.ts';
import { defined } from '../../../src/defined.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { dateAt } from '../../../src/topics/calendar/local-date.ts';
import type { Schedule } from '../../../src/topics/calendar/schedule.ts';
import { type Place, parsePlace, placeKey } from '../../../src/topics/place.ts';
import type { Topic } from '../../../src/topics/topic.ts';
import type { Database } from '../database/database.ts';
import { inBatches } from '../database/in-batches.ts';

/** A row whose columns are the fields of a noun: fields that are absent are NULL. */
export type RowOf<Noun> = { readonly [Field in keyof Noun]-?: Noun[Field] | null };

/** A row without its nulls. */
export const toNoun = <Noun extends object>(row: RowOf<Noun>): Noun => defined(row) as Noun;

/** A row of the table `paper`. */
export interface PaperRow {
  readonly id: string;
  readonly arrival: number;
  readonly first_seen_at: number;
  readonly revision: number;
  readonly quiet: boolean;
  readonly became: string | null;
  /** A paper; null for a paper that is stored under another id, and anything if somebody else wrote the row. */
  readonly data: unknown;
}

/** Undefined, and logged, for a row that cannot be read: the other rows are still given. */
export function readRow({ id, arrival, data }: PaperRow, logger: Logger): Paper | undefined {
  const paper = readPaper(data);
  if (paper === undefined)
    logger.error({ paper: id, arrival }, 'a stored paper cannot be read and is left out');
  return paper;
}

/** Undefined, and logged, for a key that cannot be read: the other places still get their digests. */
export function readPlace(key: string, logger: Logger): Place | undefined {
  try {
    return parsePlace(key);
  } catch {
    logger.error({ place: key }, 'the key of a stored place cannot be read: the place is left out');
    return undefined;
  }
}

/**
 * Reads what belongs to a place, for the places that are asked for at the same time in one statement.
 * @param text takes the keys of places as its only value; its rows name theirs
 */
export function readByPlace<Row extends { readonly place: string }, Result>(
  database: Pick<Database, 'query'>,
  text: string,
  toResult: (rows: readonly Row[], place: Place) => Result,
): (place: Place) => Promise<Result> {
  return inBatches(async (places) => {
    const keys = places.map(placeKey);
    const { rows } = await database.query<Row>(text, [[...new Set(keys)]]);
    const rowsOf = new Map<string, Row[]>(keys.map((key) => [key, []]));
    for (const row of rows) rowsOf.get(row.place)?.push(row);
    return places.map((place) => toResult(rowsOf.get(placeKey(place)) ?? [], place));
  });
}

/** Characters that JSON allows and `jsonb` refuses: U+0000, and halves of surrogate pairs. */
const unstorable = /\\u(?:0000|d[89a-f])/i;

/** JSON for a `jsonb` column, without characters that it refuses: these must not make a whole transaction fail. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value) ?? 'null';
  if (!unstorable.test(json)) return json;
  return JSON.stringify(value, (_, each) => (typeof each === 'string' ? storableText(each) : each));
}

/** The same for a `text` column. */
export const storableText = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** Reads a JSON column: a row that was written by hand or by another version may hold anything. */
const reader =
  <Value>(shape: z.ZodType) =>
  (value: unknown): Value | undefined =>
    shape.safeParse(value).success ? (value as Value) : undefined;

const text = z.string();
const date = z.iso.date();

/** The schedule of a row; undefined where it cannot be read. */
export const readSchedule = reader<Schedule>(
  z.object({
    time: text.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
    zone: text.refine(isZone),
    days: z.array(z.literal([1, 2, 3, 4, 5, 6, 7])),
    paused: z.object({ until: date.optional() }).optional(),
    skips: z.array(z.object({ first: date, last: date })),
  }),
);

/** The topic of a row; undefined where it cannot be read. */
export const readTopic = reader<Topic>(
  z.union([
    z.object({ kind: z.literal('query'), query: text, syntax: z.literal(2).optional() }),
    z.object({ kind: z.literal('subtopic'), subtopic: text, name: text }),
  ]),
);

const readPaper = reader<Paper>(
  z.object({
    id: text.min(1),
    title: text.min(1),
    abstract: text,
    published: text.optional(),
    authorCount: z.number().optional(),
    authors: z.array(text).optional(),
    familyNames: z.record(text, text).optional(),
    organization: z.object({ handle: text, name: text }).optional(),
    comments: z.number().optional(),
    upvotes: z.number().optional(),
    citations: z.number().optional(),
    categories: z.array(text).optional(),
    arxivId: text.optional(),
    doi: text.optional(),
    url: text.optional(),
    publication: z
      .object({
        type: text,
        venue: text.optional(),
        volume: text.optional(),
        number: text.optional(),
        pages: text.optional(),
        publisher: text.optional(),
        editors: z.array(text).optional(),
        series: text.optional(),
        edition: text.optional(),
        address: text.optional(),
        isbn: text.optional(),
        issn: text.optional(),
      })
      .optional(),
    links: z.array(z.object({ kind: z.enum(['code', 'project']), url: text })),
    sources: z.array(z.object({ file: text, line: z.number() })),
    edition: z
      .object({ by: z.enum(['import', 'journal', 'huggingface', 'arxiv']), version: z.number().optional() })
      .optional(),
    generated: z.object({ summary: text, model: text.optional() }).optional(),
    withdrawn: z.literal(true).optional(),
  }),
);

function isZone(name: string): boolean {
  try {
    dateAt(name, 0);
    return true;
  } catch {
    return false;
  }
}
