import type { FeedProblem } from '../../errors.ts';

const minute = 60_000;
const hour = 60 * minute;

interface Wait {
  readonly first: number;
  readonly most: number;
}

/** Milliseconds after the first failure, doubled with each further failure, up to `most`. */
const waits: Readonly<Record<FeedProblem, Wait>> = {
  // arXiv's refusals (429, 406) last from minutes to hours, and requests meanwhile prolong them.
  refused: { first: 15 * minute, most: 12 * hour },
  // A gateway's 503 is mostly gone at the next request. An outage of a day must not cause 300 requests.
  unreachable: { first: 5 * minute, most: 6 * hour },
  // Maintenance, or a changed format: neither is over in minutes.
  unreadable: { first: hour, most: 12 * hour },
  // A person must fix our request, or the host its answer: once a day shows whether it has.
  mistake: { first: 24 * hour, most: 24 * hour },
};

/** A longer `Retry-After` is probably a mistake, and would end a feed without anybody noticing. */
const longestAsked = 7 * 24 * hour;
/** Adds up to a tenth, so that the feeds of a host, which fail together, are not all tried again in the same minute. */
const jitter = 0.1;

export interface Failing {
  readonly problem: FeedProblem;
  /** Failures since the last success, without this one. */
  readonly before: number;
  /** The feed's name. */
  readonly name: string;
  /** Milliseconds that the host asked us to wait. */
  readonly retryAfterMs?: number | undefined;
}

/** Milliseconds until the next try of a feed that failed: at least what the host asked for, if that is at most a week. */
export function backOffMs({ problem, before, name, retryAfterMs = 0 }: Failing): number {
  const { first, most } = waits[problem];
  const asked = Math.min(Math.max(0, retryAfterMs), longestAsked);
  const wait = Math.max(asked, Math.min(first * 2 ** Math.max(0, before), most));
  return Math.round(wait * (1 + jitter * shareOf(name)));
}

/** From 0 to 1, always the same for a name. */
const shareOf = (name: string): number =>
  [...name].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_009, 7) / 1_009;
