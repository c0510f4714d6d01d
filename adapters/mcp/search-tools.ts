import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { findOrGet } from '../../src/commands/look-up/find-item.ts';
import { similarItems } from '../../src/commands/look-up/similar-items.ts';
import { defined } from '../../src/defined.ts';
import { parseQuery } from '../../src/search/query.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { McpDeps } from './deps.ts';
import { problem, result, telling } from './results.ts';
import { noteSchema, paperSchema, toNote, toPaper, toWholePaper, wholePaperSchema } from './schemas.ts';

/** They change nothing, and the same call gives the same answer until new papers come in. */
const reads = { readOnlyHint: true, idempotentHint: true, destructiveHint: false, openWorldHint: false };

const query = z
  .string()
  .min(1)
  .max(2_000)
  .describe(
    'words, "a phrase", -word, OR, and filters such as year:2025, author:lin, has:code, cat:cs.LG, sort:new',
  );
/** The option `limit` of the tools that list something: 1 to 50, 10 unless given. */
export const limit = z.number().int().min(1).max(50).default(10).describe('results on a page');
const named = z
  .string()
  .min(1)
  .max(2_000)
  .describe('Paperboy’s id, an arXiv id, a DOI, an address, or a title');

/** Registers the tools that look things up. */
export function registerSearchTools(server: McpServer, deps: McpDeps): void {
  const { index, open } = deps;
  server.registerTool(
    'search_papers',
    {
      title: 'Search papers',
      description:
        'Finds papers by words and by meaning, best first. Pass nextCursor as cursor for the next page.',
      inputSchema: z.object({ query, limit, cursor: z.string().max(100).optional() }),
      outputSchema: z.object({
        papers: z.array(paperSchema),
        about: z.number().describe('how many papers are about it; the others are only near'),
        total: z.number(),
        nextCursor: z.string().optional(),
      }),
      annotations: reads,
    },
    ({ query: text, limit: size, cursor }) =>
      telling(deps, async () => {
        const offset = readCursor('papers', cursor);
        if (offset === undefined)
          return problem('This cursor is none of search_papers. Leave it out to begin anew.');
        const { papers, total } = await index.search(parseQuery(text), { offset, limit: size, notes: 0 });
        const next = offset + papers.length;
        return result({
          papers: papers.map(({ item }) => toPaper(item)),
          about: total.papersAbout,
          total: total.papers,
          ...defined({
            nextCursor: papers.length > 0 && next < total.papers ? writeCursor('papers', next) : undefined,
          }),
        });
      }),
  );
  server.registerTool(
    'get_paper',
    {
      title: 'Get a paper',
      description:
        'Everything about one paper: abstract, authors, links. A paper of arXiv that is not here yet is asked for at arXiv, once.',
      inputSchema: z.object({ paper: named }),
      outputSchema: wholePaperSchema,
      annotations: { ...reads, openWorldHint: true },
    },
    ({ paper }) =>
      telling(deps, async () => {
        const { item, others } = await findOrGet(index, paper, open);
        if (item !== undefined) return result(toWholePaper(item));
        return problem(`No paper here is called “${paper.slice(0, 200)}”.${nearest(others)}`);
      }),
  );
  server.registerTool(
    'similar_papers',
    {
      title: 'Similar papers',
      description: 'The papers and research notes that are most like a paper, by its whole text.',
      inputSchema: z.object({ paper: named, limit }),
      outputSchema: z.object({ papers: z.array(paperSchema), notes: z.array(noteSchema) }),
      annotations: reads,
    },
    ({ paper, limit: size }) =>
      telling(deps, async () => {
        const { item, others } = await findOrGet(index, paper, open);
        if (item === undefined)
          return problem(`No paper here is called “${paper.slice(0, 200)}”.${nearest(others)}`);
        const { papers, notes } = await similarItems(index, item, { papers: size, notes: 5 });
        return result({ papers: papers.map((hit) => toPaper(hit.item)), notes: notes.map(toNote) });
      }),
  );
  server.registerTool(
    'search_notes',
    {
      title: 'Search research notes',
      description: 'Finds research notes: questions with a description, and what is known about each.',
      inputSchema: z.object({ query, limit }),
      outputSchema: z.object({ notes: z.array(noteSchema), total: z.number() }),
      annotations: reads,
    },
    ({ query: text, limit: size }) =>
      telling(deps, async () => {
        const { notes, total } = await index.search(parseQuery(text), { offset: 0, limit: 1, notes: size });
        return result({ notes: notes.map(({ item }) => toNote(item)), total: total.notes });
      }),
  );
}

function nearest(others: readonly { readonly title: string }[]): string {
  const titles = others.slice(0, 3).map(({ title }) => `“${title}”`);
  return titles.length === 0 ? ' Search for it by its words.' : ` Nearest: ${titles.join(', ')}.`;
}
