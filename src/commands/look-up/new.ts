import { button, buttons, commandLine, hint, typed } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import { isForeign } from '../../corpus/added-source.ts';
import { defined } from '../../defined.ts';
import { ownFeeds } from '../../intake/rounds/added-feeds.ts';
import type { Arrival } from '../../ports/store/papers.ts';
import { dateInWords } from '../../topics/calendar/in-words.ts';
import { addDays, dateAt, instantOn, type LocalDate } from '../../topics/calendar/local-date.ts';
import {
  type Answer,
  answer,
  type Caller,
  type Command,
  defineCommand,
  emptyAnswer,
  listStart,
} from '../command.ts';
import { readable } from '../place-handle.ts';
import { type ReadingAccess, type ReadingServices, stateOf } from '../services.ts';
import { listPage, pageSizeFor, paperEntries } from './entries.ts';

const dayMs = 24 * 60 * 60_000;

/** How many days before today the words begin. */
const spans: Readonly<Record<string, number>> = {
  '': 1,
  today: 0,
  yesterday: 1,
  'since yesterday': 1,
  'this week': 6,
  week: 6,
  'past week': 6,
  'last week': 6,
  month: 29,
  'this month': 29,
  'last month': 29,
};

/** @param search for `new quantization`, which means the newest papers on it */
export const newCommand = (access: ReadingAccess, search: Command) =>
  defineCommand({
    name: 'new',
    summary: 'What came in since yesterday, or the newest papers on something',
    options: {
      about: {
        type: 'text',
        rest: true,
        suggests: 'query',
        help: 'words to look for, or today, this week, this month',
      },
      page: { type: 'integer', min: 1, max: 100, help: 'which page of the papers' },
      start: listStart,
    },
    examples: ['new', 'new this week', 'new quantization'],
    async run({ about = '', page, start }, caller, openIndex) {
      const days = spans[about.toLowerCase().trim()];
      if (days === undefined)
        return search.run({ query: `${about} sort:new`, ...defined({ page, start }) }, caller, openIndex);
      const services = await access.open();
      const { schedule } = await stateOf(await readable(caller), caller, services);
      const now = services.clock.now();
      const today = dateAt(schedule.zone, now);
      const date = addDays(today, -days);
      const since = instantOn(schedule.zone, date, '00:00') ?? now - (days + 1) * dayMs;
      const own = await ownFeeds(caller.place, services.store);
      const arrived = await arrivedSince(since, services);
      const shown = arrived.filter(({ paper }) => !isForeign(paper, own));
      return newAnswer(shown, { about, page, start, date, today, caller });
    },
  });

interface Wanted {
  readonly about: string;
  readonly page: number | undefined;
  readonly start: number | undefined;
  readonly date: LocalDate;
  readonly today: LocalDate;
  readonly caller: Caller;
}

function newAnswer(arrived: readonly Arrival[], { about, page, start, date, today, caller }: Wanted): Answer {
  const since = date === today ? 'today' : `since ${dateInWords(date, today)}`;
  const papers = arrived.map(({ paper }) => paper);
  const line = commandLine('new', { about: about === '' ? undefined : about });
  const { shown, first, next, more } = listPage(papers, { page, start }, pageSizeFor(caller), line);
  if (shown.length === 0)
    return emptyAnswer(
      'New papers',
      papers.length > 0
        ? `Only ${plural(papers.length, 'paper')} came in ${since}.`
        : `Nothing new came in ${since}.`,
      hint('Is something wrong? ', typed('feeds'), ' shows when I last looked.'),
      buttons(button('Trending', 'trending'), button('This week', 'new', { about: 'this week' })),
    );
  return answer({
    title: 'New papers',
    summary: `${plural(papers.length, 'paper')} ${since}`,
    blocks: [
      paperEntries(shown, caller, { start: first, more }),
      buttons(next, button('Preview the digest', 'digest preview')),
      hint(`${plural(papers.length, 'paper')} came in ${since}.`),
    ],
    papers: shown,
  });
}

const firstRead = 200;
const mostRead = 3_200;

/** Papers first seen then or later, the newest first, without those of the saved pages. */
async function arrivedSince(since: number, { store }: ReadingServices): Promise<readonly Arrival[]> {
  const last = await store.latestArrival();
  // The papers of the saved pages, which the first start stored, are not news.
  const [seed] = await store.arrivals(0, 1);
  const from = Math.max(since, (seed?.firstSeenAt ?? 0) + 1);
  for (let count = firstRead; ; count *= 2) {
    const after = Math.max(0, last - count);
    const read = await store.arrivals(after, last);
    const isWhole = after === 0 || count >= mostRead || (read[0]?.firstSeenAt ?? 0) < from;
    if (isWhole) return read.filter(({ firstSeenAt }) => firstSeenAt >= from).toReversed();
  }
}
