/** What the readers of files do with chunks of bytes: look at the beginning, take the whole, split lines, decode. */

import { TextDecoder } from 'node:util';
import { UserError } from '../../../src/errors.ts';

const mb = 1024 * 1024;

/** Records of papers with thousands of authors stay below a tenth of it. */
export const longestLine = mb;

/** The reason of a reject that is longer than a line may be. */
export const tooLong = `longer than ${longestLine / mb} MB`;

/** In bytes. The largest day of Hugging Face has 0.3 MB. */
const largestDocument = 64 * mb;

/** Bytes that are kept of a line that is too long, to show its beginning. */
const keptOfLonger = 1_000;

/**
 * Looks at the beginning of a stream. Never throws: an error comes where the stream is read.
 * @returns `head`: at least `length` bytes, unless there are fewer; `all`: the whole stream, the head included
 */
export async function peek(chunks: AsyncGenerator<Buffer>, length: number) {
  const first: Buffer[] = [];
  let size = 0;
  let failure: { readonly error: unknown } | undefined;
  try {
    while (size < length) {
      const next = await chunks.next();
      if (next.done) break;
      first.push(next.value);
      size += next.value.length;
    }
  } catch (error) {
    failure = { error };
  }
  return {
    head: Buffer.concat(first),
    async *all(): AsyncGenerator<Buffer> {
      yield* first.splice(0);
      if (failure !== undefined) throw failure.error;
      yield* chunks;
    },
  };
}

/**
 * Reads a document that is not a list of lines or records, and therefore has to be in memory.
 * @throws UserError for more than 64 MB
 */
export async function readWhole(chunks: AsyncIterable<Buffer>, source: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > largestDocument) {
      const most = `${largestDocument / mb} MB`;
      const hint = 'Write a record a line: JSON lines, BibTeX and OAI-PMH may be of any size.';
      throw new UserError('too-large', `${source} is one document of more than ${most}.`, hint);
    }
    pieces.push(chunk);
  }
  return Buffer.concat(pieces);
}

/** The same, as text. @throws UserError also for bytes that are not UTF-8 */
export async function readWholeText(chunks: AsyncIterable<Buffer>, source: string): Promise<string> {
  const text = decodeUtf8(await readWhole(chunks, source));
  if (text !== undefined) return text;
  throw new UserError('not-utf-8', `${source} is not UTF-8.`, 'Write it as UTF-8 first.');
}

/** A line of a file, and its number from 1. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its line break. */
  readonly bytes: Buffer;
  /** The line was longer than the longest; these are its first bytes. */
  readonly isCut: boolean;
}

/** Splits bytes into lines, in memory bounded by the longest line. The rest of a longer line is skipped. */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  longest: number = longestLine,
): AsyncGenerator<Line> {
  let number = 0;
  let pieces: Buffer[] = [];
  let length = 0;
  const add = (piece: Buffer) => {
    length += piece.length;
    if (length <= longest) pieces.push(piece);
    // Copied, so that the beginning of a long line does not keep all of it in memory.
    else if (pieces.length !== 1 || pieces[0]?.length !== keptOfLonger)
      pieces = [Buffer.from(Buffer.concat([...pieces, piece]).subarray(0, keptOfLonger))];
  };
  const take = (): Line => {
    const whole = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
    const isCut = length > longest;
    pieces = [];
    length = 0;
    number += 1;
    return { number, bytes: whole.at(-1) === 0x0d ? whole.subarray(0, -1) : whole, isCut };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      add(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    if (start < chunk.length) add(chunk.subarray(start));
  }
  if (length > 0) yield take();
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** What old `.bib` files are in; it has all of Latin-1. */
const western = new TextDecoder('windows-1252');

/** Decodes UTF-8 without its byte order mark; undefined for other bytes. */
export function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Decodes UTF-8, or else Windows-1252, in which every byte is a character. Never throws. As a stream, because Node 20 takes
 * Windows-1252 for Latin-1 in one go, which has no quotes and dashes (nodejs/node#56542).
 */
export const decodeAny = (bytes: Buffer): string =>
  decodeUtf8(bytes) ?? western.decode(bytes, { stream: true }) + western.decode();
