import { excerpt } from '../../src/corpus/page-report.ts';
import { FeedError } from '../../src/errors.ts';
import { createHarvest, type Harvest, type Harvester, toRecord } from './create-harvest.ts';
import { expectRoot } from './feed-head.ts';
import { optional } from './optional.ts';
import { type OaiOptions, oaiIdentifier, parseOaiRecord } from './parse-oai-record.ts';
import { createXmlReader, readXml, type XmlEnd, type XmlItem } from './read-xml.ts';
import { isNamed } from './xml-element.ts';
import { xmlName } from './xml-names.ts';

const RECORD = xmlName('record', 'oai', 'none');
const ROOTS = [xmlName('OAI-PMH', 'oai')];
const ERROR = xmlName('error', 'oai');
const TOKEN = xmlName('resumptionToken', 'oai', 'none');

/** What a piece of a list holds; papers that arXiv took away are skipped. */
export interface OaiPiece extends Harvest {
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
  if (items.length === 0) expectRoot(document, ROOTS, 'a list of OAI-PMH');
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
      if (seen + items.length === 0) expectRoot(document, ROOTS, 'a list of OAI-PMH');
      return { ...readRecords(items, options), ...endOf(document) };
    },
  };
}

function readRecords(items: readonly XmlItem[], options: OaiOptions): OaiPiece {
  const harvester = createHarvest();
  for (const item of items) readRecord(item, options, harvester);
  return { ...harvester.harvest(), items: items.length };
}

function readRecord(item: XmlItem, options: OaiOptions, harvester: Harvester): void {
  const where = `record ${item.number}`;
  if ('broken' in item) {
    harvester.add(where, { reason: item.broken }, item.excerpt);
    return;
  }
  const made = parseOaiRecord(item.element, options);
  if (made === 'deleted') harvester.skip();
  else harvester.add(oaiIdentifier(item.element) ?? where, toRecord(made), item.element.text);
}

function endOf(document: XmlEnd): OaiEnd {
  const token = document.beside.find(({ element }) => isNamed(element, TOKEN))?.element;
  const text = token?.text.trim() || undefined;
  const until = Date.parse(token?.attributes.get('expirationDate')?.slice(0, 40) ?? '');
  return {
    ...optional('error', errorOf(document)),
    ...optional('resumptionToken', text),
    ...optional('tokenExpiresAt', text === undefined || Number.isNaN(until) ? undefined : until),
    ...optional('broken', document.broken),
  };
}

function errorOf({ beside }: XmlEnd): OaiEnd['error'] {
  for (const { element } of beside) {
    if (!isNamed(element, ERROR)) continue;
    const code = element.attributes.get('code') ?? 'no code';
    const message = excerpt(element.text);
    if (code !== 'noRecordsMatch' && code !== 'badResumptionToken') {
      throw new FeedError('mistake', `arXiv says: ${excerpt(code)} (${message})`);
    }
    return { code, message };
  }
  return undefined;
}
