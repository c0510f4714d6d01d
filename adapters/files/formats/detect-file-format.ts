import { recognizePage } from '../../../src/corpus/pages/parse-page.ts';
import { beginsAsWebPage } from '../../../src/corpus/text/clean-text.ts';
import { UserError } from '../../../src/errors.ts';
import { decodeAny } from '../input/bytes.ts';
import { isTable } from './read-table.ts';

/** What a file holds. */
export type FileFormat =
  | 'JSON lines'
  | 'JSON'
  | 'BibTeX'
  | 'RIS'
  | 'NBIB'
  | 'ENW'
  | 'table'
  | 'XML'
  | 'saved page';

/** Says which files can be read. */
export const formatsHint =
  'Paperboy reads BibTeX, RIS, PubMed’s NBIB, EndNote’s ENW, CSV and TSV, CSL-JSON, JSON lines, Hugging Face’s daily papers (JSON, or the page saved as text), and arXiv’s RSS, Atom, API and OAI-PMH (XML), each also gzipped.';

/** The first bytes of files that people mistake for files of papers. */
const others: readonly (readonly [string, string])[] = [
  ['%PDF', 'a PDF'],
  ['PK\x03\x04', 'a zip archive: unpack it first'],
  ['7z\xbc\xaf', 'a 7-Zip archive: unpack it first'],
  ['BZh', 'compressed by bzip2: unpack it first'],
  ['\xfd7zXZ', 'compressed by xz: unpack it first'],
  ['\x28\xb5\x2f\xfd', 'compressed by zstd: unpack it first'],
  ['\x1f\x8b', 'compressed twice: unpack it first'],
  ['PAR1', 'a Parquet table: write it as JSON lines first'],
  ['SQLite format 3', 'an SQLite database: write it as JSON lines first'],
  ['\xff\xfe', 'UTF-16: write it as UTF-8 first'],
  ['\xfe\xff', 'UTF-16: write it as UTF-8 first'],
  ['{\0', 'UTF-16: write it as UTF-8 first'],
  ['[\0', 'UTF-16: write it as UTF-8 first'],
];

const names: readonly (readonly [RegExp, FileFormat])[] = [
  [/\.(?:jsonl|ndjson)(?:\.gz)?$/i, 'JSON lines'],
  [/\.bib(?:tex)?(?:\.gz)?$/i, 'BibTeX'],
];

/**
 * The format of a file, by its first bytes, and by its name only if they leave it open.
 * @throws UserError that says what a file without papers is
 */
export function detectFileFormat(head: Buffer, name: string): FileFormat {
  const start = head.toString('latin1', 0, 20);
  const other = others.find(([bytes]) => start.startsWith(bytes))?.[1];
  if (other !== undefined) throw unknownFormat(name, `is ${other}`);
  const text = decodeAny(head).trimStart();
  if (text === '') throw unknownFormat(name, 'holds nothing but white space');
  if (beginsAsWebPage(text)) throw unknownFormat(name, 'is a web page');
  const found = byText(text);
  if (found !== undefined) return found;
  // Checked last, because in a text a NUL byte costs only its own line.
  if (head.includes(0)) throw unknownFormat(name, 'holds NUL bytes, so it is no text');
  const page = recognizePage(text);
  if (page === 'notes') throw notesPage(name);
  if (page === 'papers') return 'saved page';
  const format = names.find(([pattern]) => pattern.test(name))?.[1];
  if (format === undefined) throw unknownFormat(name, 'is none of the formats that Paperboy reads');
  return format;
}

/** The first line of a record in each format of lines with tags. */
const taggedFormats: readonly (readonly [RegExp, FileFormat])[] = [
  [/^TY {1,2}- ?\S/m, 'RIS'],
  [/^PMID ?- ?\d/m, 'NBIB'],
  [/^%0\s+\p{L}/mu, 'ENW'],
];

/** An object of several lines is a document. One that ends in its line is a record, even if it is broken. */
function byText(text: string): FileFormat | undefined {
  if (/^<[?!a-z]/i.test(text)) return 'XML';
  if (text.startsWith('[') || /^\{\s*\n/.test(text)) return 'JSON';
  if (text.startsWith('{')) return 'JSON lines';
  const tagged = taggedFormats.find(([pattern]) => pattern.test(text))?.[1];
  if (tagged !== undefined) return tagged;
  if (isTable(text)) return 'table';
  if (/^[ \t]*@[a-z]+\s*[{(]/im.test(text)) return 'BibTeX';
  return text.split('\n').some(isRecord) ? 'JSON lines' : undefined;
}

function isRecord(line: string): boolean {
  if (!line.startsWith('{')) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

const unknownFormat = (name: string, what: string) =>
  new UserError('unknown-format', `${name} ${what}.`, formatsHint);

/** The store keeps papers only; notes come with the project. */
export const notesPage = (name: string) =>
  new UserError(
    'research-notes',
    `${name} is a page of research notes, and only papers can be imported.`,
    'Nothing of it was taken in.',
  );
