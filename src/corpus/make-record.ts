import { defined } from '../defined.ts';
import { parseUrl } from '../parse-url.ts';
import { isArxivCategory, readArxivId } from './arxiv-id.ts';
import { readDoi } from './doi.ts';
import { isOthers, readName } from './identity/author-names.ts';
import { keepFamilyNames, type ReadName } from './names/split-name.ts';
import type { Paper, PaperLink } from './paper.ts';
import { paperId } from './paper-id.ts';
import { isoDate, partialDate } from './published-date.ts';
import type { PaperRecord, RecordFields } from './record.ts';
import { cleanLatex } from './text/clean-latex.ts';
import { tidyText } from './text/clean-text.ts';
import { findLinks, mergeLinks } from './text/find-links.ts';
import { isPlainText } from './text/plain-text.ts';
import { isWithdrawalNotice } from './text/withdrawal.ts';

/** In characters; longer text is cut. Real titles are shorter than 300, and arXiv takes abstracts of up to 1,920. */
const maxLength = { title: 1_000, abstract: 20_000, name: 200, source: 200, url: 2_000 } as const;

/** Names; the count covers the rest. The largest collaborations have about 5,000 members. */
const maxAuthors = 5_000;

const maxCategories = 50;

/** At most so many UTF-16 units, well-formed: a database refuses half of a surrogate pair. */
const cut = (text: string, length: number): string => text.slice(0, length).toWellFormed();

/** Cut before, to limit the work, and after, because tidying may lengthen text. */
const cutTidy = (text: string, length: number): string => cut(tidyText(cut(text, length)), length);

/**
 * A record from a source's fields: text cleaned and bounded, ids normalised, dates as UTC dates. Total: a field that
 * cannot be read is left out.
 * @returns a reason where the fields are not a paper: no title, or an arXiv id in an unknown form
 */
export function makeRecord(fields: RecordFields): PaperRecord | { readonly reason: string } {
  const text = readText(fields);
  if (text.title === '') return { reason: 'no title' };
  const given = fields.arxivId?.trim() ?? '';
  const arxiv = given === '' ? findArxivId(fields) : readArxivId(given);
  if (given !== '' && !arxiv) return { reason: `no arXiv id: ${cutTidy(given, 80)}` };
  const version = fields.edition.version ?? arxiv?.version;
  const paper: Paper = {
    id: paperId(text.title),
    ...text,
    ...readPeople(fields, text.title),
    ...defined({
      published: readDay(fields.published) ?? readPartial(fields.published),
      organization: readOrganization(fields.organization),
      comments: readCount(fields.comments),
      upvotes: readCount(fields.upvotes),
      citations: readCount(fields.citations),
      categories: readCategories(fields.categories ?? []),
      arxivId: arxiv?.id,
      doi: readOtherDoi(fields.doi),
      url: readUrl(fields.url) ?? (arxiv && `https://arxiv.org/abs/${arxiv.id}`),
      generated: readGenerated(fields.generated),
      withdrawn: fields.withdrawn || isWithdrawalNotice(text.abstract) ? true : undefined,
    }),
    links: mergeLinks(findLinks(text.abstract), readLinks(fields.links ?? [])),
    sources: [{ file: cut(tidyText(fields.source), maxLength.source), line: 1 }],
    edition: { by: fields.edition.by, ...defined({ version: readVersion(version) }) },
  };
  return {
    paper,
    isNew: fields.isNew,
    ...defined({
      announced: readDay(fields.announced),
      otherDois: readOtherDois(fields.otherDois),
    }),
  };
}

function readText(fields: RecordFields): Pick<Paper, 'title' | 'abstract' | 'raw'> {
  const [title, abstract] = [
    readField(fields.title, maxLength.title),
    readField(fields.abstract, maxLength.abstract),
  ];
  const raw = defined({ title: title.raw, abstract: abstract.raw });
  const isRaw = title.raw !== undefined || abstract.raw !== undefined;
  return { title: title.text, abstract: abstract.text, ...(isRaw && { raw }) };
}

/** A text cleaned, with what it was before where that differs. */
function readField(given: string, length: number): { readonly text: string; readonly raw?: string } {
  if (given.length <= length && isPlainText(given)) return { text: given };
  const raw = tidyText(cut(given, 2 * length))
    .slice(0, length)
    .toWellFormed()
    .trim();
  const clean = cleanLatex(raw);
  return { text: cut(clean, length), ...(clean !== raw && { raw }) };
}

/** Many sources have the id only as part of a URL or a DOI. */
function findArxivId({ doi = '', url = '' }: RecordFields) {
  return readArxivId(url) ?? (/10\.48550/.test(doi) ? readArxivId(doi) : undefined);
}

/** Not arXiv's own DOI: it only repeats the id, and would keep the publisher's DOI out. */
function readOtherDoi(text = ''): string | undefined {
  const doi = readDoi(text);
  return doi?.startsWith('10.48550/arxiv.') ? undefined : doi;
}

const mostDois = 5;

function readOtherDois(texts: readonly string[] = []): readonly string[] | undefined {
  const dois = texts.flatMap((text) => readOtherDoi(text) ?? []).slice(0, mostDois);
  return dois.length === 0 ? undefined : dois;
}

