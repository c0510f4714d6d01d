import { defined } from '../defined.ts';
import { parseUrl } from '../parse-url.ts';
import { isArxivCategory } from './arxiv-archives.ts';
import { isOthers, readName } from './identity/author-names.ts';
import type { Paper, PaperLink } from './paper.ts';
import { isoDate } from './published-date.ts';
import type { RecordFields } from './record.ts';
import { cleanLatex } from './text/clean-latex.ts';
import { tidyText } from './text/clean-text.ts';

/** In characters; longer text is cut. Real titles are shorter than 300, and arXiv takes abstracts of up to 1,920. */
export const maxLength = { title: 1_000, abstract: 20_000, name: 200, source: 200, url: 2_000 } as const;

/** Names; the count covers the rest. The largest collaborations have about 5,000 members. */
const maxAuthors = 5_000;

const maxCategories = 50;

/** At most so many UTF-16 units, well-formed: a database refuses half of a surrogate pair. */
export const cut = (text: string, length: number): string => text.slice(0, length).toWellFormed();

/** An ISO date, or the UTC date of an ISO instant, from 1900 on; undefined for other text. */
export function readDay(text = ''): string | undefined {
  const [whole, year = '', month = '', day = '', time = ''] =
    /^(\d{4})-(\d{2})-(\d{2})([T ]\d{2}:\d{2}.{0,25})?$/.exec(text.trim()) ?? [];
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  if (whole === undefined || isoDate(date) === undefined) return undefined;
  const instant = time === '' ? Number.NaN : Date.parse(withZone(whole.replace(' ', 'T')));
  const read = Number.isNaN(instant) ? isoDate(date) : new Date(instant).toISOString().slice(0, 10);
  return read !== undefined && read >= '1900' && read.length === 10 ? read : undefined;
}

/** An instant without an offset is UTC, not the server's local time. */
const withZone = (instant: string): string =>
  /(?:Z|[+-]\d{2}:?\d{2})$/i.test(instant) ? instant : `${instant}Z`;

/** Without a count where the list ends in `et al.` or the like. */
export function readAuthors(given: readonly string[]): Pick<Paper, 'authors' | 'authorCount'> {
  const names = given.filter((name) => !isOthers(name));
  const authors = names
    .slice(0, maxAuthors)
    .map((name) => cut(readName(cut(name, 2 * maxLength.name)), maxLength.name));
  const known = authors.filter((name) => name !== '');
  if (known.length === 0) return {};
  const count = known.length + Math.max(0, names.length - maxAuthors);
  const isWhole = names.length === given.length;
  return { authors: known, ...defined({ authorCount: isWhole ? count : undefined }) };
}

export function readOrganization(given: RecordFields['organization']): Paper['organization'] {
  if (given === undefined) return undefined;
  const [handle, name] = [given.handle, given.name].map((text) =>
    cut(tidyText(cut(text, maxLength.name)), maxLength.name),
  );
  return handle && name ? { handle, name } : undefined;
}

export function readCategories(given: readonly string[]): readonly string[] | undefined {
  const categories = new Set(given.map((text) => text.trim()).filter(isArxivCategory));
  return categories.size === 0 ? undefined : [...categories].slice(0, maxCategories);
}

export function readUrl(text = ''): string | undefined {
  const url = text.trim();
  if (url.length > maxLength.url || !/^https?:\/\/[^\s\p{Cc}]+$/iu.test(url)) return undefined;
  const parsed = parseUrl(url);
  if (parsed === undefined) return undefined;
  const { username, password, hostname } = parsed;
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
  const summary = given && cut(cleanLatex(cut(given.summary, maxLength.abstract)), maxLength.abstract);
  if (!summary) return undefined;
  const model = cut(tidyText(cut(given.model ?? '', maxLength.name)), maxLength.name);
  return { summary, ...defined({ model: model || undefined }) };
}
