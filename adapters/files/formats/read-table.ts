import { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { type CsvError, parse } from 'csv-parse';
import { makeRecord } from '../../../src/corpus/make-record.ts';
import { UserError } from '../../../src/errors.ts';
import { decodeAny, longestLine, peek } from '../input/bytes.ts';
import { type FileItem, reject } from './file-item.ts';
import { jsonGiven, parseJsonRecord } from './parse-json-record.ts';
import { withRemarks } from './remarks.ts';

/** Bytes that show the names of the columns and the encoding. */
const headBytes = 64 * 1024;

/** What other tools call Paperboy's fields, once every sign between words is `_`. */
const columns: Readonly<Record<string, string>> = {
  article_title: 'title',
  document_title: 'title',
  paper_title: 'title',
  author_names: 'authors',
  author_full_names: 'authors',
  author_s: 'authors',
  abstract_note: 'abstract',
  digital_object_identifier: 'doi',
  pdf_link: 'url',
  py: 'year',
  create_date: 'created',
  journal_book: 'journal',
  start_page: 'page',
};

/**
 * Whether a text begins with the names of columns, a title among them.
 * @param text the beginning of a file
 */
export function isTable(text: string): boolean {
  const [first = ''] = text.replace(/^\ufeff/, '').split(/\r?\n/, 1);
  const cells = first.split(delimiterIn(first));
  return cells.length > 1 && cells.map(columnName).includes('title');
}

const delimiterIn = (line: string): string =>
  ['\t', ';', ',']
    .map((sign) => [sign, line.split(sign).length] as const)
    .sort((a, b) => b[1] - a[1])[0]?.[0] ?? ',';

function columnName(cell: string): string {
  const name = cell
    .trim()
    .replace(/^["\s]+|["\s]+$/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');
  return columns[name] ?? name;
}

/**
 * Reads a table with the names of its columns in the first row: CSV or TSV, as Zotero, Scopus, PubMed and spreadsheets write
 * it, with commas, semicolons or tabs. A row that cannot be read is a reject.
 * @throws UserError where the table itself cannot be read further
 */
export async function* readTable(chunks: AsyncGenerator<Buffer>, source: string): AsyncGenerator<FileItem> {
  const { head, all } = await peek(chunks, headBytes);
  const [first = ''] = decodeAny(head).split('\n', 1);
  const parser = Readable.from(decoded(all(), encodingOf(head))).pipe(
    parse({
      bom: true,
      columns: (header: string[]) => header.map(columnName),
      delimiter: delimiterIn(first),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: longestLine,
      info: true,
    }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<Row>) {
      yield () => readRow(record, `line ${info.lines}`, source);
    }
  } catch (error) {
    const { message, lines } = error as CsvError & { readonly lines?: number };
    const where = lines === undefined ? '' : ` from line ${lines} on`;
    throw new UserError(
      'bad-table',
      `${source} cannot be read${where}: ${message}.`,
      'What was read before is kept.',
    );
  }
}

/** Spreadsheets of Windows write its own encoding. */
function encodingOf(head: Buffer): string {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

interface Row {
  readonly record: Readonly<Record<string, string>>;
  /** `lines`: the number of the row's last line. */
  readonly info: { readonly lines: number };
}

async function* decoded(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function readRow(row: Row['record'], item: string, source: string): ReturnType<FileItem> {
  const fields = parseJsonRecord(row, source);
  const record = 'reason' in fields ? fields : makeRecord(fields);
  return 'reason' in record
    ? reject(item, record.reason, Object.values(row).join(' '))
    : withRemarks(record, item, jsonGiven(row));
}
