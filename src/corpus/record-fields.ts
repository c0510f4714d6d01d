import { isArxivCategory } from './arxiv-archives.ts';
import { isOthers, readName } from './identity/author-names.ts';
import type { Paper, PaperLink } from './paper.ts';
import { isoDate } from './published-date.ts';
import type { RecordFields } from './record.ts';
import { cleanLatex } from './text/clean-latex.ts';
import { tidyText } from './text/clean-text.ts';

/** In characters; what is longer is cut. Real titles end before 300, arXiv refuses abstracts above 1,920. */
export const max = { title: 1_000, abstract: 20_000, name: 200, source: 200, url: 2_000 } as const;

/** The largest collaborations have some 5,000 members; the count is kept where the list is cut. */
const maxAuthors = 5_000;

const maxCategories = 50;

/** Never half of a surrogate pair, which a database refuses. */
export const cut = (text: string, length: number): string => text.slice(0, length).toWellFormed();

/** An instant with an offset is the day it is in UTC. */
export function readDay(text = ''): string | undefined {
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
export function readAuthors(given: readonly string[]): Pick<Paper, 'authors' | 'authorCount'> {
  const names = given.filter((name) => !isOthers(name));
  const authors = names.slice(0, maxAuthors).map((name) => cut(readName(cut(name, 2 * max.name)), max.name));
  const known = authors.filter((name) => name !== '');
  if (known.length === 0) return {};
  const count = known.length + Math.max(0, names.length - maxAuthors);
  return { authors: known, ...(names.length === given.length ? { authorCount: count } : {}) };
}

export function readOrganization(given: RecordFields['organization']): Paper['organization'] {
  if (given === undefined) return undefined;
  const [handle, name] = [given.handle, given.name].map((text) =>
    cut(tidyText(cut(text, max.name)), max.name),
  );
  return handle && name ? { handle, name } : undefined;
}

export function readCategories(given: readonly string[]): readonly string[] | undefined {
  const categories = new Set(given.map((text) => text.trim()).filter(isArxivCategory));
  return categories.size === 0 ? undefined : [...categories].slice(0, maxCategories);
}

export function readUrl(text = ''): string | undefined {
  const url = text.trim();
  if (url.length > max.url || !/^https?:\/\/[^\s\p{Cc}]+$/iu.test(url) || !URL.canParse(url))
    return undefined;
  const { username, password, hostname } = new URL(url);
  return username === '' && password === '' && hostname.includes('.') ? url.toWellFormed() : undefined;
}

export const readLinks = (links: readonly PaperLink[]): readonly PaperLink[] =>
  links.flatMap(({ kind, url }) => {
    const read = readUrl(url);
    return read === undefined ? [] : [{ kind, url: read }];
  });

export const readCount = (value = -1): number | undefined =>
  Number.isSafeInteger(value) && value >= 0 ? value : undefined;

export const readVersion = (value = 0): number | undefined =>
  Number.isSafeInteger(value) && value >= 1 ? value : undefined;

export function readGenerated(given: RecordFields['generated']): Paper['generated'] {
  const summary = given && cut(cleanLatex(cut(given.summary, max.abstract)), max.abstract);
  if (!summary) return undefined;
  const model = cut(tidyText(cut(given.model ?? '', max.name)), max.name);
  return { summary, ...(model === '' ? {} : { model }) };
}
