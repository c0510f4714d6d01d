import { arxivMonth, readArxivId } from '../../../../src/corpus/arxiv-id.ts';
import { parsePrintedDate } from '../../../../src/corpus/published-date.ts';
import type { RecordFields } from '../../../../src/corpus/record.ts';
import { excerpt } from '../../../../src/corpus/text/clean-text.ts';
import { isWithdrawalComment } from '../../../../src/corpus/text/withdrawal.ts';
import { defined } from '../../../../src/defined.ts';
import { FeedError } from '../../../../src/errors.ts';
import { type SortedRecords, sortDocument, type Unreadable } from '../../sort-records.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../../xml/element.ts';
import { createXmlReader, expectRoot, readXml, type XmlDocument } from '../../xml/read-xml.ts';
import { isNewSince, monthBefore } from '../ids.ts';
import { parseAuthorNames } from './parse-author-names.ts';

/** Other metadata formats have elements of the same names. */
const plainNamespace = 'http://arxiv.org/OAI/arXiv/';
const rawNamespace = 'http://arxiv.org/OAI/arXivRaw/';

interface OaiOptions {
  readonly source: string;
  /** ISO date. Papers submitted before are not new: a list has papers that changed, old ones included. */
  readonly newSince?: string;
}

/** Papers that arXiv deleted are skipped. If it is broken, the list may go on, even without a token. */
export interface OaiPage extends SortedRecords {
  /** For the next page, to be sent back unchanged. Absent on the last page. */
  readonly resumptionToken?: string;
  /** When the token expires, in milliseconds since 1970. The old host does not say. */
  readonly tokenExpiresAt?: number;
  /** No record matches, or the token is no longer valid and the list has to be requested from its beginning. */
  readonly error?: { readonly code: 'noRecordsMatch' | 'badResumptionToken'; readonly message: string };
}

/**
 * Parses an answer to ListRecords or GetRecord with metadata as `arXiv` or `arXivRaw`, or a file of such records without the
 * list around them. A list without a match has no records, and is not an error.
 * @throws FeedError `mistake` for any other error, with the host's words; `unreadable` for anything else
 */
export function parseOai(text: string, options: OaiOptions): OaiPage {
  return pageOf(readXml(text, ['record']), 0, options);
}

/**
 * Gives up the rest of a page that is malformed but not truncated, so that one bad record does not end the list.
 * @param text of the page
 * @returns the page with the token that follows its records; unchanged if the text is truncated
 */
export function withoutBrokenRest(page: OaiPage, text: string): OaiPage {
  const end = text.slice(-4_000);
  if (!/<\/(?:\w+:)?OAI-PMH>\s*$/.test(end)) return page;
  const { broken: _, ...rest } = page;
  const [, token = ''] = /<(?:\w+:)?resumptionToken(?:\s[^<>]*)?>([^<]+)<\//.exec(end) ?? [];
  return { ...rest, ...defined({ resumptionToken: token.trim().replaceAll('&amp;', '&') || undefined }) };
}

/** Parses a file of any length, a piece of text at a time. */
export function createOaiParser(options: OaiOptions) {
  const reader = createXmlReader(['record']);
  let seen = 0;
  return {
    /** @returns the records that ended in this piece */
    write(piece: string): SortedRecords {
      const items = reader.write(piece);
      const sorted = sort({ items }, seen, options);
      seen += items.length;
      return sorted;
    },
    end: (): OaiPage => pageOf(reader.end(), seen, options),
  };
}

/** @param before the number of records before this document */
function pageOf(document: XmlDocument, before: number, options: OaiOptions): OaiPage {
  const { root } = document;
  if (before === 0) expectRoot(document, ['OAI-PMH'], 'a list of OAI-PMH');
  const list = root && (childOf(root, 'ListRecords') ?? root);
  const token = list && childOf(list, 'resumptionToken');
  const resumptionToken = token?.text.trim() || undefined;
  const until = Date.parse(token?.attributes.get('expirationDate')?.slice(0, 40) ?? '');
  const tokenExpiresAt = resumptionToken === undefined || Number.isNaN(until) ? undefined : until;
  const error = errorOf(root);
  return { ...sort(document, before, options), ...defined({ error, resumptionToken, tokenExpiresAt }) };
}

