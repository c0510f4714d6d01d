import { parsePage } from '../../src/corpus/pages/parse-page.ts';
import { defined } from '../../src/defined.ts';
import { detectFileFormat, type FileFormat, notesPage } from './formats/detect-file-format.ts';
import { type FileItem, itemsOf } from './formats/file-item.ts';
import { readBibtex } from './formats/read-bibtex.ts';
import { type ReadDay, readJsonDocument, readJsonLines } from './formats/read-json.ts';
import { readTable } from './formats/read-table.ts';
import { readTagged } from './formats/read-tagged.ts';
import { enw, nbib, ris } from './formats/tagged-fields.ts';
import { peek, readWholeText } from './input/bytes.ts';
import { type Input, openInput } from './input/open-input.ts';

/** Bytes at the beginning of a file that tell its format. */
const headBytes = 64 * 1024;

/** Readers for the formats of the feeds. */
export interface FeedFormats {
  readonly readDay: (source: string) => ReadDay;
  /** @throws UserError for XML of another kind */
  readonly readXml: (chunks: AsyncGenerator<Buffer>, source: string) => AsyncGenerator<FileItem>;
}

/** An open file of papers. */
export interface PaperFile extends Pick<Input, 'name' | 'size' | 'bytesRead'> {
  readonly format: FileFormat;
  /** The same for the same content under any name; absent for a pipe. */
  readonly fingerprint?: string;
  /** What the file leaves open or contradicts. Grows while its items are read. */
  readonly warnings: readonly string[];
  /** Call it once. @throws UserError if the rest of the file cannot be read, after the items before it */
  items(): AsyncGenerator<FileItem>;
  /** Call it for every file, also if it was not read to its end. */
  close(): Promise<void>;
}

/**
 * Opens a file of papers, and recognizes its format by its content.
 * @param path `-` is standard input
 * @throws UserError if nothing of the file can be read
 */
export async function openPapers(
  path: string,
  stdin: AsyncIterable<Buffer | string>,
  formats: FeedFormats,
): Promise<PaperFile> {
  const { name, size, bytesRead, chunks, fingerprint } = await openInput(path, stdin);
  const text = chunks();
  const close = async () => void (await text.return(undefined));
  try {
    const { head, all } = await peek(text, headBytes);
    // If nothing could be read, reading throws the reason.
    if (head.length === 0) await all().next();
    const format = detectFileFormat(head, name);
    const warnings: string[] = [];
    const warn = (warning: string) => void warnings.push(warning);
    return {
      name,
      format,
      ...defined({ size, fingerprint: await fingerprint() }),
      warnings,
      bytesRead,
      items: () => readersOf(formats)[format](all(), name, warn),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

type Read = (
  chunks: AsyncGenerator<Buffer>,
  source: string,
  warn: (warning: string) => void,
) => AsyncGenerator<FileItem>;

const readersOf = ({ readDay, readXml }: FeedFormats): Readonly<Record<FileFormat, Read>> => ({
  'JSON lines': (chunks, source) => readJsonLines(chunks, source, readDay(source)),
  JSON: (chunks, source) => readJsonDocument(chunks, source, readDay(source)),
  BibTeX: readBibtex,
  RIS: (chunks, source) => readTagged(chunks, source, ris),
  NBIB: (chunks, source) => readTagged(chunks, source, nbib),
  ENW: (chunks, source) => readTagged(chunks, source, enw),
  table: readTable,
  XML: readXml,
  'saved page': readSavedPage,
});

/**
 * Reads the papers of a page of Hugging Face's daily papers that was saved as text.
 * @param warn is told what the page leaves open or contradicts, such as dates without a year
 * @throws UserError for a page that is too large, not UTF-8, or of research notes
 */
async function* readSavedPage(
  chunks: AsyncIterable<Buffer>,
  source: string,
  warn: (warning: string) => void,
): AsyncGenerator<FileItem> {
  const { kind, papers, warnings, rejects } = parsePage(source, await readWholeText(chunks, source));
  if (kind === 'notes') throw notesPage(source);
  for (const { line, message } of warnings) warn(`line ${line}: ${message}`);
  yield* itemsOf({
    records: papers.map((paper) => ({ paper, isNew: true })),
    rejects: rejects.map(({ line, reason, excerpt }) => ({ item: `line ${line}`, reason, excerpt })),
    skipped: 0,
  });
}
