import type { Feed } from '../../ports/feed.ts';
import type { IntakeStore } from '../../ports/store/intake.ts';

/** A round that is later than this was missed: the bot did not run. */
const missedMs = 30 * 60_000;
/** So long after its start a digest waits for feeds: rounds after an outage take a minute or two. */
const patienceMs = 5 * 60_000;

/**
 * Whether the bot has just started after an outage, and papers of the time that it missed are still coming in: a digest
 * written now would be without them.
 */
export async function areFeedsBehind(
  feeds: readonly Pick<Feed, 'name'>[],
  store: Pick<IntakeStore, 'source'>,
  startedAt: number,
  now: number,
): Promise<boolean> {
  if (feeds.length === 0 || now - startedAt >= patienceMs) return false;
  const states = await Promise.all(feeds.map(({ name }) => store.source(name)));
  return states.some((state) => state?.nextAt !== undefined && state.nextAt < startedAt - missedMs);
}
