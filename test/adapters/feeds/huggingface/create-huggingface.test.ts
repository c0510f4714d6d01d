import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFeeds } from '../../../../adapters/feeds/create-feeds.ts';
import { addDays, type LocalDate } from '../../../../src/topics/calendar/local-date.ts';
import {
  type FeedAnswer,
  type FeedServer,
  startFeedServer,
} from '../../../support/doubles/feeds/feed-server.ts';
import { type Life, liveUntil, runRound } from '../../../support/doubles/feeds/live-through.ts';
import { stepClock } from '../../../support/doubles/feeds/with-server.ts';
import { memoryHostStore } from '../../../support/fakes/memory-host-store.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';

const hourMs = 3_600_000;
let clock: ReturnType<typeof stepClock>;
let server: FeedServer;
let life: Life;
/** Papers by day; other days are empty. */
let days: Map<LocalDate, unknown[]>;
let troubles: Map<LocalDate, FeedAnswer>;

beforeEach(async () => {
  clock = stepClock(Date.parse('2026-11-20T10:20Z'));
  server = await startFeedServer({ now: () => clock.now() });
  days = new Map();
  troubles = new Map();
  server.on('/api/daily_papers', byDay);
  life = { feed: create(), clock, server, cursor: undefined };
});
afterEach(async () => {
  await server.close();
  expect(server.complaints).toEqual([]);
});

function byDay({ path }: { readonly path: string }): FeedAnswer {
  const query = new URL(path, server.url).searchParams;
  const date = query.get('date') ?? '';
  const [limit, page] = [Number(query.get('limit')), Number(query.get('p'))];
  const items = (days.get(date) ?? []).slice(limit * page, limit * (page + 1));
  const trouble = troubles.get(date);
  return trouble ?? { body: JSON.stringify(items), headers: { etag: `"${date}-${page}-${items.length}"` } };
}

function create(contact = 'ada@example.org', store = memoryHostStore()) {
  const [feed] = createFeeds({
    settings: [{ kind: 'huggingface' }],
    urls: { huggingface: server.url },
    store,
    clock,
    logger: silentLogger,
    version: '0.1.0',
    contact,
    sleep: clock.sleep,
  });
  if (feed === undefined) throw new Error('no feed');
  return feed;
}

function add(date: LocalDate, count = 1): void {
  const day = days.get(date) ?? [];
  days.set(date, day);
  for (let at = 0; at < count; at++) {
    const id = `2611.${date.slice(8)}${String(day.length + 1).padStart(3, '0')}`;
    day.push({
      paper: {
        id,
        title: `Paper ${id.replace('.', ' of ')}`,
        summary: `What ${id} is about.`,
        authors: [{ _id: '1', name: 'Ada Lovelace', hidden: false }],
        publishedAt: `${addDays(date, -1)}T10:00:00.000Z`,
        upvotes: 3,
        submittedOnDailyAt: `${date}T00:00:00.000Z`,
      },
      title: 'copy',
      numComments: 1,
    });
  }
}

const idsOf = (date: LocalDate) =>
  (days.get(date) ?? []).map((item) => (item as { paper: { id: string } }).paper.id);
/** `2026-11-20`, `2026-11-20 p1`. */
const shortPath = (path: string) => {
  const query = new URL(path, server.url).searchParams;
  return `${query.get('date')}${query.get('p') === '0' ? '' : ` p${query.get('p')}`}`;
};
const run = async () => {
  const round = await runRound(life);
  return { ...round, asked: round.asked.map(shortPath) };
};
const statuses = (count: number) => server.requests.slice(-count).map(({ status }) => status);
const recent = ['2026-11-18', '2026-11-19', '2026-11-20'];

