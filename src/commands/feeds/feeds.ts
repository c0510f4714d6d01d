import {
  type Content,
  commandLine,
  entries,
  hint,
  line,
  list,
  section,
  strong,
  text,
} from '../../cards/builders.ts';
import type { Card } from '../../cards/card.ts';
import { UserError } from '../../errors.ts';
import { describeCounts } from '../../intake/rounds/counts.ts';
import {
  type FeedTrouble,
  type FeedView,
  feedTrouble,
  loadFeedViews,
} from '../../intake/rounds/feed-trouble.ts';
import type { SourceState } from '../../ports/store/intake.ts';
import { answer, defineCommand } from '../command.ts';
import type { ServiceAccess, Services } from '../services.ts';
import { feedDetails, feedEntry } from './feed-blocks.ts';

const rejectsShown = 10;
const othersShown = 10;

export const feedsCommand = (access: ServiceAccess) =>
  defineCommand({
    name: 'feeds',
    summary: 'Where new papers come from: last success, counts, next attempt, why a feed waits',
    options: {
      feed: { type: 'text', rest: true, help: 'one feed, with what could not be read of it' },
    },
    examples: ['feeds'],
    async run({ feed: wanted }) {
      const services = await access.open();
      const { store, clock } = services;
      const now = clock.now();
      const feeds = await loadFeedViews(services.feeds, store);
      const trouble = feedTrouble(feeds, now);
      const troubleOf = ({ name }: FeedView) => trouble.find((each) => each.name === name);
      const one = wanted === undefined ? onlyOf(feeds) : findFeed(wanted, feeds);
      return answer({
        title: one === undefined ? 'Feeds' : `Feed: ${one.label}`,
        ...summaryOf(one === undefined ? feeds : [one], trouble),
        blocks: [
          one && feedDetails(one, troubleOf(one), await store.rejects(one.name, rejectsShown), now),
          one === undefined && entries(feeds.map((feed) => feedEntry(feed, troubleOf(feed), now))),
          feeds.length === 0 && [
            text(noFeed),
            hint('Whoever runs the bot sets them by the variable FEEDS: huggingface,arxiv:cs.LG+cs.CL'),
          ],
          wanted === undefined && (await otherSources(feeds, services)),
        ],
      });
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
    begun.length > 0 ? 'Several feeds begin so.' : 'There is no such feed.',
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
    ? { summary: 'All is read as planned.', tone: 'plain' }
    : { summary: reasons.join('; ').slice(0, 300), tone: 'warning' };
}

/** Imported files, and feeds that are not set any more. */
async function otherSources(feeds: readonly FeedView[], { store, feedLabel }: Services): Promise<Content> {
  const names = new Set(feeds.map(({ name }) => name));
  const others = (await store.sources())
    .filter(({ name, totals }) => totals.seen > 0 && !names.has(name))
    .toSorted((a, b) => (b.lastAttemptAt ?? 0) - (a.lastAttemptAt ?? 0));
  const items = others.map((source) =>
    line(strong(titleOf(source, feedLabel)), `: ${describeCounts(source.totals)}`),
  );
  return section('Also taken in', list(items, othersShown));
}

/** An import is named for the content of its file; the note is the file's name. */
const titleOf = ({ name, note }: SourceState, feedLabel: Services['feedLabel']): string =>
  name.startsWith('import:') ? (note ?? 'a file that was not read to its end') : feedLabel(name);
