import { z } from 'zod';
import type { PaperRecord, RecordReject } from '../../../src/corpus/record.ts';
import { UserError } from '../../../src/errors.ts';
import { addCounts, noCounts } from '../../../src/intake/rounds/counts.ts';
import type { Clock } from '../../../src/ports/clock-and-logger.ts';
import type { Counts } from '../../../src/ports/feed.ts';
import type { IntakeStore } from '../../../src/ports/store/intake.ts';
import type { PaperStore } from '../../../src/ports/store/papers.ts';
import { addDays, utcDate } from '../../../src/topics/calendar/local-date.ts';
import { type FileItem, isReject, readItem } from '../formats/file-item.ts';
import type { PaperFile } from '../open-papers.ts';

/** Items in one transaction: what a kill costs at most. */
const CHUNK = 1_000;

/** Papers that are older are for look-ups: a digest that announced them would be a flood. */
const newsDays = 14;

const rejectsShown = 5;

/** How far a file has been read, kept with the papers. */
const cursorShape = z.object({
  /** Of this form and of the way items are counted. */
  version: z.literal(1),
  /** Papers, rejects and what was left out, since the file's beginning. */
  items: z.int().nonnegative(),
  done: z.boolean(),
});

type Cursor = z.infer<typeof cursorShape>;

export interface ImportDeps {
  readonly store: IntakeStore & Pick<PaperStore, 'latestArrival' | 'countArrivals'>;
  readonly clock: Clock;
  /** Asked between transactions. */
  readonly isStopped: () => boolean;
  /** So many items in this import, so many since the file's beginning. */
  readonly onProgress: (items: number, upTo: number) => void;
}

export interface ImportOptions {
  /** From the file's beginning, whatever was read before. */
  readonly again?: boolean;
  readonly chunkSize?: number;
}

/** What became of one file. */
export interface Imported {
  /** Under which the store remembers it. */
  readonly source: string;
  /** `before`: an earlier import has read it to its end. `stopped`, `broken`: the next one goes on there. */
  readonly end: 'done' | 'before' | 'stopped' | 'broken';
  /** What keeps it from being read on. */
  readonly problem?: UserError;
  /** Items that earlier imports have taken in. */
  readonly before: number;
  /** Of this import. */
  readonly counts: Counts;
  /** New papers that digests may announce: published since `newsSince`. */
  readonly news: number;
  /** ISO date. */
  readonly newsSince: string;
  /** Of the papers read, those without a date. */
  readonly undated: number;
  /** The first of this import. */
  readonly rejects: readonly RecordReject[];
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

/** `import:` and the fingerprint; everything that comes by pipes is one source, which is never read on. */
export const sourceOf = ({ fingerprint }: Pick<PaperFile, 'fingerprint'>): string =>
  `import:${fingerprint ?? 'pipe'}`;

/**
 * Takes in a file, a thousand items a transaction, each together with how far it has come: an import that is killed
 * loses and doubles nothing. A file that has grown or changed is another one, whose known papers are known.
 * @param again from its beginning, whatever was read before
 * @throws Error when the store fails
 */
export async function importPapers(
  file: PaperFile,
  { store, clock, isStopped, onProgress }: ImportDeps,
  { again = false, chunkSize = CHUNK }: ImportOptions = {},
): Promise<Imported> {
  const startedAt = clock.now();
  const source = sourceOf(file);
  const quietBefore = addDays(utcDate(startedAt), -newsDays);
  const arrival = await store.latestArrival();
  const last =
    again || file.fingerprint === undefined ? undefined : readCursor((await store.source(source))?.cursor);
  const before = last?.items ?? 0;
  const rejects: RecordReject[] = [];
  let counts = noCounts;
  let undated = 0;
  const take = async (chunk: Chunk, done: boolean) => {
    const cursor: Cursor = { version: 1, items: chunk.upTo, done };
    counts = addCounts(counts, await store.takeIn({ source, ...chunk, cursor, quietBefore }, clock.now()));
    rejects.push(...chunk.rejects.slice(0, rejectsShown - rejects.length));
    undated += chunk.records.filter(
      ({ paper, announced }) => (paper.published ?? announced) === undefined,
    ).length;
    onProgress(counts.seen, chunk.upTo);
  };
  const ended = async (end: Imported['end'], problem?: UserError): Promise<Imported> => {
    const news = Math.min(counts.added, await store.countArrivals(arrival));
    const ms = clock.now() - startedAt;
    const result = { source, end, before, counts, news, newsSince: quietBefore, undated, rejects, ms };
    return problem === undefined ? result : { ...result, problem };
  };
  if (last?.done) return ended('before');
  try {
    for await (const chunk of chunksOf(file.items(), before, chunkSize)) {
      await take(chunk, chunk.isLast);
      if (isStopped() && !chunk.isLast) return ended('stopped');
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await store.endRound(source, { at: clock.now(), failure: error.message });
    return ended('broken', error);
  }
  await store.endRound(source, { at: clock.now(), counts, note: file.name });
  return ended('done');
}

function readCursor(cursor: unknown): Cursor | undefined {
  const read = cursorShape.safeParse(cursor);
  return read.success ? read.data : undefined;
}

interface Chunk {
  readonly records: PaperRecord[];
  readonly rejects: RecordReject[];
  readonly skipped: number;
  /** Items up to its end, since the file's beginning. */
  readonly upTo: number;
  readonly isLast: boolean;
}

/** What was read before a file breaks comes as a chunk too, before the error. The last one may be empty. */
async function* chunksOf(
  items: AsyncGenerator<FileItem>,
  after: number,
  size: number,
): AsyncGenerator<Chunk> {
  let number = 0;
  let chunk = emptyChunk();
  const take = (isLast: boolean): Chunk => {
    const taken = { ...chunk, upTo: Math.max(number, after), isLast };
    chunk = emptyChunk();
    return taken;
  };
  try {
    for await (const item of items) {
      number += 1;
      if (number <= after) continue;
      put(readItem(item, number), chunk);
      if ((number - after) % size === 0) yield take(false);
    }
  } catch (error) {
    if (error instanceof UserError && number > after) yield take(false);
    throw error;
  }
  yield take(true);
}

const emptyChunk = () => ({ records: [] as PaperRecord[], rejects: [] as RecordReject[], skipped: 0 });

function put(read: ReturnType<FileItem>, chunk: ReturnType<typeof emptyChunk>): void {
  if (read === 'skipped') chunk.skipped += 1;
  else if (isReject(read)) chunk.rejects.push(read);
  else chunk.records.push(read);
}
