import { line, moment } from '../../cards/builders.ts';
import type { Line } from '../../cards/card.ts';
import { plural } from '../../cards/text.ts';
import type { FeedTrouble, FeedView } from '../../intake/rounds/feed-trouble.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `10 minutes`, `3 hours`, `2 days`: minutes up to 90, hours up to 48. */
export function describeSpan(ms: number): string {
  if (ms < 1.5 * minuteMs) return 'a minute';
  if (ms < 90 * minuteMs) return plural(Math.round(ms / minuteMs), 'minute');
  return ms < 2 * dayMs ? plural(Math.round(ms / hourMs), 'hour') : plural(Math.round(ms / dayMs), 'day');
}

export const ago = (at: number, now: number): string =>
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
    .map((each) => line(...troubleLine(each), '. There may be papers that nobody has seen.'));
