import type { Block, Card } from '../../cards/card.ts';
import { commandLine } from '../../cards/command-line.ts';
import { type Line, line, strong } from '../../cards/span.ts';
import { UserError } from '../../errors.ts';
import { describeCounts } from '../../intake/rounds/counts.ts';
import { describeFeed } from '../../intake/rounds/describe-feed.ts';
import {
  type FeedTrouble,
  type FeedView,
  feedTrouble,
  loadFeedViews,
} from '../../intake/rounds/feed-trouble.ts';
import type { SourceState } from '../../ports/store/intake.ts';
import { type Answer, defineCommand } from '../command.ts';
import { hint, type ServiceAccess, type Services } from '../services.ts';
import { feedDetails, feedEntry } from './feed-blocks.ts';

const rejectsShown = 10;
const othersShown = 10;

export const feedsCommand = (desk: ServiceAccess) =>
  defineCommand({
    name: 'feeds',
    summary: 'Where new papers come from: last success, counts, next attempt, why a feed waits',
    audience: 'person',
    options: {
      feed: { type: 'text', rest: true, help: 'one feed, with what could not be read of it' },
    },
    examples: ['feeds'],
    async run({ feed: wanted }): Promise<Answer> {
      const deps = await desk.open();
      const now = deps.clock.now();
      const feeds = await loadFeedViews(deps.feeds, deps.store);
      const trouble = feedTrouble(feeds, now);
      const troubleOf = ({ name }: FeedView) => trouble.find((each) => each.name === name);
      const one = wanted === undefined ? onlyOf(feeds) : find(wanted, feeds);
      const shown =
        one === undefined
          ? overview(feeds, troubleOf, now)
          : feedDetails(one, troubleOf(one), await deps.store.rejects(one.name, rejectsShown), now);
      const blocks = wanted === undefined ? [...shown, ...(await others(feeds, deps))] : shown;
      const title = one === undefined ? 'Feeds' : `Feed: ${describeFeed(one.name)}`;
      const summary = summaryOf(one === undefined ? feeds : [one], trouble);
      return { card: { title, ...summary, blocks }, papers: [], notes: [] };
    },
  });

const onlyOf = (feeds: readonly FeedView[]) => (feeds.length === 1 ? feeds[0] : undefined);

/** By its name, its name for people, or the beginning of either. @throws UserError when it is none, or several. */
function find(wanted: string, feeds: readonly FeedView[]): FeedView {
  const folded = wanted.toLowerCase();
  const namesOf = ({ name }: FeedView) => [name, describeFeed(name)].map((each) => each.toLowerCase());
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

function summaryOf(
  shown: readonly FeedView[],
  trouble: readonly FeedTrouble[],
): Pick<Card, 'summary' | 'tone'> {
  if (shown.length === 0) return { summary: 'No feed is set, so no new papers come in.', tone: 'empty' };
  const ofShown = trouble.filter(({ name }) => shown.some((feed) => feed.name === name));
  if (ofShown.length === 0) return { summary: 'All is read as planned.', tone: 'plain' };
  const reasons = ofShown.map(({ name, reason }) => `${describeFeed(name)}: ${reason}`).join('; ');
  return { summary: reasons.slice(0, 300), tone: 'warning' };
}

function overview(
  feeds: readonly FeedView[],
  troubleOf: (feed: FeedView) => FeedTrouble | undefined,
  now: number,
): Block[] {
  if (feeds.length > 0)
    return [{ kind: 'entries', entries: feeds.map((feed) => feedEntry(feed, troubleOf(feed), now)) }];
  return [
    { kind: 'text', line: line('No feed is set, so no new papers come in.') },
    hint('Whoever runs the bot sets them by the variable FEEDS: huggingface,arxiv:cs.LG+cs.CL'),
  ];
}

/** Files that were taken in, and feeds that are not set any more. */
async function others(feeds: readonly FeedView[], { store }: Services): Promise<Block[]> {
  const names = new Set(feeds.map(({ name }) => name));
  const found = (await store.sources()).filter(({ name, totals }) => totals.seen > 0 && !names.has(name));
  if (found.length === 0) return [];
  const newest = found.toSorted((a, b) => (b.lastAttemptAt ?? 0) - (a.lastAttemptAt ?? 0));
  const items = newest
    .slice(0, othersShown)
    .map((source): Line => line(strong(titleOf(source)), `: ${describeCounts(source.totals)}`));
  const more = found.length > othersShown ? [line(`… and ${found.length - othersShown} more`)] : [];
  return [
    { kind: 'heading', text: 'Also taken in' },
    { kind: 'list', items: [...items, ...more] },
  ];
}

/** An import is named for what stands in its file; the file's own name is its note. */
const titleOf = ({ name, note }: SourceState): string =>
  name.startsWith('import:') ? (note ?? 'a file that was not read to its end') : describeFeed(name);
