import type { Feed } from '../../ports/feed.ts';
import type { IntakeStore } from '../../ports/store/intake.ts';

/** Milliseconds after which a round that is due was missed, because the bot did not run. */
const missedMs = 30 * 60_000;
/** Milliseconds after the start for which digests wait for feeds: rounds after an outage take a minute or two. */
const digestWaitMs = 5 * 60_000;

/**
 * Whether the bot has just started after an outage, and papers from that time are still coming in: a digest that is
 * written now would miss them.
 * @param startedAt milliseconds since 1970, as `now`
 */
export async function areFeedsBehind(
  feeds: readonly Pick<Feed, 'name'>[],
  store: Pick<IntakeStore, 'source'>,
  startedAt: number,
  now: number,
): Promise<boolean> {
  if (feeds.length === 0 || now - startedAt >= digestWaitMs) return false;
  const states = await Promise.all(feeds.map(({ name }) => store.source(name)));
  return states.some((state) => state?.nextAt !== undefined && state.nextAt < startedAt - missedMs);
}
