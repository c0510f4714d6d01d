import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import type { Feed, FeedEnd, FeedPage } from '../../../src/ports/feed.ts';
import { addDays, utcDate } from '../../../src/topics/calendar/local-date.ts';
import type { FetchResult } from '../http/classify-response.ts';
import type { Fetcher } from '../http/create-fetcher.ts';
import { installationDelay, nextRoundAfter } from '../http/etiquette.ts';
import type { Validators } from '../http/parse-headers.ts';
import { noRecords, whyUnread } from '../sort-records.ts';
import { type JournalCursor, parseCursor, remember } from './cursor.ts';
import { type JournalFeed, journalRecords, parseJournal } from './parse-journal.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** bioRxiv's feeds show the last thirty papers, which a busy subject fills within hours. */
const roundMs = 3 * hourMs;
/** Some journals ask for a week, which would bring their papers a week late. */
const longestTtlMs = 12 * hourMs;

/** A paper that is listed for the first time this many days after its publication is no news: the list was edited. */
const newsDays = 90;

/** A feed without new items for so many days is said to be silent. */
const silentDays = 30;

const accept =
  'application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.8, */*;q=0.1';

/** How a journal is read. */
export interface JournalOptions {
  /** `rss:https://www.nature.com/nature.rss` */
  readonly name: string;
  /** The host of `url`. */
  readonly host: string;
  readonly url: string;
  readonly fetcher: Fetcher;
  /** How far the texts of its papers are trusted. */
  readonly trustedAs: 'journal' | 'import';
  /** Decides when in the three hours between two rounds this installation asks. */
  readonly installationKey: string;
}

/**
 * Reads one address: RSS, Atom, RDF or JSON Feed, every three hours. The first reading is a baseline: its papers are
 * found by look-ups and announced by no digest. Items are remembered, so that one which comes again brings no second
 * paper, and one that has changed changes its paper.
 */
export function createJournal(options: JournalOptions): Feed {
  const { name, host, url, fetcher, trustedAs, installationKey } = options;
  const delayMs = installationDelay(installationKey, roundMs);
  return {
    name,
    host,
    async *read(cursor, now) {
      const given = parseCursor(cursor);
      const { etag, lastModified } = given ?? {};
      const answer = await fetcher.get(url, { accept, validators: defined({ etag, lastModified }) });
      const feed = answer.kind === 'unchanged' ? undefined : parseJournal(answer.text);
      const next = nextCursor(given, now, feed, validatorsOf(answer, feed));
      if (feed === undefined) yield { ...noRecords, cursor: next };
      else yield* readShown(feed, { name, trustedAs, given, next, now });
      return endOf(next, now, delayMs, feed);
    },
  };
}

/** None for a broken answer, which is asked for again. */
const validatorsOf = (answer: FetchResult, feed?: JournalFeed): Validators =>
  answer.kind === 'unchanged' || feed?.broken !== undefined ? {} : answer.validators;

interface Reading extends Pick<JournalOptions, 'name' | 'trustedAs'> {
  readonly given: JournalCursor | undefined;
  readonly next: JournalCursor;
  readonly now: number;
}

/** @throws FeedError after the page with the rejects, if most items could not be read: the cursor stays where it was */
function* readShown(feed: JournalFeed, { name, trustedAs, given, next, now }: Reading): Generator<FeedPage> {
  const today = utcDate(now);
  const seen = new Map(given?.seen);
  const sorted = journalRecords(feed, { source: name, trustedAs, today }, ({ key, content }) => {
    const before = seen.get(key);
    return before === undefined ? 'new' : before === content ? 'known' : 'changed';
  });
  const { records, rejects, skipped } = sorted;
  const unread = whyUnread(sorted);
  const cursor = unread === undefined ? next : (given ?? null);
  yield { records, rejects, skipped, cursor, ...newsOf(given, today) };
  if (unread !== undefined) throw new FeedError('unreadable', unread);
}

function nextCursor(
  given: JournalCursor | undefined,
  now: number,
  feed: JournalFeed | undefined,
  validators: Validators,
): JournalCursor {
  if (feed === undefined) return { version: 1, newAt: now, seen: [], ...given, readAt: now };
  const known = new Set(given?.seen.map(([key]) => key));
  const isFresh = feed.items.some(({ key }) => !known.has(key));
  return {
    version: 1,
    readAt: now,
    newAt: isFresh ? now : (given?.newAt ?? now),
    ...validators,
    seen: remember(given?.seen ?? [], feed.items),
  };
}

/** Nothing is news in the first reading. */
const newsOf = (given: JournalCursor | undefined, today: string): { readonly quietBefore: string } => ({
  quietBefore: given === undefined ? '9999-12-31' : addDays(today, -newsDays),
});

function endOf(cursor: JournalCursor, now: number, delayMs: number, feed?: JournalFeed): FeedEnd {
  const ttlMs = Math.min((feed?.ttl ?? 0) * minuteMs, longestTtlMs);
  const nextAt = nextRoundAfter(now + Math.max(ttlMs, minuteMs), roundMs, delayMs);
  return { nextAt, ...defined({ note: noteOf(cursor, now, feed) }) };
}

function noteOf(cursor: JournalCursor, now: number, feed?: JournalFeed): string | undefined {
  if (feed?.broken !== undefined) return `it was read in part: ${feed.broken}`;
  if (feed !== undefined && feed.items.length === 0) return 'it shows no items';
  if (now - cursor.newAt < silentDays * dayMs) return undefined;
  return `nothing new since ${utcDate(cursor.newAt)}`;
}
