import { z } from 'zod';
import { isWholeDate } from '../../../src/corpus/published-date.ts';
import type { PaperRecord, RecordReject } from '../../../src/corpus/record.ts';
import { defined } from '../../../src/defined.ts';
import { UserError } from '../../../src/errors.ts';
import { addCounts, noCounts } from '../../../src/intake/rounds/counts.ts';
import type { Clock } from '../../../src/ports/clock-and-logger.ts';
import type { Counts } from '../../../src/ports/feed.ts';
import type { IntakeStore } from '../../../src/ports/store/intake.ts';
import type { PaperStore } from '../../../src/ports/store/papers.ts';
import { addDays, utcDate } from '../../../src/topics/calendar/local-date.ts';
import { type FileItem, isReject, readItem } from '../formats/file-item.ts';
import type { Remark } from '../formats/remarks.ts';
import type { PaperFile } from '../open-papers.ts';

/** Items in one transaction, which is what a kill costs at most. */
const defaultChunkSize = 1_000;

/** Characters after which a transaction ends sooner: four times what a thousand papers have. Papers of 5,000 authors have a million each. */
const charactersAtOnce = 8_000_000;

/** Older papers are for look-ups only, because a digest of all of them would be a flood. */
const newsDays = 14;

const rejectsShown = 5;

/** How far a file has been read. Stored with the papers. */
const cursorSchema = z.object({
  /** Of this form, and of the way in which items are counted. */
  version: z.literal(1),
  /** Papers, rejects and skipped items, since the file's beginning. */
  items: z.int().nonnegative(),
  done: z.boolean(),
});

/** Where papers go. */
export interface ImportDeps {
  readonly store: IntakeStore & Pick<PaperStore, 'latestArrival' | 'countArrivals'>;
  readonly clock: Clock;
  /** Asked between transactions. */
  readonly isStopped: () => boolean;
  /**
   * @param items read in this import
   * @param upTo items since the file's beginning
   */
  readonly onProgress: (items: number, upTo: number) => void;
}

/** A field that was there and could not be read in some papers of a file. */
interface UnreadField {
  readonly count: number;
  /** The first three of this import, all of one field. */
  readonly first: readonly [Remark, ...Remark[]];
}

const remarksShown = 3;

/** What became of one file. */
export interface Imported {
  /** `before`: an earlier import has read the file to its end. `stopped`, `broken`: the next import goes on there. */
  readonly end: 'done' | 'before' | 'stopped' | 'broken';
  /** Why the rest of the file cannot be read. */
  readonly problem?: UserError;
  /** Items that earlier imports have taken in. */
  readonly before: number;
  /** Of this import. */
  readonly counts: Counts;
  /** New papers that digests may announce: published since `newsSince`. */
  readonly news: number;
  /** ISO date. */
  readonly newsSince: string;
  /** Papers without a date, in this import. */
  readonly undated: number;
  /** Of papers that were taken in: what of each field could not be read, by fields. */
  readonly unread: readonly UnreadField[];
  /** The first five of this import. */
  readonly rejects: readonly RecordReject[];
  /** Duration in milliseconds. */
  readonly ms: number;
}

/** The name under which the store remembers a file. All pipes are one source, which is read from its beginning each time. */
export const sourceOf = ({ fingerprint }: Pick<PaperFile, 'fingerprint'>): string =>
  `import:${fingerprint ?? 'pipe'}`;

/**
 * Takes in a file, a thousand items or eight million characters a transaction, together with how far it has been read, so that a killed import loses and
 * doubles nothing. A file that has changed is another file, whose papers may be known.
 * @param options `again`: from the file's beginning, whatever was read before
 * @throws Error when the store fails
 */
