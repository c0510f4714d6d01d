import { parsePage } from '../../../src/corpus/pages/parse-page.ts';
import { UserError } from '../../../src/errors.ts';
import { decodeUtf8 } from '../input/decode-bytes.ts';
import { readWhole } from '../input/read-whole.ts';
import { type FileItem, itemsOf } from './file-item.ts';

/**
 * The papers of a page of Hugging Face's daily papers that was saved as text.
 * @param warn takes what the page leaves open or contradicts, such as dates without a year
 * @throws UserError where the page is too large, not UTF-8, or holds research notes
 */
export async function* readSavedPage(
  chunks: AsyncIterable<Buffer>,
  source: string,
  warn: (warning: string) => void,
): AsyncGenerator<FileItem> {
  const text = decodeUtf8(await readWhole(chunks, source));
  if (text === undefined)
    throw new UserError('not-utf-8', `${source} is not UTF-8.`, 'Write it as UTF-8 first.');
  const { kind, papers, warnings, rejects } = parsePage(source, text);
  if (kind === 'notes') throw notesPage(source);
  for (const { line, message } of warnings) warn(`line ${line}: ${message}`);
  yield* itemsOf({
    records: papers.map((paper) => ({ paper, isNew: true })),
    rejects: rejects.map(({ line, reason, excerpt }) => ({ item: `line ${line}`, reason, excerpt })),
    skipped: 0,
  });
}

/** The store keeps papers only; notes come with the project. */
export const notesPage = (name: string) =>
  new UserError(
    'research-notes',
    `${name} is a page of research notes, and only papers can be imported.`,
    'Nothing of it was taken in.',
  );
