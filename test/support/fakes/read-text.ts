import { isReject } from '../../../adapters/files/formats/file-item.ts';
import { openPapers } from '../../../adapters/files/open-papers.ts';
import { feedFormats } from '../../../src/app/compose/file-formats.ts';
import type { Paper } from '../../../src/corpus/paper.ts';

/** Each item of a text as an import reads it: a paper, `line 3: reason`, `skipped`; an error at the end as `! message`. */
export async function readText(text: string | Buffer): Promise<(Paper | string)[]> {
  const items: (Paper | string)[] = [];
  try {
    const file = await openPapers('-', piecesOf(Buffer.from(text)), feedFormats);
    for await (const item of file.items()) {
      const read = item();
      if (read === 'skipped') items.push(read);
      else items.push(isReject(read) ? `${read.item}: ${read.reason}` : read.paper);
    }
  } catch (error) {
    items.push(`! ${(error as Error).message}`);
  }
  return items;
}

export const titlesOf = (items: readonly (Paper | string)[]): string[] =>
  items.map((item) => (typeof item === 'string' ? item : item.title));

/** In small pieces, as a pipe may give it. */
async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
}
