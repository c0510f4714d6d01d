import { button, buttons, entries, hint, text, typed } from '../../cards/builders.ts';
import { isAdded } from '../../corpus/added-source.ts';
import { feedsOf } from '../../intake/rounds/added-feeds.ts';
import { type FeedView, feedTrouble, loadFeedViews } from '../../intake/rounds/feed-trouble.ts';
import { type Answer, answer, type Caller, defineCommand, listStart, timesIn } from '../command.ts';
import type { ReadingServices, ServiceAccess } from '../services.ts';
import { addFeed } from './add-feed.ts';
import { exportFeeds } from './export-feeds.ts';
import { feedDetails, feedEntry, noFeed, summaryOf } from './feed-list.ts';
import { findFeed, onlyOf } from './find-feed.ts';
import { otherSources, othersAnswer, othersSection } from './other-sources.ts';
import { removeFeed } from './remove-feed.ts';

const rejectsShown = 10;

/** Lists the feeds; adding and removing need the right to choose them. */
export const feedsCommand = (access: ServiceAccess) =>
  defineCommand({
    name: 'feeds',
    summary: 'Where new papers come from, when I last read it; add a journal or take one away',
    changes: 'channel',
    isForEveryone: true,
    onlyShows: ({ do: words = '' }) => verbOf(words).verb === undefined,
    options: {
      do: {
        type: 'text',
        rest: true,
        help: 'add or remove a feed, the name of one, or opml for a list as a file',
        verbs: {
          choices: ['add', 'remove', 'opml'],
          rest: {
            name: 'feed',
            help: 'an address, or a name: nature, plos biology, jmlr, biorxiv:neuroscience',
          },
        },
      },
      confirm: { type: 'choice', choices: ['yes'], inner: true, help: 'yes: add it without a preview' },
      more: { type: 'choice', choices: ['others'], inner: true, help: 'all that was taken in besides feeds' },
      start: listStart,
    },
    examples: [
      'feeds',
      'feeds add nature',
      'feeds add biorxiv:neuroscience',
      'feeds remove nature',
      'feeds opml',
    ],
    async run({ do: words = '', confirm, more, start = 1 }, caller) {
      const { verb, rest } = verbOf(words);
      const services = await access.open();
      if (verb === 'add') return addFeed(rest, confirm === 'yes', caller, services);
      if (verb === 'remove') return removeFeed(rest, caller, services);
      if (/^(?:--)?opml$/i.test(rest)) return exportFeeds(caller, services);
      return timesIn(
        caller.person.zone ?? 'UTC',
        await showFeeds({ wanted: rest || undefined, more, start }, caller, services),
      );
    },
  });

const verbs: Readonly<Record<string, 'add' | 'remove' | 'show'>> = {
  add: 'add',
  new: 'add',
  subscribe: 'add',
  remove: 'remove',
  delete: 'remove',
  drop: 'remove',
  show: 'show',
};

/** What a line wants: `add nature` and `add feed nature` are the same. Older messages have buttons with `feed:"nature"`. */
function verbOf(typed: string): { readonly verb?: 'add' | 'remove'; readonly rest: string } {
  const words = typed.replace(/^\s*feed:"?([^"]*)"?\s*$/, '$1');
  const [, first = '', after = ''] = /^\s*(\S+)(?:\s+(.*))?$/su.exec(words) ?? [];
  const verb = Object.hasOwn(verbs, first.toLowerCase()) ? verbs[first.toLowerCase()] : undefined;
  if (verb === undefined) return { rest: words.trim() };
  const rest = after.replace(/^(?:the\s+)?feed\s+(?=\S)/i, '').trim();
  return verb === 'show' ? { rest } : { verb, rest };
}

interface Wanted {
  readonly wanted: string | undefined;
  readonly more: 'others' | undefined;
  readonly start: number;
}

async function showFeeds(
  { wanted, more, start }: Wanted,
  caller: Caller,
  services: ReadingServices,
): Promise<Answer> {
  const { store, clock } = services;
  const now = clock.now();
  const feeds = await loadFeedViews(await feedsOf(caller.place, services), store);
  if (more !== undefined) return othersAnswer(start, await otherSources(feeds, services));
  const trouble = feedTrouble(feeds, now);
  const troubleOf = ({ name }: FeedView) => trouble.find((each) => each.name === name);
  const one = wanted === undefined ? onlyOf(feeds) : findFeed(wanted, feeds);
  const mayChoose = await mayChooseFeeds(caller, services);
  return answer({
    title: one === undefined ? 'Feeds' : `Feed: ${one.label}`,
    ...summaryOf(one === undefined ? feeds : [one], trouble),
    blocks: [
      one && feedDetails(one, troubleOf(one), await store.rejects(one.name, rejectsShown), now),
      one &&
        mayChoose &&
        isAdded(one.name) &&
        buttons(button('Remove', 'feeds', { do: `remove ${one.name}` })),
      one === undefined &&
        entries(
          feeds.slice(start - 1).map((feed) => feedEntry(feed, troubleOf(feed), now)),
          start,
          'feeds',
        ),
      feeds.length === 0 && [
        text(noFeed),
        hint('The person who runs me can switch feeds on: the README says how.'),
      ],
      wanted === undefined && othersSection(await otherSources(feeds, services)),
      wanted === undefined &&
        mayChoose &&
        hint('Another one: ', typed('feeds add nature'), ', or its address.'),
    ],
  });
}

/** Nothing is offered to somebody whose rights the platform does not tell. */
const mayChooseFeeds = async ({ rights, person, place }: Caller, { feedDirectory }: ReadingServices) =>
  feedDirectory !== undefined && (await rights.mayChooseFeeds(person.id, place).catch(() => false));
