import { FeedError } from '../../errors.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Counts, Feed, FeedEnd } from '../../ports/feed.ts';
import type { IntakeStore } from '../../ports/store/intake.ts';
import { backOffMs } from './back-off.ts';
import { addCounts, noCounts } from './counts.ts';

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
  const { store, clock, logger, stopping } = deps;
  const before = await store.source(feed.name);
  try {
    const { end, counts } = await readPages(feed, before?.cursor, deps);
    await store.endRound(feed.name, { at: clock.now(), counts, ...end });
    logger.info({ feed: feed.name, ...counts }, 'a feed was read');
  } catch (error) {
    if (stopping?.aborted) return;
    await endInTrouble(feed.name, error, before?.failures ?? 0, deps);
  }
}

async function readPages(
  feed: Feed,
  cursor: unknown,
  { store, clock, stopping }: RoundDeps,
): Promise<{ end: FeedEnd; counts: Counts }> {
  const pages = feed.read(cursor, clock.now());
  let counts = noCounts;
  try {
    for (;;) {
      stopping?.throwIfAborted();
      const step = await pages.next();
      if (step.done) return { end: step.value, counts };
      const taken = await store.takeIn({ source: feed.name, ...step.value }, clock.now());
      counts = addCounts(counts, taken);
    }
  } finally {
    // Lets the feed clean up when the round was cut off.
    await pages.return({ nextAt: 0 });
  }
}

async function endInTrouble(
  name: string,
  error: unknown,
  before: number,
  { store, clock, logger }: RoundDeps,
): Promise<void> {
  const at = clock.now();
  if (error instanceof FeedError) {
    const { problem, retryAfterMs, message } = error;
    const nextAt = at + backOffMs({ problem, before, name, retryAfterMs });
    const log = problem === 'mistake' ? logger.warn : logger.info;
    log.call(logger, { feed: name, problem, nextAt, err: error }, 'a feed could not be read');
    await store.endRound(name, { at, nextAt, failure: message });
    return;
  }
  logger.error({ feed: name, err: error }, 'a bug ended the round of a feed');
  await store.endRound(name, { at, nextAt: at + bugWaitMs, failure: 'a bug of ours: see the log' });
}
