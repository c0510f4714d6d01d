import { addDays, type LocalDate, weekdayOf } from '../../../src/topics/calendar/local-date.ts';
import { announcementBefore } from './announcements.ts';
import type { Gap } from './cursor.ts';

export interface ArxivUrls {
  /** `https://rss.arxiv.org` */
  readonly rss: string;
  /** `https://oaipmh.arxiv.org/oai` */
  readonly oai: string;
}

/** Archives that OAI-PMH groups under `physics`. */
const physics = new Set(
  'astro-ph cond-mat gr-qc hep-ex hep-lat hep-ph hep-th math-ph nlin nucl-ex nucl-th physics quant-ph'.split(
    ' ',
  ),
);

export const rssUrl = ({ rss }: ArxivUrls, categories: readonly string[]): string =>
  `${rss}/rss/${categories.join('+')}`;

/**
 * The list of papers of a category that changed during a gap. Datestamps are the days on which arXiv touched a record, so
 * the list begins with the evening before the first announcement.
 * @param laterDays moves the end of the list, because an address that has failed needs another address
 */
export function oaiUrl(
  { oai }: ArxivUrls,
  category: string,
  { first, last }: Gap,
  laterDays: number,
): string {
  const query = new URLSearchParams({
    verb: 'ListRecords',
    metadataPrefix: 'arXivRaw',
    from: addDays(first, -1),
    until: addDays(last, laterDays),
    set: oaiSet(category),
  });
  return `${oai}?${query}`;
}

export const oaiNextUrl = ({ oai }: ArxivUrls, resumptionToken: string): string =>
  `${oai}?${new URLSearchParams({ verb: 'ListRecords', resumptionToken })}`;

/** `cs:cs:LG`, `physics:hep-th`, `physics:cond-mat:str-el` (github.com/arXiv/oaipmh, create_set_list.py). */
export function oaiSet(category: string): string {
  const [archive = ''] = category.split('.');
  return `${physics.has(archive) ? 'physics' : archive}:${category.replace('.', ':')}`;
}

/**
 * The first day whose submissions an announcement has: those after 14:00 in New York on the day of the announcement
 * before; on the Friday for Monday's announcement, which goes out on Sunday (info.arxiv.org/help/availability.html).
 */
export function submittedSince(announcement: LocalDate): LocalDate {
  const before = announcementBefore(announcement);
  return addDays(before, weekdayOf(before) === 1 ? -3 : -1);
}