describe('a round', () => {
  it('reads the last three days, also the first time', async () => {
    for (const date of ['2026-11-17', ...recent]) add(date, 2);
    const round = await run();
    expect(round.asked).toEqual(recent);
    expect(round.added).toEqual(recent.flatMap(idsOf));
    expect(round.note).toBeUndefined();
    expect(round.pages[0]?.records[0]?.paper).toMatchObject({
      upvotes: 3,
      sources: [{ file: 'huggingface' }],
    });
  });

  it('asks once for an unchanged day, and brings nothing again', async () => {
    for (const date of recent) add(date, 2);
    await run();
    add('2026-11-20');
    const again = await run();
    expect(again.asked).toEqual(recent);
    expect(statuses(3)).toEqual([304, 304, 200]);
    expect(again.pages.flatMap(({ records }) => records)).toHaveLength(3);
  });

  it('follows the pages of a long day, also unchanged ones', async () => {
    add('2026-11-19', 230);
    const first = await run();
    const wanted = ['2026-11-18', '2026-11-19', '2026-11-19 p1', '2026-11-19 p2', '2026-11-20'];
    expect(first.asked).toEqual(wanted);
    expect(first.added).toEqual(idsOf('2026-11-19'));
    expect((await run()).asked).toEqual(wanted);
    expect(statuses(5)).toEqual([304, 304, 304, 304, 304]);
  });

  it('follows the link to a next page', async () => {
    add('2026-11-20', 2);
    const next = { link: '</api/daily_papers?p=1>; rel="next"' };
    const path = '/api/daily_papers?date=2026-11-20&limit=100&p=';
    server.on(`${path}0`, { body: JSON.stringify(days.get('2026-11-20')?.slice(0, 1)), headers: next });
    server.on(`${path}1`, { body: JSON.stringify(days.get('2026-11-20')?.slice(1)) });
    const round = await run();
    expect(round.asked).toEqual([...recent, '2026-11-20 p1']);
    expect(round.added).toEqual(idsOf('2026-11-20'));
  });

  it('stops after ten pages without an end', async () => {
    add('2026-11-19', 2_000);
    expect((await run()).asked).toHaveLength(12);
  });

  it('is due once an hour, not on the hour, at a minute of its installation', async () => {
    const { nextAt } = await run();
    expect(nextAt - clock.now()).toBeLessThanOrEqual(hourMs);
    const minutes = ['ada@example.org', 'alan@example.org', 'grace@example.org'].map(async (contact) => {
      const round = await runRound({ ...life, feed: create(contact), cursor: undefined });
      return new Date(round.nextAt).getUTCMinutes();
    });
    const spread = await Promise.all(minutes);
    expect(new Set(spread).size).toBe(3);
    expect(Math.min(...spread)).toBeGreaterThanOrEqual(5);
    expect(Math.max(...spread)).toBeLessThan(55);
    expect(new Date(nextAt).getUTCMinutes()).toBe(spread[0]);
  });
});

describe('many rounds', () => {
  it('bring every paper of a week, late ones too, by three requests an hour', async () => {
    for (let date = '2026-11-20'; date <= '2026-11-27'; date = addDays(date, 1)) add(date, 5);
    const hidden = days.get('2026-11-21') ?? [];
    days.delete('2026-11-21');
    const first = await liveUntil(life, '2026-11-23T12:00Z');
    days.set('2026-11-21', hidden);
    const rounds = [...first, ...(await liveUntil(life, '2026-11-28T00:30Z'))];
    // The double also has future days, which are never requested.
    expect(new Set(rounds.flatMap(({ added }) => added))).toEqual(new Set([...days.keys()].flatMap(idsOf)));
    expect(rounds.every(({ asked }) => asked.length === 3)).toBe(true);
    expect(rounds.filter(({ pages }) => pages.some(({ records }) => records.length > 0))).toHaveLength(8);
  });

  it('make up for the days of an outage: the recent ones first, then the oldest', async () => {
    for (let date = '2026-11-18'; date <= '2026-11-30'; date = addDays(date, 1)) add(date, 2);
    await run();
    add('2026-11-20', 3);
    clock.pass(10 * 24 * hourMs);
    const round = await run();
    // The 19th and 18th had ended when they were read; the 20th had not.
    const missed = Array.from({ length: 8 }, (_, at) => addDays('2026-11-20', at));
    expect(round.asked).toEqual(['2026-11-28', '2026-11-29', '2026-11-30', ...missed]);
    expect(round.added).toEqual(round.asked.flatMap(idsOf));
    clock.pass(hourMs);
    expect((await run()).asked).toEqual(['2026-11-28', '2026-11-29', '2026-11-30']);
  });

  it('make up for a month at most', async () => {
    await run();
    clock.pass(100 * 24 * hourMs);
    expect((await run()).asked).toHaveLength(31);
    expect(JSON.stringify(life.cursor).length).toBeLessThan(5_000);
  });
});

