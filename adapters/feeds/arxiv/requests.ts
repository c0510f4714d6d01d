import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import { addDays } from '../../../src/topics/calendar/local-date.ts';
import type { Fetcher } from '../http/create-fetcher.ts';
import { HostLeasedError } from '../http/create-fetcher.ts';
import type { Validators } from '../http/parse-headers.ts';
import { whyUnread } from '../sort-records.ts';
import { submittedSince } from './announcements.ts';
import type { Gap, GapProgress, ListFailure } from './cursor.ts';
import { type ArxivFeed, parseArxivFeed } from './formats/parse-feed.ts';
import { type OaiPage, parseOai, withoutBrokenRest } from './formats/parse-oai.ts';

/** What every reader of arXiv needs. */
export interface ArxivDeps {
  /** The feed's name. */
  readonly name: string;
  /** As arXiv spells them. Never empty. */
  readonly categories: readonly string[];
  readonly urls: ArxivUrls;
  readonly fetcher: Fetcher;
}

type ArxivUrls = ReturnType<typeof arxivUrls>;

/** @param bases `https://rss.arxiv.org` and `https://oaipmh.arxiv.org/oai` */
export const arxivUrls = (bases: { readonly rss: string; readonly oai: string }) => ({
  rss: (categories: readonly string[]) => `${bases.rss}/rss/${categories.join('+')}`,
  oai: (query: Readonly<Record<string, string>>) =>
    `${bases.oai}?${new URLSearchParams({ verb: 'ListRecords', ...query })}`,
});

/** arXiv refuses requests that name no format (github.com/blazickjp/arxiv-mcp-server, issue 277). */
const accept = 'application/rss+xml, application/atom+xml, */*';

/** The most items in one RSS. New papers are the first to be left out (github.com/arXiv/arxiv-feed). */
export const rssCap = 2_000;

/** An RSS answer, and what asks for it again only when it has changed. */
export interface ShownRss extends ArxivFeed {
  readonly validators: Validators;
}

/**
 * Requests RSS of categories together. Its Cache-Control is ignored: it lasts until midnight, also when the feed is late.
 * @throws FeedError; `mistake` for a category that arXiv does not know
 */
export async function requestRss(
  { name, urls, fetcher }: ArxivDeps,
  categories: readonly string[],
  validators: Validators = {},
): Promise<ShownRss | 'unchanged'> {
  const answer = await fetcher.get(urls.rss(categories), { accept, validators }).catch((error) => {
    throw asUnreadable(error);
  });
  if (answer.kind === 'unchanged') return 'unchanged';
  try {
    const shown = parseArxivFeed(answer.text, { source: name });
    const broken = shown.broken ?? whyUnread(shown);
    return { ...shown, ...defined({ broken }), validators: answer.validators };
  } catch (cause) {
    if (!(cause instanceof FeedError) || cause.problem !== 'mistake') throw cause;
    throw new FeedError(
      'mistake',
      `arXiv has no feed of ${categories.join('+')}: ${cause.message}. ` +
        'Name categories of arxiv.org/category_taxonomy in FEEDS, as in arxiv:cs.LG+cs.CL',
      { cause },
    );
  }
}

/**
 * A `mistake` as `unreadable`. arXiv tells of an unknown category in a well-formed feed; a 404 or an error of OAI-PMH is
 * trouble of arXiv's own that passes without a person's help.
 */
const asUnreadable = (error: unknown): unknown =>
  error instanceof FeedError && error.problem === 'mistake'
    ? new FeedError('unreadable', error.message, { cause: error })
    : error;

/**
 * Requests a page of the list of papers of a category that changed during a gap.
 * @param laterDays moves the end of the list, because an address that has failed needs another address
 * @throws HostLeasedError when no request was made
 */
export async function requestList(
  { urls, categories, fetcher, name }: ArxivDeps,
  gap: Gap,
  { category, token }: GapProgress,
  laterDays: number,
): Promise<OaiPage | { readonly problem: FeedError; readonly why: ListFailure }> {
  const query =
    token === undefined ? listOf(categories[category] ?? '', gap, laterDays) : { resumptionToken: token };
  let text: string | undefined;
  try {
    const answer = await fetcher.get(urls.oai(query), { accept: 'text/xml, application/xml, */*' });
    if (answer.kind === 'unchanged') throw new FeedError('unreadable', "arXiv's OAI-PMH says nothing");
    text = answer.text;
    const page = parseOai(text, { source: name, newSince: submittedSince(gap.first) });
    // A gap that was postponed has been tried three times.
    if (page.broken !== undefined && gap.askFrom !== undefined) return withoutBrokenRest(page, text);
    if (page.error?.code !== 'badResumptionToken') return page;
    const problem = new FeedError('unreadable', "arXiv's OAI-PMH does not know its token");
    return { problem, why: 'bad token' };
  } catch (error) {
    const problem = asUnreadable(error);
    if (!(problem instanceof FeedError) || problem instanceof HostLeasedError) throw problem;
    const why = text !== undefined ? 'error' : problem.problem === 'refused' ? 'refused' : 'down';
    return { problem, why };
  }
}

/** Archives that OAI-PMH groups under `physics`. */
const physics =
  /^(?:astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nlin|nucl-(?:ex|th)|physics|quant-ph)$/;

/**
 * Datestamps are the days on which arXiv touched a record, so the list begins with the evening before the first
 * announcement.
 */
const listOf = (category: string, { first, last }: Gap, laterDays: number) => ({
  metadataPrefix: 'arXivRaw',
  from: addDays(first, -1),
  until: addDays(last, laterDays),
  set: oaiSet(category),
});

/** `cs:cs:LG`, `physics:hep-th`, `physics:cond-mat:str-el` (github.com/arXiv/oaipmh, create_set_list.py). */
function oaiSet(category: string): string {
  const [archive = ''] = category.split('.');
  return `${physics.test(archive) ? 'physics' : archive}:${category.replace('.', ':')}`;
}
