import { commandLine } from '../../cards/builders.ts';
import { withoutAdded } from '../../corpus/added-source.ts';
import { UserError } from '../../errors.ts';
import type { FeedInfo } from '../../ports/feed.ts';

type Named = Pick<FeedInfo, 'name' | 'label'>;

/** The only one; undefined where there are none or several. */
export const onlyOf = <Feed>(feeds: readonly Feed[]): Feed | undefined =>
  feeds.length === 1 ? feeds[0] : undefined;

/**
 * A feed by its name, its name for people, or the beginning of either.
 * @param name the name of the feed, where the words are known to mean one
 * @throws UserError when none or several fit
 */
export function findFeed<Feed extends Named>(wanted: string, feeds: readonly Feed[], name?: string): Feed {
  const folded = wanted.toLowerCase();
  const namesOf = (feed: Feed) =>
    [feed.name, withoutAdded(feed.name), feed.label].map((each) => each.toLowerCase());
  const exact = feeds.filter((feed) => namesOf(feed).includes(folded) || withoutAdded(feed.name) === name);
  const begun = feeds.filter((feed) => namesOf(feed).some((each) => each.startsWith(folded)));
  const only = onlyOf(exact) ?? onlyOf(begun);
  if (only !== undefined) return only;
  const known = begun.length > 0 ? begun : feeds;
  throw new UserError(
    'unknown-feed',
    begun.length > 0 ? `Several feeds begin with “${wanted}”.` : `There is no feed “${wanted}”.`,
    known.length === 0
      ? 'No feed is set.'
      : `There are: ${known.map((feed) => (withoutAdded(feed.name) === feed.name ? feed.name : feed.label)).join(', ')}.`,
    known.slice(0, 5).map((feed) => commandLine('feeds', { do: feed.name })),
  );
}
