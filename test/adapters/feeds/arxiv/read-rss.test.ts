import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addedIn,
  endPolitely,
  oldCross,
  shortPath,
  startArxivLife,
} from '../../../support/doubles/feeds/arxiv-life.ts';
import { liveUntil, runRound } from '../../../support/doubles/feeds/live-through.ts';

let world: Awaited<ReturnType<typeof startArxivLife>>;
beforeEach(async () => {
  world = await startArxivLife('2026-10-26T12:00Z');
});
afterEach(() => endPolitely(world));

const rss = '/rss/cs.LG+cs.CL';
const until = (instant: string) => liveUntil(world.life, instant);
const asked = (since: number) => world.server.requests.slice(since).map(({ path }) => shortPath(path));

describe('an announcement that is not as expected', () => {
  const yesterday = '2026-10-26';
  const today = '2026-10-27';
  let before = 0;
  beforeEach(async () => {
    world.announceAll(yesterday, '2026-10-28');
    const [first] = await until(`${today}T00:00Z`);
    world.clock.pass((first?.nextAt ?? 0) - world.clock.now());
    before = world.server.requests.length;
  });

  it('is asked for again each hour while RSS shows yesterday’s, and read once it is there', async () => {
    world.arxiv.shows = { items: yesterday, date: yesterday };
    const late = await runRound(world.life);
    expect(late).toMatchObject({ added: [], note: 'RSS still shows an earlier announcement' });
    world.clock.pass(late.nextAt - world.clock.now());
    expect((await runRound(world.life)).added).toEqual([]);
    // RSS is unchanged, so no body is sent.
    expect(world.server.requests.slice(before).map(({ status }) => status)).toEqual([304, 304]);
    world.arxiv.shows = undefined;
    world.clock.pass(3_600_000);
    expect(addedIn(await until('2026-10-28T00:00Z'))).toEqual(world.newIds(today));
    expect(asked(before)).toEqual([rss, rss, rss]);
  });

  it('is read with any date, because it may have been missed', async () => {
    world.announce('2026-10-20');
    world.arxiv.shows = { items: '2026-10-20', date: '2026-10-20' };
    const late = await runRound(world.life);
    expect(late.note).toBe('RSS still shows an earlier announcement');
    expect(addedIn([late])).toEqual(world.newIds('2026-10-20'));
  });

  it('does not count as today’s when it has yesterday’s papers under today’s date', async () => {
    world.arxiv.shows = { items: yesterday, date: today };
    const same = await runRound(world.life);
    expect(same.note).toBe('RSS shows the papers of the last announcement again');
    expect(addedIn([same])).toEqual(world.newIds(yesterday));
    world.arxiv.shows = undefined;
    world.clock.pass(same.nextAt - world.clock.now());
    expect(addedIn([await runRound(world.life)])).toEqual(world.newIds(today));
  });

  it.each([
    ['that does not exist', { status: 404, body: 'no' }, /404/],
    [
      'that is years old',
      {
        body: '<rss version="2.0"><channel><title>x updates on arXiv.org</title><pubDate>Mon, 26 Oct 2015 00:00:00 -0400</pubDate></channel></rss>',
      },
      /dated 2015-10-26/,
    ],
  ])('%s leaves the day to the lists', async (_name, answer, note) => {
    world.server.on('/rss/cs.LG+cs.CL', answer);
    const rounds = await until('2026-10-28T00:00Z');
    expect(rounds[0]?.note).toMatch(note);
    expect(addedIn(rounds)).toEqual(world.newIds(today));
  });

  it('is read by OAI-PMH after six hours', async () => {
    world.arxiv.shows = { items: yesterday, date: today };
    const shown = addedIn(await until('2026-10-28T00:00Z'));
    expect(shown).toEqual([...world.newIds(yesterday), ...world.newIds(today)]);
    expect(asked(before)).toEqual([
      ...Array(6).fill(rss),
      'oai cs:cs:LG 2026-10-26..2026-10-27',
      'oai cs:cs:CL 2026-10-26..2026-10-27',
    ]);
    world.arxiv.shows = undefined;
    expect(addedIn(await until('2026-10-29T00:00Z'))).toEqual(world.newIds('2026-10-28'));
  });

  it('is still stale when it shows a day later what the lists have already brought', async () => {
    world.arxiv.shows = { items: yesterday, date: today };
    await until('2026-10-28T00:00Z');
    world.arxiv.shows = { items: today, date: '2026-10-28' };
    const rounds = await until('2026-10-29T00:00Z');
    expect(rounds.map(({ note }) => note)).toContain('RSS shows the papers of the last announcement again');
    expect(addedIn(rounds)).toEqual([...world.newIds(today), ...world.newIds('2026-10-28')]);
  });

  it('with an id from the future does not make the next one look stale', async () => {
    const [paper] = world.arxiv.papers.filter(({ date }) => date === today);
    if (paper !== undefined) world.arxiv.papers.push({ ...paper, id: '9901.00001' });
    const rounds = await until('2026-10-29T00:00Z');
    expect(addedIn(rounds)).toEqual([...world.newIds(today), ...world.newIds('2026-10-28')].sort());
    expect(addedIn(rounds)).toContain('9901.00001');
    expect(asked(before)).toEqual([rss, rss]);
  });

  it('is accepted when it has only new versions of old papers', async () => {
    const { papers } = world.arxiv;
    papers.splice(
      0,
      papers.length,
      ...papers.filter(({ date, type }) => date !== today || type === 'replace'),
    );
    const round = await runRound(world.life);
    expect(round.pages[0]?.records).toHaveLength(1);
    expect(round.note).toBeUndefined();
    expect(new Date(round.nextAt).toISOString()).toMatch(/^2026-10-28/);
  });

  it('is accepted when it has only cross-listings of old papers', async () => {
    const { papers } = world.arxiv;
    papers.splice(0, papers.length, ...papers.filter(({ date }) => date !== today));
    papers.push({ ...oldCross, date: today });
    const round = await runRound(world.life);
    expect(round.added).toEqual([oldCross.id]);
    expect(round.note).toBeUndefined();
    expect(new Date(round.nextAt).toISOString()).toMatch(/^2026-10-28/);
    expect(addedIn(await until('2026-10-29T00:00Z'))).toEqual(world.newIds('2026-10-28'));
    expect(asked(before)).toEqual([rss, rss]);
  });

  describe('and is empty', () => {
    const lists = (range: string) => [`oai cs:cs:LG ${range}`, `oai cs:cs:CL ${range}`];
    const empty = { items: '2020-01-01', date: today };

    it('is asked for once more, and after an unknown holiday each list is asked once', async () => {
      world.announce('2026-10-29');
      const { papers } = world.arxiv;
      papers.splice(0, papers.length, ...papers.filter(({ date }) => date !== today));
      const rounds = await until('2026-10-28T00:00Z');
      expect(asked(before)).toEqual([rss, rss]);
      expect(rounds.map(({ note }) => note)).toEqual([
        'RSS shows no papers today',
        "RSS shows no papers today; tomorrow arXiv's lists tell whether there were any",
      ]);
      const next = await until('2026-10-30T00:00Z');
      expect(addedIn(next)).toEqual([...world.newIds('2026-10-28'), ...world.newIds('2026-10-29')]);
      expect(asked(before).slice(2)).toEqual([rss, ...lists('2026-10-26..2026-10-28'), rss]);
    });

    it('is read from the lists on the next day if it was not a holiday', async () => {
      world.arxiv.shows = empty;
      expect(addedIn(await until('2026-10-28T00:00Z'))).toEqual([]);
      // The second answer was 304.
      expect(world.server.requests.slice(before).map(({ status }) => status)).toEqual([200, 304]);
      world.arxiv.shows = undefined;
      const rounds = await until('2026-10-29T00:00Z');
      expect(addedIn(rounds)).toEqual([...world.newIds(today), ...world.newIds('2026-10-28')]);
    });

    it('is read from the lists, also if there was time for only one request', async () => {
      world.arxiv.shows = empty;
      world.pass('2026-10-27T23:00Z');
      await until('2026-10-28T01:00Z');
      expect(asked(before)).toEqual([rss]);
      world.arxiv.shows = undefined;
      const rounds = await until('2026-10-29T00:00Z');
      expect(addedIn(rounds)).toEqual([...world.newIds(today), ...world.newIds('2026-10-28')]);
    });

    it('of a Friday is read on the Saturday, and not before', async () => {
      world.announceAll('2026-10-29', '2026-10-30');
      await until('2026-10-30T00:00Z');
      world.arxiv.shows = { items: '2020-01-01', date: '2026-10-30' };
      const rounds = await until('2026-11-02T00:00Z');
      expect(addedIn(rounds)).toEqual(world.newIds('2026-10-30'));
      expect(rounds.find(({ added }) => added.length > 0)?.at).toMatch(/^2026-10-31T04:/);
      expect(asked(before).slice(-4)).toEqual([rss, rss, ...lists('2026-10-29..2026-10-31')]);
    });
  });

  it('is read from the lists on the next day if the lists were late too', async () => {
    world.arxiv.shows = { items: yesterday, date: yesterday };
    world.arxiv.listsLateMs = 20 * 3_600_000;
    expect(addedIn(await until('2026-10-28T00:00Z'))).toEqual([]);
    world.arxiv.shows = undefined;
    const rounds = await until('2026-10-29T00:00Z');
    expect(addedIn(rounds)).toEqual([...world.newIds(today), ...world.newIds('2026-10-28')]);
    const oai = asked(before).filter((path) => path.startsWith('oai'));
    expect(oai).toEqual([
      'oai cs:cs:LG 2026-10-26..2026-10-27',
      'oai cs:cs:CL 2026-10-26..2026-10-27',
      'oai cs:cs:LG 2026-10-26..2026-10-28',
      'oai cs:cs:CL 2026-10-26..2026-10-28',
    ]);
  });

  it('is still read by RSS after a kill during its request', async () => {
    await world.store.takeLease('arxiv', world.clock.now(), 150_000);
    world.clock.pass(5_000);
    const busy = await runRound(world.life);
    expect(busy).toMatchObject({
      pages: [],
      asked: [],
      failed: { message: 'arXiv is being asked by others' },
    });
    // What is left of the lease after a minute of waiting.
    expect(busy.failed?.retryAfterMs).toBe(150_000 - 60_000);
    world.clock.pass(busy.failed?.retryAfterMs ?? 0);
    expect((await runRound(world.life)).added.toSorted()).toEqual(world.newIds(today));
    expect(asked(before)).toEqual([rss]);
  });

  it('is still read by RSS after the store failed for a while', async () => {
    const { takeLease } = world.store;
    world.store.takeLease = () => Promise.reject(new Error('no connection'));
    const unknown = await runRound(world.life);
    expect(unknown).toMatchObject({ pages: [], failed: { problem: 'unreachable' } });
    // The store works again between the request for RSS and those for the lists.
    let times = 0;
    world.store.takeLease = (...given) =>
      times++ === 0 ? Promise.reject(new Error('no connection')) : takeLease(...given);
    expect((await runRound(world.life)).failed?.problem).toBe('unreachable');
    expect((await runRound(world.life)).added.toSorted()).toEqual(world.newIds(today));
    expect(asked(before)).toEqual([rss]);
  });

  describe('and is full', () => {
    beforeEach(() => {
      world.arxiv.pageSize = 2_000;
      world.arxiv.papers.length = 0;
      for (let at = 0; at < 2_100; at++) {
        const categories = [at % 2 === 0 ? 'cs.LG' : 'cs.CL', 'cs.AI'];
        const submitted = '2026-10-25T15:00:00Z';
        world.arxiv.papers.push({
          id: `2610.${10_000 + at}`,
          date: today,
          submitted,
          categories,
          type: 'new',
        });
      }
    });

    it('is read category by category', async () => {
      const round = await runRound(world.life);
      expect(asked(before)).toEqual([rss, '/rss/cs.LG', '/rss/cs.CL']);
      expect(addedIn([round])).toEqual(world.newIds(today));
    });

    it('is completed from the lists if a category is late', async () => {
      world.server.on('/rss/cs.CL', (request) => {
        world.arxiv.shows = { items: yesterday, date: yesterday };
        return world.arxiv.rss(request);
      });
      const round = await runRound(world.life);
      expect(asked(before).slice(3)).toHaveLength(2);
      expect(new Set(addedIn([round]))).toEqual(new Set(world.newIds(today)));
    });

    it('is read by the lists if a category cannot be read', async () => {
      world.server.on('/rss/cs.CL', { status: 500, body: 'no' });
      const round = await runRound(world.life);
      expect(asked(before).slice(3)).toHaveLength(2);
      expect(new Set(addedIn([round]))).toEqual(new Set(world.newIds(today)));
    });
  });

  it('is completed from the lists if one category is too large for RSS', async () => {
    world.arxiv.pageSize = 1_300;
    world.announce(today, 2_100);
    const round = await runRound(world.life);
    expect(asked(before)).toEqual([
      rss,
      '/rss/cs.LG',
      '/rss/cs.CL',
      'oai cs:cs:LG 2026-10-26..2026-10-27',
      'oai token',
      'oai cs:cs:CL 2026-10-26..2026-10-27',
    ]);
    expect([...new Set(addedIn([round]))]).toEqual(world.newIds(today).sort());
  });
});