describe('a day that cannot be read', () => {
  it.each<[string, FeedAnswer]>([
    ['is a web page', { body: '<html><body>Sorry</body></html>' }],
    ['is no list', { body: '{"error": "Internal"}' }],
    ['is half a list', { body: '[{"paper": {"id": "2611.19001", ' }],
    ['is an error', { status: 500, body: 'no' }],
    ['breaks off', { body: '[', cut: true }],
  ])('that %s is rejected, and the others are read', async (_, trouble) => {
    for (const date of recent) add(date);
    troubles.set('2026-11-19', trouble);
    const round = await run();
    expect(round.asked).toEqual(recent);
    expect(round.added).toEqual([...idsOf('2026-11-18'), ...idsOf('2026-11-20')]);
    expect(round.pages.flatMap(({ rejects }) => rejects.map(({ item }) => item))).toEqual(['2026-11-19']);
    expect(round.note).toBe('2026-11-19 could not be read and will be tried again');
    troubles.clear();
    expect((await run()).added).toEqual(idsOf('2026-11-19'));
  });

  it('brings its other items if some cannot be read', async () => {
    add('2026-11-19');
    const wanted = idsOf('2026-11-19');
    days.get('2026-11-19')?.unshift("{'paper': {'id': '2611.19009'}}", 7);
    const round = await run();
    expect(round.added).toEqual(wanted);
    expect(round.pages.flatMap(({ rejects }) => rejects)).toHaveLength(2);
  });

  it('is tried again a few times a day after it is no longer recent', async () => {
    add('2026-11-19');
    troubles.set('2026-11-19', { status: 500, body: 'no' });
    await liveUntil(life, '2026-11-24T00:00Z');
    const before = server.requests.length;
    await liveUntil(life, '2026-11-25T00:00Z');
    const old = server.requests.slice(before).filter(({ path }) => path.includes('2026-11-19'));
    expect(old).toHaveLength(4);
    troubles.clear();
    const rounds = await liveUntil(life, '2026-11-26T00:00Z');
    expect(rounds.flatMap(({ added }) => added)).toEqual(idsOf('2026-11-19'));
    expect(rounds.flatMap(({ asked }) => asked).filter((path) => path.includes('2026-11-19'))).toHaveLength(
      1,
    );
  });

  it('does not keep recent or other old days from being read', async () => {
    await run();
    for (let date = '2026-11-20'; date <= '2026-11-30'; date = addDays(date, 1)) {
      add(date);
      if (date < '2026-11-25') troubles.set(date, { status: 500, body: 'no' });
    }
    clock.pass(10 * 24 * hourMs);
    const wanted = ['2026-11-28', '2026-11-29', '2026-11-30'];
    const first = await run();
    expect(first.asked).toEqual([...wanted, '2026-11-20', '2026-11-21', '2026-11-22']);
    expect(first.added).toEqual(wanted.flatMap(idsOf));
    clock.pass(hourMs);
    const second = await run();
    expect(second.asked).toEqual([
      ...wanted,
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
    ]);
    expect(second.added).toEqual(['2026-11-25', '2026-11-26', '2026-11-27'].flatMap(idsOf));
  });

  it('counts as empty if the host does not know it, but knows others', async () => {
    troubles.set('2026-11-20', { status: 400, body: '{"error": "date is in the future"}' });
    add('2026-11-19');
    const round = await run();
    expect(round.added).toEqual(idsOf('2026-11-19'));
    expect(round.note).toBeUndefined();
    expect(round.pages.flatMap(({ rejects }) => rejects)).toEqual([]);
  });
});

