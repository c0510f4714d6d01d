import {
  button,
  type Content,
  commandLine,
  entries,
  facts,
  hint,
  line,
  list,
  moment,
  section,
  strong,
  text,
} from '../cards/builders.ts';
import type { Card, Entry, Line } from '../cards/card.ts';
import { plural } from '../cards/text.ts';
import type { RecordReject } from '../corpus/record.ts';
import { UserError } from '../errors.ts';
import { describeCounts } from '../intake/rounds/counts.ts';
import {
  type FeedTrouble,
  type FeedView,
  feedTrouble,
  loadFeedViews,
} from '../intake/rounds/feed-trouble.ts';
import type { SourceState } from '../ports/store/intake.ts';
import { describeDate } from '../topics/calendar/local-date.ts';
import { answer, defineCommand, listStart, timesIn } from './command.ts';
import { otherSources, othersAnswer, othersSection } from './other-sources.ts';
import type { ReadingAccess } from './services.ts';

const rejectsShown = 10;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export const feedsCommand = (access: ReadingAccess) =>
  defineCommand({
    name: 'feeds',
    summary: 'Where new papers come from, when I last read it, and when I try next',
    options: {
      feed: { type: 'text', rest: true, help: 'one feed, with what I couldn’t read' },
      more: { type: 'choice', choices: ['others'], inner: true, help: 'all that was taken in besides feeds' },
      start: listStart,
    },
    examples: ['feeds'],
    async run({ feed: wanted, more, start = 1 }, { person }) {
      const services = await access.open();
      const { store, clock } = services;
      const now = clock.now();
      const feeds = await loadFeedViews(services.feeds, store);
      if (more !== undefined) return othersAnswer(start, await otherSources(feeds, services));
      const trouble = feedTrouble(feeds, now);
      const troubleOf = ({ name }: FeedView) => trouble.find((each) => each.name === name);
      const one = wanted === undefined ? onlyOf(feeds) : findFeed(wanted, feeds);
      return timesIn(
        person.zone ?? 'UTC',
        answer({
          title: one === undefined ? 'Feeds' : `Feed: ${one.label}`,
          ...summaryOf(one === undefined ? feeds : [one], trouble),
          blocks: [
            one && feedDetails(one, troubleOf(one), await store.rejects(one.name, rejectsShown), now),
            one === undefined &&
              entries(
                feeds.slice(start - 1).map((feed) => feedEntry(feed, troubleOf(feed), now)),
                start,
                'feeds',
              ),
            feeds.length === 0 && [
              text(noFeed),
              hint('The person who runs me can switch feeds on: the README says how.'),
            ],
            wanted === undefined && othersSection(await otherSources(feeds, services)),
          ],
        }),
      );
    },
  });

const onlyOf = (feeds: readonly FeedView[]) => (feeds.length === 1 ? feeds[0] : undefined);

/**
 * A feed by its name, its name for people, or the beginning of either.
 * @throws UserError when none or several fit
 */
function findFeed(wanted: string, feeds: readonly FeedView[]): FeedView {
  const folded = wanted.toLowerCase();
  const namesOf = ({ name, label }: FeedView) => [name, label].map((each) => each.toLowerCase());
  const exact = feeds.filter((feed) => namesOf(feed).includes(folded));
  const begun = feeds.filter((feed) => namesOf(feed).some((name) => name.startsWith(folded)));
  const only = onlyOf(exact) ?? onlyOf(begun);
  if (only !== undefined) return only;
  const known = begun.length > 0 ? begun : feeds;
  throw new UserError(
    'unknown-feed',
    begun.length > 0 ? `Several feeds begin with “${wanted}”.` : `There is no feed “${wanted}”.`,
    known.length === 0 ? 'No feed is set.' : `There are: ${known.map(({ name }) => name).join(', ')}.`,
    known.slice(0, 5).map(({ name }) => commandLine('feeds', { feed: name })),
  );
}

const noFeed = 'No feed is set, so no new papers come in.';

function summaryOf(
  shown: readonly FeedView[],
  trouble: readonly FeedTrouble[],
): Pick<Card, 'summary' | 'tone'> {
  if (shown.length === 0) return { summary: noFeed, tone: 'empty' };
  const reasons = trouble
    .filter(({ name }) => shown.some((feed) => feed.name === name))
    .map(({ label, reason }) => `${label}: ${reason}`);
  return reasons.length === 0
    ? { summary: 'All feeds are up to date.', tone: 'plain' }
    : { summary: reasons.join('; ').slice(0, 300), tone: 'warning' };
}

