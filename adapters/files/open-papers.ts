import { defined } from '../../src/defined.ts';
import { detectFileFormat, type FileFormat } from './formats/detect-file-format.ts';
import type { FileItem } from './formats/file-item.ts';
import { readBibtex } from './formats/read-bibtex.ts';
import { type ReadDay, readJsonDocument, readJsonLines } from './formats/read-json.ts';
import { readSavedPage } from './formats/read-saved-page.ts';
import { openInput } from './input/open-input.ts';
import { peek } from './input/peek.ts';
import { unpack } from './input/unpack.ts';

/** So much of a file says what it is. */
const HEAD = 64 * 1024;

/** What the feeds' formats are read by. */
export interface FeedFormats {
  readonly readDay: (source: string) => ReadDay;
  /** @throws UserError for XML of another kind */
  readonly readXml: (chunks: AsyncGenerator<Buffer>, source: string) => AsyncGenerator<FileItem>;
}

/** A file of papers, begun to be read. */
export interface PaperFile {
  /** The file's name without its folder. */
  readonly name: string;
  readonly format: FileFormat;
  /** In bytes as it lies there; absent for a pipe. */
  readonly size?: number;
  /** By which it is known again, whatever its name; absent for a pipe. */
  readonly fingerprint?: string;
  /** What the file leaves open or contradicts; grows while its items are read. */
  readonly warnings: readonly string[];
  bytesRead(): number;
  /** Once. @throws UserError where it cannot be read on, after what could be read of it */
  items(): AsyncGenerator<FileItem>;
  /** Also of a file that was not read to its end, or not at all. */
  close(): Promise<void>;
}

/**
 * Opens a file of papers, told from its content; `-` is standard input.
 * @throws UserError where nothing of it can be read
 */
export async function openPapers(
  path: string,
  stdin: AsyncIterable<Buffer | string>,
  formats: FeedFormats,
): Promise<PaperFile> {
  const input = await openInput(path, stdin);
  const text = unpack(input.chunks());
  const close = async () => void (await text.return(undefined));
  try {
    const { head, all } = await peek(text, HEAD);
    // What could not be read is said by reading it.
    if (head.length === 0) await all().next();
    const format = detectFileFormat(head, input.name);
    const fingerprint = await input.fingerprint();
    const warnings: string[] = [];
    const warn = (warning: string) => void warnings.push(warning);
    return {
      name: input.name,
      format,
      ...defined({ size: input.size, fingerprint }),
      warnings,
      bytesRead: input.bytesRead,
      items: () => readersOf(formats)[format](all(), input.name, warn),
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
  XML: readXml,
  'saved page': readSavedPage,
});
