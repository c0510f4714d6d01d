import { readArxivId } from '../../src/corpus/arxiv-id.ts';
import type { RecordFields } from '../../src/corpus/record.ts';
import { arxivMonth, monthBefore } from './arxiv-month.ts';
import type { Unreadable } from './create-harvest.ts';
import { optional } from './optional.ts';
import { parseAuthorNames } from './parse-author-names.ts';
import { parsePrintedDate } from './parse-printed-date.ts';
import { childrenOf, textOf, type XmlElement, type XmlName } from './xml-element.ts';
import { xmlName } from './xml-names.ts';

const TITLE = xmlName('title', 'none', 'atom');
const GUID = [xmlName('guid', 'none'), xmlName('id', 'atom')];
const BODY = [xmlName('description', 'none'), xmlName('summary', 'atom')];
const DATE = [xmlName('pubDate', 'none'), xmlName('published', 'atom')];
const CATEGORY = xmlName('category', 'none', 'atom');
const LINK = xmlName('link', 'none', 'atom');
const TYPE = xmlName('announce_type', 'arxiv');
const CREATOR = xmlName('creator', 'dublinCore');
const DOI = [xmlName('DOI', 'arxiv'), xmlName('doi', 'arxiv')];

/** `arXiv:2609.26811v1 Announce Type: new \nAbstract: ` */
const HEAD = /^\s*arXiv:\s?(\S{1,40})\s+Announce\s+Type:\s*([a-z-]{1,20})\s*(?:Abstract:\s*)?/i;

/** What is known of an item before its paper is. */
export interface Announced {
  readonly fields: RecordFields;
  /** The day of the announcement, in New York. */
  readonly date?: string;
}

/** One item of arXiv's RSS or Atom feed. */
export function parseArxivFeedItem(element: XmlElement, source: string): Announced | Unreadable {
  const first = (names: readonly XmlName[]) => firstTextOf(element, names);
  const body = first(BODY) ?? '';
  const [head = '', idInBody = '', typeInBody] = HEAD.exec(body) ?? [];
  const type = (textOf(element, TYPE) ?? typeInBody)?.toLowerCase();
  const id = [first(GUID), idInBody, textOf(element, LINK)]
    .map((text) => readArxivId(text ?? ''))
    .find(Boolean);
  if (id === undefined) return { reason: 'no arXiv id' };
  if (type === undefined) return { reason: 'no announce type' };
  if (!/^(?:new|cross|replace|replace-cross)$/.test(type))
    return { reason: `announce type ${type} is unknown` };
  const doi = first(DOI);
  const date = parsePrintedDate(first(DATE) ?? '');
  return {
    ...optional('date', date),
    fields: {
      source,
      edition: { by: 'arxiv', ...optional('version', id.version) },
      isNew: type === 'new' || type === 'cross',
      title: textOf(element, TITLE) ?? '',
      abstract: body.slice(head.length),
      authors: childrenOf(element, CREATOR).flatMap(({ text }) => parseAuthorNames(text)),
      arxivId: id.id,
      categories: childrenOf(element, CATEGORY).map(({ attributes, text }) => attributes.get('term') ?? text),
      ...optional('doi', doi),
      ...optional('announced', dates(type, id.id, date) ? date : undefined),
    },
  };
}

const firstTextOf = (element: XmlElement, names: readonly XmlName[]): string | undefined =>
  names.map((name) => textOf(element, name)).find((text) => text !== undefined);

/** A paper that another archive takes over today may be years old, and a new version says nothing of the first. */
function dates(type: string, id: string, date: string | undefined): boolean {
  if (type !== 'cross' || date === undefined) return type === 'new';
  const month = date.slice(0, 7);
  const given = arxivMonth(id);
  return given === month || given === monthBefore(month);
}
