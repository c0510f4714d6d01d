import { readArxivId } from '../../../../src/corpus/arxiv-id.ts';
import { excerpt } from '../../../../src/corpus/pages/page-report.ts';
import { parsePrintedDate } from '../../../../src/corpus/published-date.ts';
import type { RecordFields } from '../../../../src/corpus/record.ts';
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
import {
  childOf,
  childrenOf,
  expectRoot,
  isNamed,
  textOf,
  type XmlElement,
  xmlName,
} from '../../xml/element.ts';
import { createXmlReader, readXml, type XmlEnd, type XmlItem } from '../../xml/read-xml.ts';
import { arxivMonth, isNewSince, monthBefore } from '../month.ts';
import { parseAuthorNames } from './parse-author-names.ts';

const RECORD = xmlName('record', 'oai', 'none');
const roots = [xmlName('OAI-PMH', 'oai')];
const error = xmlName('error', 'oai');
const TOKEN = xmlName('resumptionToken', 'oai', 'none');

/** Of a record. */
const HEADER = xmlName('header', 'oai', 'none');
const identifier = xmlName('identifier', 'oai', 'none');
const METADATA = xmlName('metadata', 'oai', 'none');
const plain = xmlName('arXiv', 'oaiArxiv');
const RAW = xmlName('arXivRaw', 'oaiArxivRaw');

/** The fields of both formats have the same names, each in its own namespace. */
const field = (local: string) => xmlName(local, 'oaiArxiv', 'oaiArxivRaw');
const id = field('id');
const title = field('title');
const abstract = field('abstract');
const categories = field('categories');
const comments = field('comments');
const doi = field('doi');
const CREATED = field('created');
const AUTHORS = field('authors');
const AUTHOR = field('author');
const VERSION = field('version');
const date = field('date');

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
  const { items, ...document } = readXml(text, [RECORD]);
  if (items.length === 0) expectRoot(document, roots, 'a list of OAI-PMH');
  return { ...readRecords(items, options), ...endOf(document) };
}

/** The same for a file of any length, a piece of text at a time. */
export interface OaiParser {
  write(piece: string): OaiPiece;
  end(): OaiPage;
}

export function createOaiParser(options: OaiOptions): OaiParser {
  const reader = createXmlReader([RECORD]);
  let seen = 0;
  return {
    write(piece) {
      const items = reader.write(piece);
      seen += items.length;
      return readRecords(items, options);
    },
    end() {
      const { items, ...document } = reader.end();
      if (seen + items.length === 0) expectRoot(document, roots, 'a list of OAI-PMH');
      return { ...readRecords(items, options), ...endOf(document) };
    },
  };
}

function readRecords(items: readonly XmlItem[], options: OaiOptions): OaiPiece {
  const harvester = createRecordSorter();
  for (const item of items) readRecord(item, options, harvester);
  return { ...harvester.harvest(), items: items.length };
}

function readRecord(item: XmlItem, options: OaiOptions, harvester: RecordSorter): void {
  const where = `record ${item.number}`;
  if ('broken' in item) {
    harvester.add(where, { reason: item.broken }, item.excerpt);
    return;
  }
  const made = parseRecord(item.element, options);
  if (made === 'deleted') harvester.skip();
  else harvester.add(oaiIdentifier(item.element) ?? where, toRecord(made), item.element.text);
}

function endOf(document: XmlEnd): OaiEnd {
  const token = document.beside.find(({ element }) => isNamed(element, TOKEN))?.element;
  const text = token?.text.trim() || undefined;
  const until = Date.parse(token?.attributes.get('expirationDate')?.slice(0, 40) ?? '');
  return {
    ...defined({
      error: errorOf(document),
      resumptionToken: text,
      tokenExpiresAt: text === undefined || Number.isNaN(until) ? undefined : until,
      broken: document.broken,
    }),
  };
}

function errorOf({ beside }: XmlEnd): OaiEnd['error'] {
  for (const { element } of beside) {
    if (!isNamed(element, error)) continue;
    const code = element.attributes.get('code') ?? 'no code';
    const message = excerpt(element.text);
    if (code !== 'noRecordsMatch' && code !== 'badResumptionToken') {
      throw new FeedError('mistake', `arXiv says: ${excerpt(code)} (${message})`);
    }
    return { code, message };
  }
  return undefined;
}

/** What one record of a list says. */
type OaiRecord =
  | RecordFields
  /** arXiv took the paper away. */
  | 'deleted'
  | Unreadable;

/** The name that a record gives itself, `oai:arXiv.org:2609.26811`. */
const oaiIdentifier = (record: XmlElement): string | undefined => {
  const header = childOf(record, HEADER);
  return header && textOf(header, identifier)?.slice(0, 100);
};

/** A record of OAI-PMH with metadata as `arXiv` or as `arXivRaw`. */
function parseRecord(record: XmlElement, options: OaiOptions): OaiRecord {
  if (childOf(record, HEADER)?.attributes.get('status') === 'deleted') return 'deleted';
  const metadata = childOf(record, METADATA);
  const raw = metadata && childOf(metadata, RAW);
  const paper = raw ?? (metadata && childOf(metadata, plain));
  if (paper === undefined)
    return { reason: `metadata as ${metadata?.children[0]?.local.slice(0, 40) ?? 'nothing'}` };
  const arxivId = (readArxivId(textOf(paper, id) ?? '') ?? readArxivId(oaiIdentifier(record) ?? ''))?.id;
  return arxivId === undefined ? { reason: 'no arXiv id' } : fieldsOf(paper, arxivId, options);
}

function fieldsOf(paper: XmlElement, arxivId: string, { source, newSince }: OaiOptions) {
  const isRaw = isNamed(paper, RAW);
  const { published, version } = isRaw
    ? versionsOf(paper)
    : { published: createdOf(paper, arxivId), version: undefined };
  return {
    source,
    edition: { by: 'arxiv', ...defined({ version }) },
    isNew: isNewSince(newSince, published, arxivId),
    title: textOf(paper, title) ?? '',
    abstract: textOf(paper, abstract) ?? '',
    authors: isRaw ? parseAuthorNames(textOf(paper, AUTHORS) ?? '') : namesOf(paper),
    arxivId,
    categories: (textOf(paper, categories) ?? '').split(/\s+/),
    withdrawn: isWithdrawalComment(textOf(paper, comments)),
    ...defined({ published, doi: textOf(paper, doi) }),
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
    if (number !== undefined) dates.set(Number(number), parsePrintedDate(textOf(version, date) ?? ''));
  }
  return { published: dates.get(1), version: dates.size === 0 ? undefined : Math.max(...dates.keys()) };
}

const namesOf = (paper: XmlElement): readonly string[] => {
  const authors = childOf(paper, AUTHORS);
  return (authors === undefined ? [] : childrenOf(authors, AUTHOR)).map((author) =>
    ['forenames', 'keyname', 'suffix'].flatMap((part) => textOf(author, field(part)) ?? []).join(' '),
  );
};
