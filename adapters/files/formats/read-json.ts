import { makeRecord } from '../../../src/corpus/make-record.ts';
import { UserError } from '../../../src/errors.ts';
import { decodeUtf8, readWholeText, splitLines, tooLong } from '../input/bytes.ts';
import { type FileItem, itemsOf, type ReadDocument, reject } from './file-item.ts';
import { jsonGiven, parseJsonRecord } from './parse-json-record.ts';
import { withRemarks } from './remarks.ts';

/** Reads a JSON value that is a day of papers as Hugging Face gives it. Never throws for an array. */
export type ReadDay = (value: unknown) => ReadDocument;

/** Reads a record from each line. Skips empty lines. */
export async function* readJsonLines(
  chunks: AsyncIterable<Buffer>,
  source: string,
  readDay: ReadDay,
): AsyncGenerator<FileItem> {
  for await (const { number, bytes, isCut } of splitLines(chunks)) {
    const item = `line ${number}`;
    if (isCut) yield () => reject(item, tooLong, bytes.toString('latin1'));
    else if (bytes.some((byte) => byte > 0x20)) yield () => readLine(item, bytes, source, readDay);
  }
}

function readLine(item: string, bytes: Buffer, source: string, readDay: ReadDay): ReturnType<FileItem> {
  const text = decodeUtf8(bytes);
  if (text === undefined) return reject(item, 'not UTF-8', bytes.toString('latin1'));
  const value = parse(text);
  if (value === undefined) return reject(item, 'not JSON', text);
  return readValue(item, value, () => text, { source, readDay });
}

/**
 * Reads a record, or an item of Hugging Face, which can be among records. Instead of items, a program of Hugging Face once
 * wrote strings.
 * @param said gives the value as text, for the excerpt of a reject
 */
function readValue(
  item: string,
  value: unknown,
  said: () => string,
  { source, readDay }: { readonly source: string; readonly readDay: ReadDay },
): ReturnType<FileItem> {
  if (isDayItem(value)) {
    const { records, rejects } = readDay([value]);
    const [rejected] = rejects;
    return records[0] ?? (rejected === undefined ? 'skipped' : { ...rejected, item });
  }
  const fields = parseJsonRecord(value, source);
  const record = 'reason' in fields ? fields : makeRecord(fields);
  return 'reason' in record
    ? reject(item, record.reason, said())
    : withRemarks(record, item, jsonGiven(value));
}

/**
 * Reads a whole document: a day of Hugging Face's daily papers, an array of records, an object around one, or one record.
 * @throws UserError for a document that is too large or not JSON
 */
export async function* readJsonDocument(
  chunks: AsyncIterable<Buffer>,
  source: string,
  readDay: ReadDay,
): AsyncGenerator<FileItem> {
  const text = await readWholeText(chunks, source);
  if (isTooDeep(text))
    throw new UserError(
      'bad-json',
      `${source} is nested too deeply to hold papers.`,
      'Check how it was made.',
    );
  const value = parse(text);
  if (value === undefined) {
    const hint = 'Get it again, or write a record a line.';
    throw new UserError('bad-json', `${source} is no whole JSON document.`, hint);
  }
  const list = arrayIn(value);
  if (list === undefined) return yield* itemsOf(readDay(value));
  for (const [index, one] of list.entries()) {
    yield () => readValue(`item ${index + 1}`, one, () => written(one), { source, readDay });
  }
}

/** Nothing about papers is nested so deeply. Parsing takes some 50 bytes of memory for each level, even of text that is no JSON. */
const maxDepth = 100_000;

/** Brackets inside strings count, too: no text of a document has so many that are not closed. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length && depth <= maxDepth; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 0x5b || code === 0x7b) depth += 1;
    else if ((code === 0x5d || code === 0x7d) && depth > 0) depth -= 1;
  }
  return depth > maxDepth;
}

/** Undefined for text that is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Empty for a value that is nested too deeply to be written. */
function written(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}

const isDayItem = (value: unknown): boolean =>
  typeof value === 'string' ||
  (typeof value === 'object' && value !== null && 'paper' in value && typeof value.paper === 'object');

function arrayIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if ('title' in value) return [value];
  const fields: Readonly<Record<string, unknown>> = { ...value };
  return ['papers', 'data', 'results', 'items'].map((name) => fields[name]).find(Array.isArray);
}
