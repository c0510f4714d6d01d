import { isArxivCategory } from './arxiv-archives.ts';
import { readArxivId } from './arxiv-id.ts';
import { isOthers, readName } from './author-names.ts';
import { cleanLatex } from './clean-latex.ts';
import { cleanText } from './clean-text.ts';
import { readDoi } from './doi.ts';
import { findLinks } from './find-links.ts';
import { mergeLinks } from './merge-papers.ts';
import type { Paper, PaperLink } from './paper.ts';
import { paperId } from './paper-id.ts';
import { paperText } from './paper-text.ts';
import { isoDate } from './published-date.ts';
import type { PaperRecord, RecordFields } from './record.ts';
import { isWithdrawalNotice } from './withdrawal.ts';

/** In characters; what is longer is cut. Real titles end before 300, arXiv refuses abstracts above 1,920. */
const MAX = { title: 1_000, abstract: 20_000, name: 200, source: 200, url: 2_000 } as const;

/** The largest collaborations have some 5,000 members; the count is kept where the list is cut. */
const MAX_AUTHORS = 5_000;

const MAX_CATEGORIES = 50;

/**
 * A record from what a source says of one paper: text cleaned and bounded, ids read, dates as days of UTC. Total over
 * any text. A field that cannot be read is left out.
 * @returns a reason where there is no paper in it: no title, no abstract (only imports may lack one), an arXiv id of
 *   another form
 */
export function makeRecord(fields: RecordFields): PaperRecord | { readonly reason: string } {
  const text = readText(fields);
  if (text.title === '') return { reason: 'no title' };
  if (text.abstract === '' && fields.edition.by !== 'import') return { reason: 'no abstract' };
  const given = fields.arxivId?.trim() ?? '';
  const arxiv = given === '' ? findArxivId(fields) : readArxivId(given);
  if (given !== '' && !arxiv) return { reason: `no arXiv id: ${cut(cleanText(cut(given, 80)), 80)}` };
  const version = fields.edition.version ?? arxiv?.version;
  const paper: Paper = {
    id: paperId(text.title),
    ...text,
    ...optional('published', readDay(fields.published)),
    ...readAuthors(fields.authors ?? []),
    ...optional('organization', readOrganization(fields.organization)),
    ...optional('comments', readCount(fields.comments)),
    ...optional('upvotes', readCount(fields.upvotes)),
    ...optional('categories', readCategories(fields.categories ?? [])),
    ...optional('arxivId', arxiv?.id),
    ...optional('doi', readOtherDoi(fields.doi)),
    ...optional('url', readUrl(fields.url) ?? (arxiv && `https://arxiv.org/abs/${arxiv.id}`)),
    links: mergeLinks([{ links: findLinks(text.abstract) }, { links: readLinks(fields.links ?? []) }]),
    sources: [{ file: cut(plain(fields.source), MAX.source), line: 1 }],
    edition: { by: fields.edition.by, ...optional('version', readVersion(version)) },
    ...optional('generated', readGenerated(fields.generated)),
    ...optional('withdrawn', fields.withdrawn || isWithdrawalNotice(text.abstract) ? true : undefined),
  };
  return { paper, isNew: fields.isNew, ...optional('announced', readDay(fields.announced)) };
}

const optional = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: Value };

/** Never half of a surrogate pair, which a database refuses. */
const cut = (text: string, length: number): string => text.slice(0, length).toWellFormed();

/** White space alone is no difference worth keeping, and a NUL is nothing that a database takes. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim();

function readText({ title, abstract }: RecordFields) {
  const said = (text: string, length: number) =>
    plain(cut(text, 2 * length))
      .slice(0, length)
      .toWellFormed()
      .trim();
  const text = paperText(said(title, MAX.title), said(abstract, MAX.abstract), cleanLatex);
  return { ...text, title: cut(text.title, MAX.title), abstract: cut(text.abstract, MAX.abstract) };
}

/** Many sources know the id only as a DOI or an address. */
function findArxivId({ doi = '', url = '' }: RecordFields) {
  return readArxivId(url) ?? (/10\.48550/.test(doi) ? readArxivId(doi) : undefined);
}

/** The DOI that arXiv makes from an id says nothing that the id does not, and would hide the publisher's. */
function readOtherDoi(text = ''): string | undefined {
  const doi = readDoi(text);
  return doi?.startsWith('10.48550/arxiv.') ? undefined : doi;
}

/** An instant with an offset is the day it is in UTC. */
function readDay(text = ''): string | undefined {
  const [whole, year = '', month = '', day = '', time = ''] =
    /^(\d{4})-(\d{2})-(\d{2})([T ]\d{2}:\d{2}.{0,25})?$/.exec(text.trim()) ?? [];
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  if (whole === undefined || isoDate(date) === undefined) return undefined;
  const instant = time === '' ? Number.NaN : Date.parse(withZone(whole.replace(' ', 'T')));
  const read = Number.isNaN(instant) ? isoDate(date) : new Date(instant).toISOString().slice(0, 10);
  return read !== undefined && read >= '1900' && read.length === 10 ? read : undefined;
}

/** Without one it would be the day where the server stands. */
const withZone = (instant: string): string =>
  /(?:Z|[+-]\d{2}:?\d{2})$/i.test(instant) ? instant : `${instant}Z`;

/** No count where the list says itself that it is not whole. */
function readAuthors(given: readonly string[]): Pick<Paper, 'authors' | 'authorCount'> {
  const names = given.filter((name) => !isOthers(name));
  const authors = names.slice(0, MAX_AUTHORS).map((name) => cut(readName(cut(name, 2 * MAX.name)), MAX.name));
  const known = authors.filter((name) => name !== '');
  if (known.length === 0) return {};
  const count = known.length + Math.max(0, names.length - MAX_AUTHORS);
  return { authors: known, ...(names.length === given.length ? { authorCount: count } : {}) };
}

function readOrganization(given: RecordFields['organization']): Paper['organization'] {
  if (given === undefined) return undefined;
  const [handle, name] = [given.handle, given.name].map((text) =>
    cut(cleanText(cut(text, MAX.name)), MAX.name),
  );
  return handle && name ? { handle, name } : undefined;
}

function readCategories(given: readonly string[]): readonly string[] | undefined {
  const categories = new Set(given.map((text) => text.trim()).filter(isArxivCategory));
  return categories.size === 0 ? undefined : [...categories].slice(0, MAX_CATEGORIES);
}

function readUrl(text = ''): string | undefined {
  const url = text.trim();
  if (url.length > MAX.url || !/^https?:\/\/[^\s\p{Cc}]+$/iu.test(url) || !URL.canParse(url))
    return undefined;
  const { username, password, hostname } = new URL(url);
  return username === '' && password === '' && hostname.includes('.') ? url.toWellFormed() : undefined;
}

const readLinks = (links: readonly PaperLink[]): readonly PaperLink[] =>
  links.flatMap(({ kind, url }) => {
    const read = readUrl(url);
    return read === undefined ? [] : [{ kind, url: read }];
  });

const readCount = (value = -1): number | undefined =>
  Number.isSafeInteger(value) && value >= 0 ? value : undefined;

const readVersion = (value = 0): number | undefined =>
  Number.isSafeInteger(value) && value >= 1 ? value : undefined;

function readGenerated(given: RecordFields['generated']): Paper['generated'] {
  const summary = given && cut(cleanLatex(cut(given.summary, MAX.abstract)), MAX.abstract);
  if (!summary) return undefined;
  const model = cut(cleanText(cut(given.model ?? '', MAX.name)), MAX.name);
  return { summary, ...(model === '' ? {} : { model }) };
}