/** A feed in a list: when it was read, and what it brought or why it waits. */
function feedEntry(feed: FeedView, trouble: FeedTrouble | undefined, now: number): Entry {
  const { name, label, state } = feed;
  const nextAt = trouble === undefined ? state?.nextAt : undefined;
  const parts = [
    state?.lastSuccessAt === undefined ? 'not read yet' : `last read ${ago(state.lastSuccessAt, now)}`,
    through(feed) && `up to ${through(feed)}`,
    nextAt !== undefined && `next ${nextAt <= now ? 'now' : `in ${describeSpan(nextAt - now)}`}`,
  ];
  return {
    title: line(label),
    facts: line(parts.filter(Boolean).join(' · ')),
    body: trouble === undefined ? line(broughtBy(state)) : troubleLine(trouble),
    buttons: [button('Details', 'feeds', { feed: name })],
  };
}

/** `17 seen: 17 new; in all 203 seen: 150 new, 53 known; no announcements at weekends`. */
function broughtBy({ lastRound, totals, note }: Partial<SourceState> = {}): string {
  const all = totals === undefined || totals.seen === (lastRound?.seen ?? 0) ? undefined : totals;
  return [lastRound && describeCounts(lastRound), all && `in all ${describeCounts(all)}`, note]
    .filter((part) => part !== undefined)
    .join('; ');
}

/** The day up to which a feed was read; nothing for feeds without days. */
function through({ state, readThrough }: FeedView): string | undefined {
  const date = readThrough(state?.cursor);
  return date && describeDate(date);
}

/** All that is known about one feed. */
function feedDetails(
  feed: FeedView,
  trouble: FeedTrouble | undefined,
  rejects: readonly (RecordReject & { readonly at: number })[],
  now: number,
): Content {
  const { lastSuccessAt, lastAddedAt, lastRound, totals, note, nextAt = 0 } = feed.state ?? {};
  return [
    facts({
      'Last read': lastSuccessAt === undefined ? 'not yet' : ago(lastSuccessAt, now),
      'Read up to': through(feed),
      'Last new paper': lastAddedAt === undefined ? undefined : ago(lastAddedAt, now),
      'Last round': lastRound && describeCounts(lastRound),
      'In all': totals === undefined || totals.seen === 0 ? undefined : describeCounts(totals),
      ...(trouble === undefined
        ? { Next: nextAt <= now ? 'now, while the bot runs' : moment(nextAt), Note: note }
        : { Waits: waitLine(trouble, feed.state) }),
    }),
    section(
      'What I couldn’t read, the newest first',
      list(
        rejects.map(({ at, item, reason, excerpt }) =>
          line(strong(item), `: ${reason}${excerpt === '' ? '' : ` “${excerpt}”`} (${ago(at, now)})`),
        ),
      ),
    ),
  ];
}

function waitLine({ waitsUntil, reason }: FeedTrouble, { failures = 0 }: Partial<SourceState> = {}): Line {
  const shown = failures < 2 ? reason : `${reason} (${failures} times in a row)`;
  return waitsUntil === undefined ? line(shown) : line('until ', moment(waitsUntil), `: ${shown}`);
}

/** `10 minutes`, `3 hours`, `2 days`: minutes up to 90, hours up to 48. */
function describeSpan(ms: number): string {
  if (ms < 1.5 * minuteMs) return 'a minute';
  if (ms < 90 * minuteMs) return plural(Math.round(ms / minuteMs), 'minute');
  return ms < 2 * dayMs ? plural(Math.round(ms / hourMs), 'hour') : plural(Math.round(ms / dayMs), 'day');
}

const ago = (at: number, now: number): string =>
  now - at < minuteMs ? 'just now' : `${describeSpan(now - at)} ago`;

/** `arXiv (cs.LG) waits until 14:00: it refused (429)`. */
export function troubleLine({ label, reason, waitsUntil }: FeedTrouble): Line {
  return waitsUntil === undefined
    ? line(`${label}: ${reason}`)
    : line(`${label} waits until `, moment(waitsUntil), `: ${reason}`);
}

/** `Hugging Face read 10 minutes ago`. */
export function readText({ label, state }: FeedView, now: number): string {
  return state?.lastSuccessAt === undefined
    ? `${label} not read yet`
    : `${label} read ${ago(state.lastSuccessAt, now)}`;
}

/** A line for each feed that could not be read for a day. */
export const staleLines = (inTrouble: readonly FeedTrouble[]): Line[] =>
  inTrouble
    .filter(({ isStale }) => isStale)
    .map((each) => line(...troubleLine(each), '. Until then I may be missing new papers.'));
