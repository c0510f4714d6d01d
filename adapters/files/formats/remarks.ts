import { isOthers } from '../../../src/corpus/identity/author-names.ts';
import type { PaperRecord } from '../../../src/corpus/record.ts';
import { excerpt } from '../../../src/corpus/text/clean-text.ts';

/** The fields that are read, and not only kept as a text. */
type ReadField = 'authors' | 'date' | 'month' | 'DOI' | 'address' | 'abstract' | 'arXiv id';

/** What an entry says in these fields, as it is written; absent where it says nothing. */
export type GivenFields = Readonly<Partial<Record<ReadField, string | undefined>>>;

/** A field of an entry that is there and could not be read. The paper is taken in without it. */
export interface Remark {
  /** `line 17` */
  readonly item: string;
  /** Of the paper. */
  readonly title: string;
  readonly field: ReadField;
  /** The beginning of what is written there. */
  readonly text: string;
}

/** What a file says about one paper. */
export type FileRecord = PaperRecord & { readonly remarks?: readonly Remark[] };

/** What tools and people write for nothing. */
const nothing = /^(?:n\/?a|nan|none|null|nil|unknown|anon(?:ymous)?|-+|\?+)?\.?$/i;
/** Longer texts are not nothing. */
const longestNothing = 40;

const isNothing = (text: string): boolean =>
  text.length <= longestNothing && nothing.test(text.replace(/[\s{}"']/g, ''));

/** Whether a record holds what was written in a field. */
const isRead: Readonly<Record<ReadField, (record: PaperRecord, text: string) => boolean>> = {
  authors: ({ paper }, text) => paper.authors !== undefined || isOthers(text),
  date: ({ paper }) => paper.published !== undefined,
  month: ({ paper }) => paper.published === undefined || paper.published.length > 'yyyy'.length,
  // arXiv's own DOI becomes the arXiv id.
  DOI: ({ paper }, text) => paper.doi !== undefined || /10\.48550\/arxiv/i.test(text),
  address: ({ paper }) => paper.url !== undefined,
  abstract: ({ paper }) => paper.abstract !== '',
  'arXiv id': ({ paper }) => paper.arxivId !== undefined,
};

/** The record, with a remark for each field that is given and not in it. */
export function withRemarks(record: PaperRecord, item: string, given: GivenFields): FileRecord {
  const remarks = Object.entries(given).flatMap(([name, text = '']): Remark[] => {
    const field = name as ReadField;
    if (isNothing(text) || isRead[field](record, text)) return [];
    return [{ item, title: excerpt(record.paper.title), field, text: excerpt(text) }];
  });
  return remarks.length === 0 ? record : { ...record, remarks };
}