/** Answers of which no item can be read, as after a change of format. */
const unreadable: [string, (items: unknown[]) => unknown][] = [
  ['are wrapped in an object', (papers) => ({ papers })],
  ['are wrapped twice', (items) => ({ data: { items } })],
  [
    'are keyed by their ids',
    (items) => Object.fromEntries(items.map((item, at) => [`2611.0000${at}`, item])),
  ],
  ['have other names of fields', (items) => items.map(() => ({ article: { heading: 'x' } }))],
  [
    'have empty fields',
    (items) => items.map(() => ({ paper: { id: '', title: '', summary: '' }, title: '' })),
  ],
  ['are texts', (items) => items.map((item) => JSON.stringify(item))],
  ['are null', (items) => items.map(() => null)],
  ['are mostly null', (items) => [...items.slice(0, 1), ...items.map(() => null)]],
];

async function runs(count: number, hours: number) {
  const rounds: Awaited<ReturnType<typeof run>>[] = [];
  for (let round = 0; round < count; round++) {
    rounds.push(await run());
    clock.pass(hours * hourMs);
  }
  return rounds;
}

describe.each(unreadable)('days whose items %s', (_, change) => {
  const breakDays = () => {
    for (const [date, items] of days) troubles.set(date, { body: JSON.stringify(change(items)) });
  };

  it.each(['the first round', 'a good start'])('are read again once they can be, after %s', async (start) => {
    for (let date = '2026-11-18'; date <= '2026-11-27'; date = addDays(date, 1)) add(date, 3);
    const first = start === 'the first round' ? [] : [await run()];
    breakDays();
    const bad = await runs(12, 12);
    expect(bad.every(({ failed, isUnread }) => failed?.problem === 'unreadable' || isUnread)).toBe(true);
    troubles.clear();
    const good = await runs(3, 7);
    const wanted = [...days.entries()].filter(([date]) => date <= '2026-11-27').map(([date]) => date);
    const rounds = [...first, ...bad, ...good];
    expect(new Set(rounds.flatMap(({ added }) => added))).toEqual(new Set(wanted.flatMap(idsOf)));
    expect([good.at(-1)?.failed, good.at(-1)?.isUnread]).toEqual([undefined, undefined]);
  });

  it('end the round in trouble on their first day, when all other days are empty or old', async () => {
    add('2026-11-19', 3);
    await run();
    add('2026-11-20', 3);
    breakDays();
    troubles.delete('2026-11-19');
    expect(await run()).toMatchObject({
      isUnread: true,
      note: '2026-11-20 could not be read and will be tried again',
    });
  });
});

it('a paper needs a title only', async () => {
  server.on('/api/daily_papers', { body: JSON.stringify([{ paper: { title: 'A lonely title' } }]) });
  const round = await run();
  expect(round.pages[0]?.records.map(({ paper }) => paper.title)).toEqual(['A lonely title']);
  expect(round.isUnread).toBeUndefined();
});

it('makes up for days from a first round that the host refused', async () => {
  for (let date = '2026-11-18'; date <= '2026-11-30'; date = addDays(date, 1)) add(date);
  server.on('/api/daily_papers', { status: 429, body: '', headers: { 'retry-after': '300' } });
  expect((await run()).failed?.problem).toBe('refused');
  server.on('/api/daily_papers', byDay);
  clock.pass(8 * 24 * hourMs);
  expect((await run()).added).toHaveLength(11);
});

