import { defined } from '../../defined.ts';
import { FeedError, type FeedProblem, StoreError } from '../../errors.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Counts, Feed, FeedEnd } from '../../ports/feed.ts';
import type { IntakeStore } from '../../ports/store/intake.ts';
import { addCounts, noCounts } from './counts.ts';

/** What a round of a feed needs. */
export interface RoundDeps {
  readonly store: IntakeStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborted when the process ends. The round is cut off, and the next one goes on at its cursor. */
  readonly stopping?: AbortSignal;
}

/** Milliseconds to wait after a bug: what was read just then may have caused it. */
const bugWaitMs = 60 * 60_000;

/**
 * Runs one round of a feed: stores each page together with its cursor, and writes down how the round ended and when the
 * next one is due. Two rounds may run at once, and a round may be killed at any step: the same page twice adds no paper.
 * @throws Error when the store fails
 */
export async function runFeed(feed: Feed, deps: RoundDeps): Promise<void> {
  const { store, stopping } = deps;
  const before = await store.source(feed.name);
  let counts = noCounts;
  const add = (taken: Counts) => {
    counts = addCounts(counts, taken);
  };
  try {
    const end = await readPages(feed, before?.cursor, deps, add);
    await endRead(feed.name, end, counts, deps);
  } catch (error) {
    if (stopping?.aborted) return;
    await endInTrouble(feed.name, error, { before: before?.failures ?? 0, counts }, deps);
  }
}

async function endRead(
  name: string,
  { nextAt, note, isUnread }: FeedEnd,
  counts: Counts,
  { store, clock, logger }: RoundDeps,
): Promise<void> {
  const at = clock.now();
  if (isUnread) {
    logger.warn({ feed: name, note, ...counts }, 'the newest items of a feed could not be read');
    await store.endRound(name, { at, nextAt, counts, failure: note ?? 'its newest items could not be read' });
    return;
  }
  await store.endRound(name, { at, nextAt, counts, ...defined({ note }) });
  logger.info({ feed: name, ...counts }, 'a feed was read');
}

async function readPages(
  feed: Feed,
  cursor: unknown,
  { store, clock, stopping }: RoundDeps,
  add: (taken: Counts) => void,
): Promise<FeedEnd> {
  const pages = feed.read(cursor, clock.now());
  try {
    for (;;) {
      stopping?.throwIfAborted();
      const step = await pages.next();
      if (step.done) return step.value;
      add(await store.takeIn({ source: feed.name, ...step.value }, clock.now()));
    }
  } finally {
    // Lets the feed clean up when the round was cut off.
    await pages.return({ nextAt: 0 });
  }
}

async function endInTrouble(
  name: string,
  error: unknown,
  { before, counts }: { readonly before: number; readonly counts: Counts },
  { store, clock, logger }: RoundDeps,
): Promise<void> {
  const at = clock.now();
  if (error instanceof FeedError) {
    const { problem, retryAfterMs, message } = error;
    const nextAt = at + backOffMs({ problem, before, name, retryAfterMs });
    const log = problem === 'mistake' ? logger.warn : logger.info;
    log.call(logger, { feed: name, problem, nextAt, err: error }, 'a feed could not be read');
    const seen = counts.rejected > 0 ? counts : undefined;
    await store.endRound(name, { at, nextAt, failure: message, ...defined({ counts: seen }) });
    return;
  }
  // The cursor is where it was, so the next round reads the same.
  if (error instanceof StoreError) throw error;
  logger.error({ feed: name, err: error }, 'a bug ended the round of a feed');
  await store.endRound(name, { at, nextAt: at + bugWaitMs, failure: 'a bug of ours: see the log' });
}

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

/** A feed that cannot be read, and since when. */
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
