import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { Paper } from '../../src/corpus/paper.ts';
import { defined } from '../../src/defined.ts';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly date?: string;
  readonly authors?: readonly string[];
  readonly categories?: readonly string[];
}

/** Papers from JSON lines (`id`, `title`, `abstract`, `date`, `authors`, `categories`), gzipped or not. */
export async function readPapers(file: string): Promise<Paper[]> {
  const bytes = createReadStream(file);
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  const papers: Paper[] = [];
  for await (const line of createInterface({ input }))
    if (line !== '') papers.push(toPaper(JSON.parse(line), papers.length + 1, file));
  return papers;
}

function toPaper({ id, title, abstract, date, authors, categories }: Row, line: number, file: string): Paper {
  return {
    id,
    title,
    abstract,
    arxivId: id,
    ...(date !== undefined && { published: date.slice(0, 10) }),
    ...(authors !== undefined && { authors, authorCount: authors.length }),
    ...defined({ categories }),
    links: [],
    sources: [{ file, line }],
  };
}
