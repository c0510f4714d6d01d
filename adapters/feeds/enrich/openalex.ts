import { z } from 'zod';
import { defined } from '../../../src/defined.ts';
import { htmlLine } from '../journal/html-text.ts';
import type { WorkFields } from './by-doi.ts';

const text = z.string().nullish().catch(undefined);
const schema = z.object({
  id: z.string(),
  doi: text,
  title: text,
  display_name: text,
  publication_date: text,
  authorships: z
    .array(z.object({ raw_author_name: text, author: z.object({ display_name: text }).nullish() }))
    .optional()
    .catch(undefined),
  abstract_inverted_index: z.record(z.string(), z.array(z.number().int())).nullish().catch(undefined),
  primary_location: z
    .object({ source: z.object({ display_name: text, type: text }).nullish() })
    .nullish()
    .catch(undefined),
  cited_by_count: z.number().optional().catch(undefined),
});

/** In words; longer ones are whole papers, or made up. */
const mostWords = 5_000;

/** Reads a work of OpenAlex (developers.openalex.org, works); undefined for JSON of another kind. */
export function parseOpenalex(answer: unknown): WorkFields | undefined {
  const work = schema.safeParse(answer).data;
  if (work === undefined) return undefined;
  const source = work.primary_location?.source;
  return {
    title: htmlLine(work.title ?? work.display_name ?? ''),
    abstract: textOfIndex(work.abstract_inverted_index ?? {}),
    authors: (work.authorships ?? []).flatMap(
      ({ raw_author_name: raw, author }) => author?.display_name || raw || [],
    ),
    publication: { type: 'article', ...defined({ venue: source?.display_name ?? undefined }) },
    ...defined({
      // As an address that is not escaped.
      doi: work.doi?.replace(/^https?:\/\/doi\.org\//i, ''),
      published: work.publication_date ?? undefined,
      citations: work.cited_by_count,
    }),
  };
}

/** `{"We": [0, 4], "show": [1]}`: each word with its places. Empty where places lie too far apart to be a text. */
export function textOfIndex(index: Readonly<Record<string, readonly number[]>>): string {
  const words: string[] = [];
  for (const [word, places] of Object.entries(index))
    for (const place of places) if (place >= 0 && place < mostWords) words[place] = word;
  return words
    .filter((word) => word !== undefined)
    .join(' ')
    .replace(/^abstract:?\s+(?=\p{Lu})/iu, '');
}
