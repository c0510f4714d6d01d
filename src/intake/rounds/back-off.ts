import type { FeedProblem } from '../../errors.ts';

const minute = 60_000;
const hour = 60 * minute;

interface Wait {
  readonly first: number;
  readonly most: number;
}

/** The first wait after a failure, doubled with each further one. */
const waits: Readonly<Record<FeedProblem, Wait>> = {
  // arXiv's refusals (429, 406) last from minutes to hours, and what is asked meanwhile prolongs them.
  refused: { first: 15 * minute, most: 12 * hour },
  // A gateway's 503 is mostly gone at the next request; an outage of a day must not be asked at 300 times.
  unreachable: { first: 5 * minute, most: 6 * hour },
  // A page of maintenance, or a format that has changed: neither is over in minutes.
  unreadable: { first: hour, most: 12 * hour },
  // Only a person mends it; a day shows whether the host has.
  mistake: { first: 24 * hour, most: 24 * hour },
};

/** A longer `Retry-After` is more likely a mistake than a wish, and nobody would notice that a feed has ended. */
const longestAsked = 7 * 24 * hour;
/** The feeds of a host, which fail together, come back at different minutes. */
const jitter = 0.1;

export interface Failing {
  readonly problem: FeedProblem;
  /** Failures in a row before this one. */
  readonly before: number;
  /** The feed's name. */
  readonly name: string;
  /** How long the host asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** How long a feed that failed is left alone, in milliseconds: at least what the host asked for, within a week. */
export function backOffMs({ problem, before, name, retryAfterMs = 0 }: Failing): number {
  const { first, most } = waits[problem];
  const asked = Math.min(Math.max(0, retryAfterMs), longestAsked);
  const wait = Math.max(asked, Math.min(first * 2 ** Math.max(0, before), most));
  return Math.round(wait * (1 + jitter * shareOf(name)));
}

/** From 0 to 1, the same for the same name. */
const shareOf = (name: string): number =>
  [...name].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_009, 7) / 1_009;
