import { z } from 'zod';
import { defined } from '../../../src/defined.ts';
import type { WorkFields } from './by-doi.ts';

const text = z.string().nullish().catch(undefined);
const schema = z.object({
  paperId: z.string(),
  title: text,
  abstract: text,
  venue: text,
  year: z.number().nullish().catch(undefined),
  publicationDate: text,
  citationCount: z.number().nullish().catch(undefined),
  authors: z
    .array(z.object({ name: text }))
    .nullish()
    .catch(undefined),
  externalIds: z.object({ DOI: text, ArXiv: text }).nullish().catch(undefined),
});

/** Without them, the answer has the title alone (api.semanticscholar.org/api-docs/graph). */
export const s2Fields = 'title,abstract,venue,year,publicationDate,citationCount,authors,externalIds';

/** Reads a paper of Semantic Scholar; undefined for JSON of another kind. */
export function parseSemanticScholar(answer: unknown): WorkFields | undefined {
  const paper = schema.safeParse(answer).data;
  if (paper === undefined) return undefined;
  return {
    title: paper.title ?? '',
    abstract: paper.abstract ?? '',
    authors: (paper.authors ?? []).flatMap(({ name }) => name || []),
    publication: { type: 'article', ...defined({ venue: paper.venue || undefined }) },
    ...defined({
      doi: paper.externalIds?.DOI ?? undefined,
      arxivId: paper.externalIds?.ArXiv ?? undefined,
      published: paper.publicationDate ?? paper.year?.toString(),
      citations: paper.citationCount ?? undefined,
    }),
  };
}
