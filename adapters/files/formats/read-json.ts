import { makeRecord } from '../../../src/corpus/make-record.ts';
import { UserError } from '../../../src/errors.ts';
import { decodeUtf8 } from '../input/decode-bytes.ts';
import { readWhole } from '../input/read-whole.ts';
import { longestLine, splitLines } from '../input/split-lines.ts';
import { type FileItem, itemsOf, type ReadDocument, reject } from './file-item.ts';
import { parseJsonRecord } from './parse-json-record.ts';

/** Reads a value of JSON that is a day of papers as Hugging Face gives it. Total for arrays. */
export type ReadDay = (value: unknown) => ReadDocument;

/** One record a line; an empty line is none. */
export async function* readJsonLines(
  chunks: AsyncIterable<Buffer>,
  source: string,
  readDay: ReadDay,
): AsyncGenerator<FileItem> {
  for await (const { number, bytes, isCut } of splitLines(chunks)) {
    const item = `line ${number}`;
    if (isCut)
      yield () => reject(item, `longer than ${longestLine / 1024 / 1024} MB`, bytes.toString('latin1'));
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
 * Items of Hugging Face may stand anywhere; a string is what a program of theirs once wrote in place of them.
 * @param said the value as text, for the excerpt of a reject
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
  return 'reason' in record ? reject(item, record.reason, said()) : record;
}

/**
 * A whole document: a day of Hugging Face's daily papers, an array of records, an object around one, or one record.
 * @throws UserError where it is too large or no JSON
 */
export async function* readJsonDocument(
  chunks: AsyncIterable<Buffer>,
  source: string,
  readDay: ReadDay,
): AsyncGenerator<FileItem> {
  const text = decodeUtf8(await readWhole(chunks, source));
  if (text === undefined)
    throw new UserError('not-utf-8', `${source} is not UTF-8.`, 'Write it as UTF-8 first.');
  const value = parse(text);
  if (value === undefined) {
    throw new UserError(
      'bad-json',
      `${source} is no whole JSON document.`,
      'Get it again, or write a record a line.',
    );
  }
  const list = arrayIn(value);
  if (list === undefined) {
    yield* itemsOf(readDay(value));
    return;
  }
  for (const [index, one] of list.entries()) {
    yield () => readValue(`item ${index + 1}`, one, () => written(one), { source, readDay });
  }
}

/** `undefined` is no value of JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Empty for what is nested too deeply to be written. */
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
  const inside = ['papers', 'data', 'results', 'items'].map(
    (name) => (value as Record<string, unknown>)[name],
  );
  return inside.find((one) => Array.isArray(one));
}
