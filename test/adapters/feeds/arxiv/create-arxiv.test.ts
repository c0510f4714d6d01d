import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addedIn,
  endPolitely,
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
const asked = () => world.server.requests.map(({ path }) => shortPath(path));

describe('five weeks, with weekends, Thanksgiving and the end of summer time', () => {
  it('bring every paper once, by one request for each announcement', async () => {
    const dates = world.announceAll('2026-10-26', '2026-11-30');
    expect(dates).toHaveLength(25);
    const rounds = await until('2026-12-01T00:00Z');
    expect(addedIn(rounds)).toEqual(world.newIds());
    expect(rounds.flatMap(({ failed }) => failed ?? [])).toEqual([]);
    expect(asked()).toEqual(dates.map(() => rss));
    // The same moment in New York, an hour later in UTC from November on.
    const hours = rounds.slice(1).map(({ at }) => at.slice(11, 13));
    expect([...new Set(hours)]).toEqual(['04', '05']);
    expect(rounds.filter(({ at }) => at.startsWith('2026-11-27'))).toEqual([]);
  });

  it('have days without an announcement, and the feed says why', async () => {
    world.pass('2026-11-27T12:00Z');
    await runRound(world.life);
    const round = await runRound(world.life);
    expect(round.asked).toEqual([]);
    expect(round.note).toBe('no announcement on Thu 26 Nov 2026 (Thanksgiving)');
    expect(new Date(round.nextAt).toISOString()).toMatch(/^2026-11-30T05:/);
  });

  it('begin on a day without an announcement with everything that RSS shows, once', async () => {
    world.announce('2026-11-20');
    world.arxiv.shows = { items: '2026-11-20', date: '2026-11-20' };
    world.pass('2026-11-21T12:00Z');
    const round = await runRound(world.life);
    expect(addedIn([round])).toEqual(world.newIds());
    expect(new Date(round.nextAt).toISOString()).toMatch(/^2026-11-23T05:/);
    expect((await runRound(world.life)).asked).toEqual([]);
  });

  describe('begin between midnight and the hour at which RSS is asked', () => {
    beforeEach(() => {
      world.announceAll('2026-10-26', '2026-10-28');
      world.pass('2026-10-27T04:10Z');
    });

    it('with today’s announcement if RSS has it', async () => {
      const rounds = await until('2026-10-29T00:00Z');
      expect(addedIn(rounds)).toEqual([...world.newIds('2026-10-27'), ...world.newIds('2026-10-28')]);
      expect(asked()).toEqual([rss, rss]);
    });

    it.each([
      ['that of the day before', { items: '2026-10-26', date: '2026-10-26' }],
      ['none', { items: '2020-01-01', date: '2026-10-27' }],
    ])('with %s if RSS does not have it, and today’s is still read', async (_, shows) => {
      world.arxiv.shows = shows;
      await runRound(world.life);
      world.arxiv.shows = undefined;
      const rounds = await until('2026-10-29T00:00Z');
      expect(addedIn(rounds)).toEqual([...world.newIds('2026-10-27'), ...world.newIds('2026-10-28')]);
      expect(asked()).toEqual([rss, rss, rss]);
    });

    it('with tomorrow’s if midnight passes meanwhile, which does not look stale then', async () => {
      world.arxiv.shows = { items: '2026-10-28', date: '2026-10-28' };
      await runRound(world.life);
      world.pass('2026-10-28T12:00Z');
      const round = await runRound(world.life);
      expect(round.note).toBeUndefined();
      expect(new Date(round.nextAt).toISOString()).toMatch(/^2026-10-29/);
    });
  });

  it('begin with the lists too if RSS does not show everything', async () => {
    world.announceAll('2026-11-19', '2026-11-20');
    world.pass('2026-11-21T12:00Z');
    world.arxiv.shows = { items: '2026-11-20', date: '2026-11-20' };
    world.arxiv.cap = 1;
    world.server.on(rss, (request) => {
      const { body = '' } = world.arxiv.rss(request);
      return { body: `${body}`.replace('</channel></rss>', '<item><title>Att') };
    });
    const round = await runRound(world.life);
    expect(asked()).toEqual([
      rss,
      'oai cs:cs:LG 2026-11-19..2026-11-20',
      'oai cs:cs:CL 2026-11-19..2026-11-20',
    ]);
    expect(addedIn([round])).toEqual(expect.arrayContaining([...world.newIds('2026-11-20')]));
  });

  it('begin category by category if RSS is full', async () => {
    world.announce('2026-11-20', 2_100);
    world.pass('2026-11-21T12:00Z');
    world.arxiv.shows = { items: '2026-11-20', date: '2026-11-20' };
    await runRound(world.life, 2);
    expect(asked()).toEqual([rss, '/rss/cs.LG', '/rss/cs.CL']);
  });

  it('bring old papers as known', async () => {
    world.announce('2026-10-26');
    const { pages } = await runRound(world.life);
    const [old] = pages[0]?.records.filter(({ isNew }) => !isNew) ?? [];
    expect(old?.paper).toMatchObject({ arxivId: '2203.00001', edition: { by: 'arxiv', version: 2 } });
    expect(old?.paper.sources).toEqual([{ file: 'arxiv:cs.CL+cs.LG', line: 1 }]);
  });
});

describe('a setting that arXiv does not know', () => {
  it('is a mistake that says what to write', async () => {
    const round = await runRound({ ...world.life, feed: world.feedOf(['cs.LG', 'cs.XX']) });
    expect(round.failed?.problem).toBe('mistake');
    expect(round.failed?.message).toMatch(/no feed of cs\.LG\+cs\.XX: .*cs\.XX.*FEEDS/);
    expect(asked()).toEqual(['/rss/cs.LG+cs.XX']);
  });
});
