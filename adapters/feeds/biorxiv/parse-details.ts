import { z } from 'zod';
import type { RecordFields } from '../../../src/corpus/record.ts';
import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import { parseJson } from '../parse-json.ts';
import { type SortedRecords, type SourceItem, sortRecords, type Unreadable } from '../sort-records.ts';

/** Numbers come as numbers in one field and as text in the next. */
const number = z.coerce.number().int().nonnegative();

const answerSchema = z.object({
  messages: z.array(z.object({ status: z.string(), total: number.optional().catch(undefined) })).min(1),
  collection: z.array(z.unknown()).max(10_000).default([]),
});

const text = z.string().optional().catch(undefined);
const itemSchema = z.object({
  title: z.string(),
  doi: z.string(),
  authors: text,
  abstract: text,
  date: text,
  version: number.optional().catch(undefined),
  type: text,
  category: text,
  server: text,
  /** The DOI of the journal's version, or `NA`. */
  published: text,
});

/** A page of an answer. `total` is the number of items in all pages, as far as the server says. */
export interface DetailsPage extends SortedRecords {
  readonly total?: number;
}

/** What the records of a page have in common. */
export interface DetailsOptions {
  /** The feed's name: `biorxiv:neuroscience`. */
  readonly source: string;
  /** For the addresses of papers: `biorxiv`, `medrxiv`. */
  readonly server: string;
}

/**
 * Parses a page of api.biorxiv.org/details. Each item is one version of a preprint; the first version is a new paper, and
 * a later one changes a known paper.
 * @throws FeedError `unreadable` for any other answer
 */
export function parseDetails(body: string, options: DetailsOptions): DetailsPage {
  const answer = answerSchema.safeParse(parseJson(body)).data;
  if (answer === undefined) throw new FeedError('unreadable', 'the answer is JSON of another kind');
  const [{ status, total } = { status: '', total: undefined }] = answer.messages;
  // `no posts found` ends a list, also one that is shorter than its total.
  if (status !== 'ok' && !/no (?:posts|articles|results|papers) found/i.test(status))
    throw new FeedError('unreadable', `it answered “${status.slice(0, 100)}”`);
  const items = answer.collection.map((item, index): SourceItem => {
    const read = itemSchema.safeParse(item).data;
    return {
      place: read?.doi.slice(0, 200) ?? `item ${index + 1}`,
      fields: read === undefined ? unreadable : fieldsOf(read, options),
      text: read?.title ?? JSON.stringify(item)?.slice(0, 400) ?? '',
    };
  });
  return { ...sortRecords(items), ...defined({ total }) };
}

const unreadable: Unreadable = { reason: 'no title or no DOI' };

const withdrawn = /^\W{0,3}withdrawn\W{1,3}/i;

function fieldsOf(item: z.infer<typeof itemSchema>, { source, server }: DetailsOptions): RecordFields {
  const { title, doi, abstract = '', authors = '', version = 1, type = '', date } = item;
  return {
    source,
    edition: { by: 'journal', version: Math.max(1, version) },
    isNew: version <= 1,
    title: title.replace(withdrawn, ''),
    abstract,
    authors: authors.split(';').filter((name) => name.trim() !== ''),
    doi,
    url: `https://www.${server}.org/content/${doi}`,
    publication: { type: 'article', venue: item.server ?? server },
    otherDois: [item.published ?? ''],
    withdrawn: withdrawn.test(title) || /withdraw/i.test(type),
    // The date is that of the version.
    ...(version <= 1 ? defined({ published: date }) : {}),
  };
}