const sort = (document: XmlDocument, before: number, options: OaiOptions): SortedRecords =>
  sortDocument(
    document,
    { kind: 'record', nameOf: oaiIdentifier, read: (record) => parseRecord(record, options) },
    before,
  );

function errorOf(root: XmlElement | undefined): OaiPage['error'] {
  const error = root && childOf(root, 'error');
  if (error === undefined) return undefined;
  const code = error.attributes.get('code') ?? 'no code';
  const message = excerpt(error.text);
  if (code === 'noRecordsMatch' || code === 'badResumptionToken') return { code, message };
  throw new FeedError('mistake', `arXiv says: ${excerpt(code)} (${message})`);
}

/** `oai:arXiv.org:2609.26811` */
const oaiIdentifier = (record: XmlElement): string | undefined =>
  textOf(childOf(record, 'header'), 'identifier')?.slice(0, 100);

function parseRecord(record: XmlElement, options: OaiOptions): RecordFields | Unreadable | 'skipped' {
  if (childOf(record, 'header')?.attributes.get('status') === 'deleted') return 'skipped';
  const metadata = childOf(record, 'metadata');
  const raw = metadata && childOf(metadata, 'arXivRaw', rawNamespace);
  const paper = raw ?? (metadata && childOf(metadata, 'arXiv', plainNamespace));
  if (paper === undefined)
    return { reason: `metadata as ${metadata?.children[0]?.local.slice(0, 40) ?? 'nothing'}` };
  const arxivId = (readArxivId(textOf(paper, 'id') ?? '') ?? readArxivId(oaiIdentifier(record) ?? ''))?.id;
  return arxivId === undefined ? { reason: 'no arXiv id' } : fieldsOf(paper, arxivId, options);
}

function fieldsOf(paper: XmlElement, arxivId: string, { source, newSince }: OaiOptions) {
  const isRaw = paper.uri === rawNamespace;
  const { published, version } = isRaw
    ? versionsOf(paper)
    : { published: createdOf(paper, arxivId), version: undefined };
  return {
    source,
    edition: { by: 'arxiv', ...defined({ version }) },
    isNew: isNewSince(newSince, published, arxivId),
    title: textOf(paper, 'title') ?? '',
    abstract: textOf(paper, 'abstract') ?? '',
    authors: isRaw ? parseAuthorNames(textOf(paper, 'authors') ?? '') : namesOf(paper),
    arxivId,
    categories: (textOf(paper, 'categories') ?? '').split(/\s+/),
    withdrawn: isWithdrawalComment(textOf(paper, 'comments')),
    ...defined({ published, doi: textOf(paper, 'doi') }),
  } as const;
}

/**
 * The date of the first version, as `created` says it. That is often the date of a later one (1111.3240 was created on
 * 2026-10-01), so it counts only in the month of the id or the month before.
 */
function createdOf(paper: XmlElement, arxivId: string): string | undefined {
  const created = parsePrintedDate(textOf(paper, 'created') ?? '');
  const month = arxivMonth(arxivId);
  if (created === undefined || month === undefined) return undefined;
  return [month, monthBefore(month)].includes(created.slice(0, 7)) ? created : undefined;
}

/** The date of the first version, and the number of the last. */
function versionsOf(raw: XmlElement) {
  const dates = new Map<number, string | undefined>();
  for (const version of childrenOf(raw, 'version')) {
    const [, number] = /^v([1-9]\d{0,2})$/.exec(version.attributes.get('version') ?? '') ?? [];
    if (number !== undefined) dates.set(Number(number), parsePrintedDate(textOf(version, 'date') ?? ''));
  }
  return { published: dates.get(1), version: dates.size === 0 ? undefined : Math.max(...dates.keys()) };
}

const namesOf = (paper: XmlElement): readonly string[] => {
  const authors = childOf(paper, 'authors');
  return (authors === undefined ? [] : childrenOf(authors, 'author')).map((author) =>
    ['forenames', 'keyname', 'suffix'].flatMap((part) => textOf(author, part) ?? []).join(' '),
  );
};