describe('a host that cannot be read', () => {
  const all = (trouble: FeedAnswer) => server.on('/api/daily_papers', trouble);

  it.each<[string, FeedAnswer]>([
    ['unreachable', { status: 500, body: 'no' }],
    ['unreadable', { body: '<html></html>' }],
    ['mistake', { status: 404, body: 'Not Found' }],
  ])('is %s after three failed days, and no day is forgotten', async (problem, trouble) => {
    for (let date = '2026-11-18'; date <= '2026-11-30'; date = addDays(date, 1)) add(date);
    await run();
    clock.pass(8 * 24 * hourMs);
    const handlers = server.requests.length;
    all(trouble);
    const round = await run();
    expect(round.failed?.problem).toBe(problem);
    expect(server.requests.length - handlers).toBe(3);
    expect(round.pages.flatMap(({ records, rejects }) => [...records, ...rejects])).toEqual([]);
    // The cursor does not claim that the days of the outage were read.
    expect(life.cursor).toMatchObject({
      through: '2026-11-20',
      days: { '2026-11-28': { failedAt: expect.any(Number) } },
    });
    server.on('/api/daily_papers', byDay);
    clock.pass(hourMs);
    const missed = Array.from({ length: 6 }, (_, at) => addDays('2026-11-20', at));
    expect((await run()).asked).toEqual(['2026-11-26', '2026-11-27', '2026-11-28', ...missed]);
  });

  it('is left alone at once when it refuses', async () => {
    all({ status: 429, body: '', headers: { 'retry-after': '300' } });
    expect((await run()).failed?.problem).toBe('refused');
    expect(server.requests).toHaveLength(1);
    await run();
    expect(server.requests).toHaveLength(1);
  });

  it('is not asked while the store fails, and no day counts as tried', async () => {
    await run();
    const known = life.cursor;
    const store = memoryHostStore();
    let tries = 0;
    store.takeLease = async () => {
      tries++;
      throw new Error('the database is away');
    };
    life.feed = create('ada@example.org', store);
    const round = await run();
    expect(round.failed).toMatchObject({ problem: 'unreachable' });
    expect([tries, round.asked, life.cursor]).toEqual([1, [], known]);
  });

  it('is asked once if its answer cannot be stored', async () => {
    const store = memoryHostStore();
    store.forgive = () => Promise.reject(new Error('the database is away'));
    life.feed = create('ada@example.org', store);
    const round = await run();
    expect(round.failed).toMatchObject({
      problem: 'unreachable',
      message: 'what Hugging Face answered could not be remembered',
      retryAfterMs: 60_000,
    });
    expect(round.asked).toEqual(['2026-11-18']);
  });

  it('keeps the days that were read before it failed', async () => {
    for (const date of recent) add(date);
    troubles.set('2026-11-20', { status: 429, body: '' });
    const round = await run();
    expect(round.added).toEqual([...idsOf('2026-11-18'), ...idsOf('2026-11-19')]);
    troubles.clear();
    clock.pass(hourMs);
    await run();
    expect(statuses(3)).toEqual([304, 304, 200]);
  });
});

describe('a cursor', () => {
  it('stays valid with headers of any length', async () => {
    for (let date = '2026-11-18'; date <= '2026-11-21'; date = addDays(date, 1)) add(date);
    const headers = { etag: `"${'e'.repeat(5_000)}"`, 'last-modified': 'm'.repeat(5_000) };
    server.on('/api/daily_papers', (request) => ({ ...byDay(request), headers }));
    await run();
    clock.pass(3 * 24 * hourMs);
    expect((await run()).asked).toEqual(['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-20']);
  });

  it.each<[string, unknown]>([
    ['of another version', { version: 0, through: '2026-01-01', days: {} }],
    ['that is none', 'yesterday'],
    ['of dates that are none', { version: 1, through: '2026-02-31', days: {} }],
    ['from the future', { version: 1, through: '2031-01-01', days: {} }],
  ])('%s reads only the recent days', async (_, cursor) => {
    life.cursor = cursor;
    expect((await run()).asked).toEqual(recent);
  });
});
