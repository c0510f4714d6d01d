import { readArxivId } from '../../src/corpus/arxiv-id.ts';
import type { RecordFields } from '../../src/corpus/record.ts';
import { arxivMonth, isNewSince, monthBefore } from './arxiv-month.ts';
import type { Unreadable } from './create-harvest.ts';
import { optional } from './optional.ts';
import { parseAuthorNames } from './parse-author-names.ts';
import { parsePrintedDate } from './parse-printed-date.ts';
import { parseWithdrawnComment } from './parse-withdrawn-comment.ts';
import { childOf, childrenOf, isNamed, textOf, type XmlElement } from './xml-element.ts';
import { xmlName } from './xml-names.ts';

const HEADER = xmlName('header', 'oai', 'none');
const IDENTIFIER = xmlName('identifier', 'oai', 'none');
const METADATA = xmlName('metadata', 'oai', 'none');
const PLAIN = xmlName('arXiv', 'oaiArxiv');
const RAW = xmlName('arXivRaw', 'oaiArxivRaw');

/** The fields of both formats have the same names, each in its own namespace. */
const field = (local: string) => xmlName(local, 'oaiArxiv', 'oaiArxivRaw');
const ID = field('id');
const TITLE = field('title');
const ABSTRACT = field('abstract');
const CATEGORIES = field('categories');
const COMMENTS = field('comments');
const DOI = field('doi');
const CREATED = field('created');
const AUTHORS = field('authors');
const AUTHOR = field('author');
const VERSION = field('version');
const DATE = field('date');

export interface OaiOptions {
  readonly source: string;
  /** ISO date: papers of before change what is known and are not new. Lists are of what was changed, not of what came. */
  readonly newSince?: string;
}

/** What one record of a list says. */
export type OaiRecord =
  | RecordFields
  /** arXiv took the paper away. */
  | 'deleted'
  | Unreadable;

/** The name that a record gives itself, `oai:arXiv.org:2609.26811`. */
export const oaiIdentifier = (record: XmlElement): string | undefined => {
  const header = childOf(record, HEADER);
  return header && textOf(header, IDENTIFIER)?.slice(0, 100);
};

/** A record of OAI-PMH with metadata as `arXiv` or as `arXivRaw`. */
export function parseOaiRecord(record: XmlElement, options: OaiOptions): OaiRecord {
  if (childOf(record, HEADER)?.attributes.get('status') === 'deleted') return 'deleted';
  const metadata = childOf(record, METADATA);
  const raw = metadata && childOf(metadata, RAW);
  const paper = raw ?? (metadata && childOf(metadata, PLAIN));
  if (paper === undefined)
    return { reason: `metadata as ${metadata?.children[0]?.local.slice(0, 40) ?? 'nothing'}` };
  const arxivId = (readArxivId(textOf(paper, ID) ?? '') ?? readArxivId(oaiIdentifier(record) ?? ''))?.id;
  return arxivId === undefined ? { reason: 'no arXiv id' } : fieldsOf(paper, arxivId, options);
}

function fieldsOf(paper: XmlElement, arxivId: string, { source, newSince }: OaiOptions) {
  const isRaw = isNamed(paper, RAW);
  const { published, version } = isRaw
    ? versionsOf(paper)
    : { published: createdOf(paper, arxivId), version: undefined };
  return {
    source,
    edition: { by: 'arxiv', ...optional('version', version) },
    isNew: isNewSince(newSince, published, arxivId),
    title: textOf(paper, TITLE) ?? '',
    abstract: textOf(paper, ABSTRACT) ?? '',
    authors: isRaw ? parseAuthorNames(textOf(paper, AUTHORS) ?? '') : namesOf(paper),
    arxivId,
    categories: (textOf(paper, CATEGORIES) ?? '').split(/\s+/),
    withdrawn: parseWithdrawnComment(textOf(paper, COMMENTS)),
    ...optional('published', published),
    ...optional('doi', textOf(paper, DOI)),
  } as const;
}

/**
 * `created` is often the date of a later version (1111.3240 was created on 2026-10-01): it is taken for the first
 * version's only in the month of the id or the one before.
 */
function createdOf(paper: XmlElement, arxivId: string): string | undefined {
  const created = parsePrintedDate(textOf(paper, CREATED) ?? '');
  const month = arxivMonth(arxivId);
  if (created === undefined || month === undefined) return undefined;
  return [month, monthBefore(month)].includes(created.slice(0, 7)) ? created : undefined;
}

/** The date of the first version, and the number of the last. */
function versionsOf(raw: XmlElement) {
  const dates = new Map<number, string | undefined>();
  for (const version of childrenOf(raw, VERSION)) {
    const [, number] = /^v([1-9]\d{0,2})$/.exec(version.attributes.get('version') ?? '') ?? [];
    if (number !== undefined) dates.set(Number(number), parsePrintedDate(textOf(version, DATE) ?? ''));
  }
  return { published: dates.get(1), version: dates.size === 0 ? undefined : Math.max(...dates.keys()) };
}

const namesOf = (paper: XmlElement): readonly string[] => {
  const authors = childOf(paper, AUTHORS);
  return (authors === undefined ? [] : childrenOf(authors, AUTHOR)).map((author) =>
    ['forenames', 'keyname', 'suffix'].flatMap((part) => textOf(author, field(part)) ?? []).join(' '),
  );
};
