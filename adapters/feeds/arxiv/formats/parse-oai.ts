import { readArxivId } from '../../../../src/corpus/arxiv-id.ts';
import { parsePrintedDate } from '../../../../src/corpus/published-date.ts';
import type { RecordFields } from '../../../../src/corpus/record.ts';
import { excerpt } from '../../../../src/corpus/text/excerpt.ts';
import { isWithdrawalComment } from '../../../../src/corpus/text/withdrawal.ts';
import { defined } from '../../../../src/defined.ts';
import { FeedError } from '../../../../src/errors.ts';
import {
  createRecordSorter,
  type RecordSorter,
  type SortedRecords,
  toRecord,
  type Unreadable,
} from '../../record-sorter.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../../xml/element.ts';
import { createXmlReader, expectRoot, readXml, type XmlDocument } from '../../xml/read-xml.ts';
import { arxivMonth, isNewSince, monthBefore } from '../month.ts';
import { parseAuthorNames } from './parse-author-names.ts';

/** Other formats have elements of these names too. */
const plainNamespace = 'http://arxiv.org/OAI/arXiv/';
const rawNamespace = 'http://arxiv.org/OAI/arXivRaw/';

interface OaiOptions {
  readonly source: string;
  /** ISO date: papers of before change what is known and are not new. Lists are of what was changed, not of what came. */
  readonly newSince?: string;
}

/** What a piece of a list holds; papers that arXiv took away are skipped. */
export interface OaiPiece extends SortedRecords {
  readonly items: number;
}

export interface OaiEnd {
  /** For the next page, as it is to be given back; absent on the last one. */
  readonly resumptionToken?: string;
  /** Until when it is good, in milliseconds since 1970; the old host does not say. */
  readonly tokenExpiresAt?: number;
  /** Nothing matches, or the token is not known any more and the list must be asked for from its beginning. */
  readonly error?: { readonly code: 'noRecordsMatch' | 'badResumptionToken'; readonly message: string };
  /**
   * Why something may be missing: the text ends early, or is broken between the records. Without a token the list is not
   * known to be at its end then.
   */
  readonly broken?: string;
}

export type OaiPage = OaiPiece & OaiEnd;

/**
 * An answer to ListRecords or GetRecord, with metadata as `arXiv` or as `arXivRaw`; also records that stand in a file
 * without what belongs around them. A list without a match has no records, and that is no error.
 * @throws FeedError `mistake` with the host's words for any other error; `unreadable` when it is another thing
 */
export function parseOai(text: string, options: OaiOptions): OaiPage {
  const document = readXml(text, ['record']);
  return pageOf(document, 0, options);
}

/** The same for a file of any length, a piece of text at a time. */
export interface OaiParser {
  write(piece: string): OaiPiece;
  end(): OaiPage;
}

export function createOaiParser(options: OaiOptions): OaiParser {
  const reader = createXmlReader(['record']);
  let seen = 0;
  return {
    write(piece) {
      const items = reader.write(piece);
      const sorter = sortRecords(items, seen, options);
      seen += items.length;
      return { ...sorter.sorted(), items: items.length };
    },
    end: () => pageOf(reader.end(), seen, options),
  };
}

/** @param before records that came before those of the document */
function pageOf(document: XmlDocument, before: number, options: OaiOptions): OaiPage {
  const { items } = document;
  const seen = before + items.length;
  if (seen === 0) expectRoot(document, ['OAI-PMH'], 'a list of OAI-PMH');
  const sorter = sortRecords(items, before, options);
  sorter.addCutOff(`record ${seen + 1}`, document);
  return { ...sorter.sorted(), items: items.length, ...endOf(document) };
}

function sortRecords(items: readonly XmlElement[], before: number, options: OaiOptions): RecordSorter {
  const sorter = createRecordSorter();
  for (const [index, item] of items.entries()) {
    const made = parseRecord(item, options);
    if (made === 'deleted') sorter.skip();
    else sorter.add(oaiIdentifier(item) ?? `record ${before + index + 1}`, toRecord(made), item.text);
  }
  return sorter;
}

function endOf({ root, broken }: XmlDocument): OaiEnd {
  const list = root && (childOf(root, 'ListRecords') ?? root);
  const token = list && childOf(list, 'resumptionToken');
  const text = token?.text.trim() || undefined;
  const until = Date.parse(token?.attributes.get('expirationDate')?.slice(0, 40) ?? '');
  return defined({
    error: errorOf(root),
    resumptionToken: text,
    tokenExpiresAt: text === undefined || Number.isNaN(until) ? undefined : until,
    broken,
  });
}

function errorOf(root: XmlElement | undefined): OaiEnd['error'] {
  const error = root && childOf(root, 'error');
  if (error === undefined) return undefined;
  const code = error.attributes.get('code') ?? 'no code';
  const message = excerpt(error.text);
  if (code === 'noRecordsMatch' || code === 'badResumptionToken') return { code, message };
  throw new FeedError('mistake', `arXiv says: ${excerpt(code)} (${message})`);
}

/** What one record of a list says. */
type OaiRecord =
  | RecordFields
  /** arXiv took the paper away. */
  | 'deleted'
  | Unreadable;

/** The name that a record gives itself, `oai:arXiv.org:2609.26811`. */
const oaiIdentifier = (record: XmlElement): string | undefined =>
  textOf(childOf(record, 'header'), 'identifier')?.slice(0, 100);

/** A record of OAI-PMH with metadata as `arXiv` or as `arXivRaw`. */
function parseRecord(record: XmlElement, options: OaiOptions): OaiRecord {
  if (childOf(record, 'header')?.attributes.get('status') === 'deleted') return 'deleted';
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
