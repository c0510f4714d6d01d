import { z } from 'zod';
import { defined } from '../../../src/defined.ts';
import { readAbstract } from '../journal/abstract.ts';
import { htmlLine } from '../journal/html-text.ts';
import type { WorkFields } from './by-doi.ts';

const text = z.string().optional().catch(undefined);
const texts = z.array(z.string()).optional().catch(undefined);
const dateParts = z
  .object({ 'date-parts': z.array(z.array(z.number().nullable())) })
  .optional()
  .catch(undefined);
const author = z.object({ given: text, family: text, name: text, suffix: text });
const related = z
  .array(z.object({ id: z.string(), 'id-type': z.string() }).optional().catch(undefined))
  .optional()
  .catch(undefined);

/** A work of Crossref's REST API (github.com/CrossRef/rest-api-doc, api_format.md). Everything may be missing. */
const schema = z.object({
  message: z.object({
    DOI: z.string(),
    title: texts,
    author: z.array(author.optional().catch(undefined)).optional().catch(undefined),
    abstract: text,
    published: dateParts,
    issued: dateParts,
    posted: dateParts,
    'container-title': texts,
    institution: z
      .array(z.object({ name: text }))
      .optional()
      .catch(undefined),
    volume: text,
    issue: text,
    page: text,
    publisher: text,
    type: text,
    'is-referenced-by-count': z.number().optional().catch(undefined),
    relation: z.object({ 'is-preprint-of': related, 'has-preprint': related }).optional().catch(undefined),
  }),
});

/** The types of Crossref (api.crossref.org/types) in BibTeX's words; all others are articles. */
const types: Readonly<Record<string, string>> = {
  'proceedings-article': 'inproceedings',
  'book-chapter': 'incollection',
  book: 'book',
  monograph: 'book',
  dissertation: 'phdthesis',
  report: 'techreport',
};

/** Reads the answer for one work; undefined for JSON of another kind. */
export function parseCrossref(answer: unknown): WorkFields | undefined {
  const work = schema.safeParse(answer).data?.message;
  if (work === undefined) return undefined;
  const title = htmlLine(work.title?.[0] ?? '');
  const { relation, volume, issue, page, publisher } = work;
  const versions = [...(relation?.['is-preprint-of'] ?? []), ...(relation?.['has-preprint'] ?? [])];
  const venue = htmlLine(work['container-title']?.[0] ?? work.institution?.[0]?.name ?? '');
  return {
    doi: work.DOI,
    title,
    abstract: readAbstract(work.abstract === undefined ? [] : [work.abstract], title),
    authors: (work.author ?? []).flatMap((each) => {
      const name = each?.name ?? [each?.given, each?.family, each?.suffix].filter(Boolean).join(' ');
      return name === '' ? [] : [htmlLine(name)];
    }),
    publication: {
      type: types[work.type ?? ''] ?? 'article',
      ...defined({ venue: venue || undefined, volume, number: issue, pages: page, publisher }),
    },
    otherDois: versions.flatMap((each) => (each?.['id-type'] === 'doi' ? [each.id] : [])),
    ...defined({
      published: dateOf(work.posted) ?? dateOf(work.published) ?? dateOf(work.issued),
      citations: work['is-referenced-by-count'],
    }),
  };
}

/** `[[2026, 5]]` is 2026-05. A year may stand alone, and `[[null]]` is no date. */
function dateOf(parts: z.infer<typeof dateParts>): string | undefined {
  const [year, month, day] = parts?.['date-parts'][0] ?? [];
  if (!year || year < 1900) return undefined;
  const two = (number: number) => String(number).padStart(2, '0');
  if (!month) return String(year);
  return day ? `${year}-${two(month)}-${two(day)}` : `${year}-${two(month)}`;
}
