import { button, type Content, facts, line, list, moment, section, strong } from '../../cards/builders.ts';
import type { Card, Entry, Line } from '../../cards/card.ts';
import { plural } from '../../cards/text.ts';
import type { RecordReject } from '../../corpus/record.ts';
import { describeCounts } from '../../intake/rounds/counts.ts';
import type { FeedTrouble, FeedView } from '../../intake/rounds/feed-trouble.ts';
import type { SourceState } from '../../ports/store/intake.ts';
import { describeDate } from '../../topics/calendar/local-date.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What is said where no feed is set. */
export const noFeed = 'No feed is set, so no new papers come in.';

/** The summary of the list of feeds, and its tone: a warning where one is in trouble. */
export function summaryOf(
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
export function feedEntry(feed: FeedView, trouble: FeedTrouble | undefined, now: number): Entry {
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
    buttons: [button('Details', 'feeds', { do: name })],
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
export function feedDetails(
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