/** An ISO date, or the UTC date of an ISO instant, from 1500 on; undefined for other text. */
function readDay(text = ''): string | undefined {
  const [whole, year, month, day, time = ''] =
    /^(\d{4})-(\d{2})-(\d{2})([T ]\d{2}:\d{2}.{0,25})?$/.exec(text.trim()) ?? [];
  const date = whole && isoDate({ year: Number(year), month: Number(month), day: Number(day) });
  if (!date) return undefined;
  const instant = time === '' ? Number.NaN : Date.parse(withZone(whole.replace(' ', 'T')));
  const read = Number.isNaN(instant) ? date : new Date(instant).toISOString().slice(0, 10);
  return read >= '1500' && read.length === 10 ? read : undefined;
}

/** A month or a year, as in lists of references. */
const readPartial = (text = ''): string | undefined =>
  partialDate(...(/^\s*(\d{4})(?:-(\d{2}))?\s*$/.exec(text)?.slice(1) ?? []));

/** An instant without an offset is UTC, not the server's local time. */
const withZone = (instant: string): string =>
  /(?:Z|[+-]\d{2}:?\d{2})$/i.test(instant) ? instant : `${instant}Z`;

/** Authors and editors. Without a count where the list ends in `et al.` or the like. */
function readPeople({ authors: given = [], publication }: RecordFields, title: string) {
  const names = given.filter((name) => !isOthers(name));
  const authors = readNames(names);
  const editors = readNames(publication?.editors ?? []);
  const count = authors.length + Math.max(0, names.length - maxAuthors);
  const isCounted = authors.length > 0 && names.length === given.length;
  return defined({
    authors: authors.length === 0 ? undefined : authors.map(({ name }) => name),
    authorCount: isCounted ? count : undefined,
    familyNames: keepFamilyNames([...authors, ...editors]),
    publication: readPublication(
      publication,
      editors.map(({ name }) => name),
      title,
    ),
  });
}

const readNames = (names: readonly string[]): readonly ReadName[] =>
  names
    .slice(0, maxAuthors)
    .map((raw) => readName(cut(raw, 2 * maxLength.name)))
    .filter(({ name }) => name !== '')
    .map(({ name, family }) => ({
      name: cut(name, maxLength.name),
      ...defined({ family: name.length > maxLength.name ? undefined : family }),
    }));

function readOrganization(given: RecordFields['organization']): Paper['organization'] {
  if (given === undefined) return undefined;
  const [handle, name] = [given.handle, given.name].map((text) => cutTidy(text, maxLength.name));
  return handle && name ? { handle, name } : undefined;
}

function readCategories(given: readonly string[]): readonly string[] | undefined {
  const categories = new Set(given.map((text) => text.trim()).filter(isArxivCategory));
  return categories.size === 0 ? undefined : [...categories].slice(0, maxCategories);
}

function readUrl(text = ''): string | undefined {
  const url = withoutEscapes(text.trim());
  if (url.length > maxLength.url || !/^https?:\/\/[^\s\p{Cc}]+$/iu.test(url)) return undefined;
  const parsed = parseUrl(url);
  if (parsed === undefined) return undefined;
  const { username, password, hostname } = parsed;
  return username === '' && password === '' && hostname.includes('.') ? url.toWellFormed() : undefined;
}

/** LaTeX's escapes are no part of an address: `8\\_13`. */
const withoutEscapes = (url: string): string => url.replace(/\\([_%&#~$])/g, '$1');

const readLinks = (links: readonly PaperLink[]): readonly PaperLink[] =>
  links.flatMap(({ kind, url }) => {
    const read = readUrl(url);
    return read === undefined ? [] : [{ kind, url: read }];
  });

/** Undefined where nothing but the kind of work is known, and that is the usual one. */
function readPublication(
  given: RecordFields['publication'],
  editors: readonly string[],
  title: string,
): Paper['publication'] {
  if (given === undefined || !/^[a-z]{2,30}$/.test(given.type)) return undefined;
  const { type, editors: _raw, ...rest } = given;
  const texts = Object.entries(rest).map(
    ([name, text]) => [name, cut(cleanLatex(cut(text, 500)), 300)] as const,
  );
  // Proceedings may name themselves as the book they are in.
  const known = Object.fromEntries(
    texts.filter(([name, text]) => text !== '' && !(name === 'venue' && text === title)),
  );
  const isPlain = Object.keys(known).length === 0 && editors.length === 0 && /^(?:misc|article)$/.test(type);
  return isPlain ? undefined : { type, ...known, ...(editors.length > 0 && { editors }) };
}

const readCount = (value = -1): number | undefined =>
  Number.isSafeInteger(value) && value >= 0 ? value : undefined;

const readVersion = (value = 0): number | undefined =>
  Number.isSafeInteger(value) && value >= 1 ? value : undefined;

function readGenerated(given: RecordFields['generated']): Paper['generated'] {
  const summary = given && cut(cleanLatex(cut(given.summary, maxLength.abstract)), maxLength.abstract);
  if (!summary) return undefined;
  const model = cutTidy(given.model ?? '', maxLength.name);
  return { summary, ...defined({ model: model || undefined }) };
}
