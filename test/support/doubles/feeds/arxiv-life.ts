import { expect } from 'vitest';
import { isAnnounced } from '../../../../adapters/feeds/arxiv/announcements.ts';
import { createFeeds } from '../../../../adapters/feeds/create-feeds.ts';
import { addDays, type LocalDate } from '../../../../src/topics/calendar/local-date.ts';
import { memoryHostStore } from '../../fakes/memory-host-store.ts';
import { silentLogger } from '../../fakes/silent-logger.ts';
import { type Announced, startArxivDouble } from './arxiv-double.ts';
import { startFeedServer } from './feed-server.ts';
import type { Life, Round } from './live-through.ts';
import { stepClock } from './with-server.ts';

/** A feed of two categories before its first start, and an arXiv that wants three seconds between requests. */
export async function startArxivLife(start: string) {
  const clock = stepClock(Date.parse(start));
  const server = await startFeedServer({ now: () => clock.now(), arxivPauseMs: 3_000 });
  const store = memoryHostStore();
  const arxiv = startArxivDouble(server, () => clock.now());
  const feedOf = (categories: readonly string[]) => {
    const [feed] = createFeeds({
      settings: [{ kind: 'arxiv', categories }],
      urls: { arxivRss: server.url, arxivOai: `${server.url}/oai` },
      store,
      clock,
      logger: silentLogger,
      version: '0.1.0',
      contact: 'ada@example.org',
      sleep: clock.sleep,
    });
    if (feed === undefined) throw new Error('no feed');
    return feed;
  };
  const life: Life = { feed: feedOf(['cs.LG', 'cs.CL']), clock, server, cursor: undefined };

  /** New papers (of the first category, cross-listed into it, of both, and so on) and an old paper in a new version. */
  function announce(date: LocalDate, count = 3): void {
    const number = arxiv.papers.filter(({ type }) => type !== 'replace').length + 1;
    const kinds: readonly Pick<Announced, 'type' | 'categories'>[] = [
      { type: 'new', categories: ['cs.LG'] },
      { type: 'cross', categories: ['math.OC', 'cs.LG'] },
      { type: 'new', categories: ['cs.CL', 'cs.LG'] },
    ];
    for (let at = 0; at < count; at++) {
      const { type, categories } = kinds[at % kinds.length] ?? { type: 'new', categories: [] };
      const id = `26${date.slice(5, 7)}.${String(number + at).padStart(5, '0')}`;
      arxiv.papers.push({ id, date, submitted: `${addDays(date, -2)}T15:00:00Z`, type, categories });
    }
    arxiv.papers.push({ ...oldPaper, date });
  }

  return {
    clock,
    server,
    store,
    arxiv,
    life,
    feedOf,
    announce,
    /** Announces on each day on which arXiv announces. */
    announceAll(first: LocalDate, last: LocalDate): readonly LocalDate[] {
      const dates: LocalDate[] = [];
      for (let date = first; date <= last; date = addDays(date, 1)) if (isAnnounced(date)) dates.push(date);
      for (const date of dates) announce(date);
      return dates;
    },
    /** Ids of new papers, of all days or of one. */
    newIds: (date?: LocalDate) =>
      arxiv.papers
        .filter((paper) => paper.type !== 'replace' && (date ?? paper.date) === paper.date)
        .map(({ id }) => id),
    pass(until: string) {
      clock.pass(Date.parse(until) - clock.now());
    },
  };
}

export const oldPaper: Omit<Announced, 'date'> = {
  id: '2203.00001',
  submitted: '2022-03-01T10:00:00Z',
  categories: ['cs.LG'],
  type: 'replace',
};

/** An old paper, cross-listed into a category of this feed years after it was announced. */
export const oldCross: Omit<Announced, 'date'> = {
  id: '2205.06398',
  submitted: '2022-05-12T10:00:00Z',
  categories: ['math.OC', 'cs.LG'],
  type: 'cross',
};

/** Closes the server, and fails if it had complaints. */
export async function endPolitely({ server }: Pick<Life, 'server'>): Promise<void> {
  await server.close();
  expect(server.complaints).toEqual([]);
  expect(server.mostOpen).toBeLessThan(2);
}

/** Ids of all papers that were added, sorted, each once. */
export const addedIn = (rounds: readonly Round[]): readonly string[] =>
  [...new Set(rounds.flatMap(({ added }) => added))].sort();

/** `/rss/cs.LG+cs.CL`, `oai cs:cs:LG 2026-10-26..2026-10-27`, `oai token`. */
export function shortPath(path: string): string {
  const query = new URL(path, 'http://arxiv').searchParams;
  const of = (name: string) => query.get(name) ?? '';
  if (!path.startsWith('/oai')) return path;
  return query.has('resumptionToken') ? 'oai token' : `oai ${of('set')} ${of('from')}..${of('until')}`;
}