export async function importPapers(
  file: PaperFile,
  { store, clock, isStopped, onProgress }: ImportDeps,
  options: { readonly again?: boolean; readonly chunkSize?: number } = {},
): Promise<Imported> {
  const startedAt = clock.now();
  const source = sourceOf(file);
  const quietBefore = addDays(utcDate(startedAt), -newsDays);
  const arrival = await store.latestArrival();
  const isNew = options.again === true || file.fingerprint === undefined;
  const last = isNew ? undefined : cursorSchema.safeParse((await store.source(source))?.cursor).data;
  const before = last?.items ?? 0;
  const rejects: RecordReject[] = [];
  let counts = noCounts;
  let undated = 0;
  const unread = new Map<Remark['field'], UnreadField>();
  const take = async ({ remarks, ...chunk }: Chunk, done: boolean) => {
    const cursor: z.infer<typeof cursorSchema> = { version: 1, items: chunk.upTo, done };
    counts = addCounts(counts, await store.takeIn({ source, ...chunk, cursor, quietBefore }, clock.now()));
    rejects.push(...chunk.rejects.slice(0, rejectsShown - rejects.length));
    undated += chunk.records.filter(
      ({ paper, announced }) => !isWholeDate(paper.published ?? announced ?? ''),
    ).length;
    for (const remark of remarks) {
      const { count = 0, first = [remark] } = unread.get(remark.field) ?? {};
      const isShown = count > 0 && count < remarksShown;
      unread.set(remark.field, { count: count + 1, first: isShown ? [...first, remark] : first });
    }
    onProgress(counts.seen, chunk.upTo);
  };
  const ended = async (end: Imported['end'], problem?: UserError): Promise<Imported> => {
    const news = Math.min(counts.added, await store.countArrivals(arrival));
    const ms = clock.now() - startedAt;
    return {
      end,
      before,
      counts,
      news,
      newsSince: quietBefore,
      undated,
      unread: [...unread.values()],
      rejects,
      ms,
      ...defined({ problem }),
    };
  };
  if (last?.done) return ended('before');
  // The database takes one chunk in while the next one is read.
  let taken: Promise<void> = Promise.resolve();
  try {
    for await (const chunk of chunksOf(file.items(), before, options.chunkSize ?? defaultChunkSize)) {
      await taken;
      if (isStopped() && counts.seen > 0) return ended('stopped');
      taken = take(chunk, chunk.isLast);
      // Awaited below; until then a failure has nobody who hears of it, and would end the process.
      taken.catch(() => {});
    }
    await taken;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await taken;
    await store.endRound(source, { at: clock.now(), failure: error.message });
    return ended('broken', error);
  }
  await store.endRound(source, { at: clock.now(), counts, note: file.name });
  return ended('done');
}

type Chunk = ReturnType<typeof chunkOf>;

/** The items in chunks. Before an error comes a chunk of what was read until then. The last chunk may be empty. */
async function* chunksOf(
  items: AsyncGenerator<FileItem>,
  after: number,
  size: number,
): AsyncGenerator<Chunk> {
  let number = 0;
  let read: ReturnType<FileItem>[] = [];
  let characters = 0;
  const take = (isLast: boolean) => {
    const chunk = chunkOf(read, Math.max(number, after), isLast);
    read = [];
    characters = 0;
    return chunk;
  };
  try {
    for await (const item of items) {
      number += 1;
      if (number <= after) continue;
      const one = readItem(item, number);
      read.push(one);
      characters += lengthOf(one);
      if (read.length === size || characters >= charactersAtOnce) yield take(false);
    }
  } catch (error) {
    if (error instanceof UserError && number > after) yield take(false);
    throw error;
  }
  yield take(true);
}

/** In characters, of what may be long. */
function lengthOf(read: ReturnType<FileItem>): number {
  if (read === 'skipped' || isReject(read)) return 0;
  const { abstract, authors = [] } = read.paper;
  return authors.reduce((sum, name) => sum + name.length, abstract.length);
}

/** @param upTo the number of items until the end of the chunk, since the file's beginning */
const chunkOf = (read: readonly ReturnType<FileItem>[], upTo: number, isLast: boolean) => ({
  records: read.flatMap((item): PaperRecord[] => {
    if (item === 'skipped' || isReject(item)) return [];
    const { remarks: _, ...record } = item;
    return [record];
  }),
  remarks: read.flatMap((item) => (item === 'skipped' || isReject(item) ? [] : (item.remarks ?? []))),
  rejects: read.filter((item) => item !== 'skipped' && isReject(item)),
  skipped: read.filter((item) => item === 'skipped').length,
  upTo,
  isLast,
});
