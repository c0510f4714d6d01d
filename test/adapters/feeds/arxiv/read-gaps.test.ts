import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderOaiError } from '../../../support/doubles/feeds/arxiv-double.ts';
import {
  addedIn,
  oldCross,
  oldPaper,
  shortPath,
  startArxivLife,
} from '../../../support/doubles/feeds/arxiv-life.ts';
import type { FeedAnswer } from '../../../support/doubles/feeds/feed-server.ts';
import { liveUntil, runRound } from '../../../support/doubles/feeds/live-through.ts';

let world: Awaited<ReturnType<typeof startArxivLife>>;
let before = 0;
beforeEach(async () => {
  world = await startArxivLife('2026-10-26T12:00Z');
  world.announceAll('2026-10-26', '2026-11-06');
  await liveUntil(world.life, '2026-10-27T00:00Z');
  before = world.server.requests.length;
});
afterEach(async () => {
  await world.server.close();
  expect(world.server.complaints).toEqual([]);
});

const rss = '/rss/cs.LG+cs.CL';
const asked = () => world.server.requests.slice(before).map(({ path }) => shortPath(path));
const html: FeedAnswer = { body: '<html><body>Down for maintenance</body></html>' };
/** Breaks the second record of a list. */
const broken = (body: string) => body.replace(/(<record>.*?<record>.*?<title>)/s, '$1<');
const failing: FeedAnswer = { status: 500, body: 'no' };

/** Lists reach a day beyond both ends of a gap, so some papers come twice. */
const distinct = (ids: readonly string[]) => [...new Set(ids)].sort();
const newOf = (dates: readonly string[]) => dates.flatMap((date) => world.newIds(date)).sort();

/** What arXiv answers now. The request does not count in `asked`. */
async function ask(path: string): Promise<string> {
  const headers = { accept: '*/*', 'user-agent': 'Ada/1.0' };
  const answer = await fetch(world.server.url + path, { headers });
  world.clock.pass(10_000);
  before = world.server.requests.length;
  return answer.text();
}

describe('an outage of five days', () => {
  // Announcements of Tuesday the 27th to Monday the 2nd were missed.
  const missed = ['2026-10-27', '2026-10-28', '2026-10-29', '2026-10-30', '2026-11-02'];
  const lists = ['oai cs:cs:LG 2026-10-26..2026-11-02', 'oai cs:cs:CL 2026-10-26..2026-11-02'];
  beforeEach(() => world.pass('2026-11-03T12:00Z'));

  it('is made up for by OAI-PMH, after today’s announcement', async () => {
    const round = await runRound(world.life);
    expect(asked()).toEqual([rss, ...lists]);
    expect(distinct(round.added)).toEqual(newOf([...missed, '2026-11-03']));
    expect(round.added.slice(0, 3).sort()).toEqual(world.newIds('2026-11-03'));
    const next = await liveUntil(world.life, '2026-11-07T00:00Z');
    expect(addedIn(next)).toEqual(newOf(['2026-11-04', '2026-11-05', '2026-11-06']));
  });

  it('brings papers that moderators held as new, and papers that only changed as known', async () => {
    const held = {
      date: '2026-10-28',
      submitted: '2026-09-01T10:00:00Z',
      categories: ['cs.CL'],
      type: 'new',
    } as const;
    world.arxiv.papers.push({ ...held, id: '2610.00900' });
    const round = await runRound(world.life);
    expect(round.added).toContain('2610.00900');
    const known = round.pages.flatMap(({ records }) => records.filter(({ isNew }) => !isNew));
    expect(distinct(known.map(({ paper }) => paper.arxivId ?? ''))).toEqual([oldPaper.id]);
  });

  it('brings an old cross-listed paper as known', async () => {
    world.arxiv.papers.push({ ...oldCross, date: '2026-10-28' });
    const { pages } = await runRound(world.life);
    const records = pages.flatMap((page) => page.records);
    expect(records.filter(({ paper }) => paper.arxivId === oldCross.id)).toMatchObject([{ isNew: false }]);
  });

  it('brings a new version of an old paper as known, also after a day with nothing but new versions', async () => {
    world.arxiv.papers.length = 0;
    for (const date of ['2026-11-03', '2026-11-05']) world.announce(date);
    world.arxiv.papers.push({ ...oldPaper, date: '2026-11-04' });
    await liveUntil(world.life, '2026-11-05T00:00Z');
    // Older than what was read, and larger than the only id of the last announcement.
    world.arxiv.papers.push({ ...oldPaper, id: '2409.00001', date: '2026-11-05' });
    world.pass('2026-11-06T12:00Z');
    const round = await runRound(world.life);
    expect(asked().slice(-2)).toEqual([
      'oai cs:cs:LG 2026-11-04..2026-11-05',
      'oai cs:cs:CL 2026-11-04..2026-11-05',
    ]);
    expect(distinct(round.added)).toEqual(newOf(['2026-11-05']));
    expect(round.pages.flatMap(({ records }) => records.map(({ paper }) => paper.arxivId))).toContain(
      '2409.00001',
    );
  });

  it('counts a paper in two lists once', async () => {
    const [, first, second] = (await runRound(world.life)).pages;
    const both = ({ paper }: { paper: { categories?: readonly string[] } }) =>
      paper.categories?.includes('cs.CL');
    expect(first?.records.filter(both)).toHaveLength(6);
    expect(second).toMatchObject({ records: [], skipped: 6 });
  });

  it('goes on where the last round was cut off', async () => {
    world.arxiv.pageSize = 10;
    const cut = await runRound(world.life, 2);
    expect(cut.asked.map(shortPath)).toEqual([rss, lists[0]]);
    const round = await runRound(world.life);
    expect(round.asked.map(shortPath)).toEqual(['oai token', 'oai token', lists[1]]);
    expect(distinct([...cut.added, ...round.added])).toEqual(newOf([...missed, '2026-11-03']));
  });

  it('goes on with the list after a kill during its request', async () => {
    await runRound(world.life, 1);
    world.clock.pass(5_000);
    await world.store.takeLease('arxiv', world.clock.now(), 150_000);
    // So that the lease expires before a second minute of waiting is over.
    world.clock.pass(40_000);
    const busy = await runRound(world.life);
    expect(busy).toMatchObject({ asked: [], failed: { message: 'arXiv is being asked by others' } });
    world.clock.pass(busy.failed?.retryAfterMs ?? 0);
    expect((await runRound(world.life)).asked.map(shortPath)).toEqual(lists);
  });

  it('begins a list anew when its token has expired', async () => {
    world.arxiv.pageSize = 10;
    await runRound(world.life, 2);
    world.pass('2026-11-04T00:30Z');
    const round = await runRound(world.life);
    expect(round.asked.map(shortPath)).toEqual([lists[0], 'oai token', 'oai token', lists[1]]);
  });

  it('begins a list anew, at another address, when its token is no longer valid', async () => {
    world.arxiv.pageSize = 10;
    await runRound(world.life, 2);
    const unknown = { body: renderOaiError('badResumptionToken', 'expired') };
    world.arxiv.oaiTrouble = (path) => (/Token=.*until%253D2026-11-02/.test(path) ? unknown : undefined);
    const round = await runRound(world.life);
    expect(round.asked.map(shortPath)).toEqual([
      'oai token',
      'oai cs:cs:LG 2026-10-26..2026-11-03',
      'oai token',
      'oai token',
      'oai cs:cs:CL 2026-10-26..2026-11-03',
    ]);
    expect(round.failed).toBeUndefined();
  });

  it('leaves a list whose tokens are never valid until a later round', async () => {
    world.arxiv.pageSize = 10;
    const unknown = { body: renderOaiError('badResumptionToken', 'expired') };
    world.arxiv.oaiTrouble = (path) => (path.includes('Token=') ? unknown : undefined);
    expect((await runRound(world.life)).failed?.message).toBe("arXiv's OAI-PMH does not know its token");
    expect(asked()).toEqual([rss, lists[0], 'oai token', 'oai cs:cs:LG 2026-10-26..2026-11-03', 'oai token']);
  });

  it('stays a gap while OAI-PMH fails, and is read at a later round', async () => {
    world.server.on('/oai', failing);
    const failed = await runRound(world.life);
    expect(asked()).toEqual([rss, lists[0]]);
    expect(failed.failed).toMatchObject({
      problem: 'unreachable',
      message: 'arXiv at 127.0.0.1: it answered 500',
    });
    expect(addedIn([failed])).toEqual(world.newIds('2026-11-03'));
    world.server.on('/oai', html);
    expect((await runRound(world.life)).failed?.problem).toBe('unreadable');
    world.server.on('/oai', world.arxiv.oai);
    world.clock.pass(3_600_000);
    const round = await runRound(world.life);
    expect(round.asked.map(shortPath)).toEqual(lists);
    expect(round.added).toEqual(expect.arrayContaining(newOf(missed)));
  });

  it.each([
    ['without titles', (body: string) => body.replaceAll('title>', 'heading>')],
    ['in another format of metadata', (body: string) => body.replaceAll('arXivRaw', 'arXivNew')],
    ['under another name', (body: string) => body.replaceAll(/<(\/?)record>/g, '<$1row>')],
  ])('stays a gap while all records are %s, and is read once they can be', async (_, change) => {
    const whole = world.arxiv.oai;
    world.server.on('/oai', (request) => ({ body: change(String(whole(request).body)) }));
    const rounds = await liveUntil(world.life, '2026-11-04T00:00Z');
    expect(rounds.slice(0, 3).map(({ failed }) => failed?.problem)).toEqual(Array(3).fill('unreadable'));
    world.server.on('/oai', whole);
    const next = await liveUntil(world.life, '2026-11-04T12:00Z');
    expect(addedIn([...rounds, ...next])).toEqual(expect.arrayContaining(newOf(missed)));
  });

  it('is asked for again tomorrow after three failures in a day, and does not delay RSS', async () => {
    world.server.on('/oai', failing);
    const rounds = await liveUntil(world.life, '2026-11-05T00:00Z');
    expect(
      rounds.map(({ at, failed, asked }) => [at.slice(8, 10), failed?.problem, asked.map(shortPath)]),
    ).toEqual([
      ['03', 'unreachable', [rss, lists[0]]],
      ['03', 'unreachable', [lists[0]]],
      ['03', 'unreachable', [lists[0]]],
      ['03', undefined, []],
      ['04', 'unreachable', [rss, 'oai cs:cs:LG 2026-10-26..2026-11-03']],
      ['04', 'unreachable', ['oai cs:cs:LG 2026-10-26..2026-11-03']],
      ['04', 'unreachable', ['oai cs:cs:LG 2026-10-26..2026-11-03']],
      ['04', undefined, []],
    ]);
    expect(rounds[3]?.note).toBe(
      "arXiv's lists failed too often today; papers since 2026-10-27 come tomorrow at the earliest",
    );
    world.server.on('/oai', world.arxiv.oai);
    const next = await liveUntil(world.life, '2026-11-05T12:00Z');
    expect(addedIn(next)).toEqual(expect.arrayContaining(newOf(missed)));
  });

  it('does not ask an address of OAI-PMH again on the day of its error', async () => {
    world.server.on('/oai', { body: renderOaiError('badArgument', 'not today') });
    const addresses = () =>
      world.server.requests
        .slice(before)
        .map(({ path }) => path)
        .filter((path) => path.startsWith('/oai'));
    const problems: (string | undefined)[] = [];
    for (let round = 0; round < 5; round++) {
      problems.push((await runRound(world.life)).failed?.problem);
      world.clock.pass(3_600_000);
    }
    expect(problems).toEqual(['unreadable', 'unreadable', 'unreadable', undefined, undefined]);
    expect(addresses()).toHaveLength(3);
    expect(new Set(addresses()).size).toBe(3);
    world.pass('2026-11-04T05:30Z');
    await runRound(world.life);
    expect(addresses()).toHaveLength(4);
  });

  it('keeps the records before a broken one, and requests that page again', async () => {
    const whole = world.arxiv.oai;
    world.server.on('/oai', (request) => ({ body: broken(String(whole(request).body)) }));
    const cut = await runRound(world.life);
    expect(cut.failed?.message).toMatch(/^arXiv's OAI-PMH: it is not well-formed/);
    expect(cut.pages.at(-1)).toMatchObject({ records: [{}], rejects: [{ item: 'record 2' }] });
    world.server.on('/oai', whole);
    const round = await runRound(world.life);
    expect(round.asked.map(shortPath)).toEqual(lists);
    expect(distinct([...cut.added, ...round.added])).toEqual(newOf([...missed, '2026-11-03']));
  });

  it('gives up the rest of a page that is still broken on the next day, and goes on with the list', async () => {
    world.arxiv.pageSize = 10;
    const whole = world.arxiv.oai;
    world.server.on('/oai', (request) => {
      const body = String(whole(request).body);
      return { body: /from=2026-10-26/.test(request.path) ? broken(body) : body };
    });
    const rounds = await liveUntil(world.life, '2026-11-05T00:00Z');
    expect(rounds.map(({ failed }) => failed?.problem)).toEqual([
      ...Array(3).fill('unreadable'),
      undefined,
      undefined,
    ]);
    expect(rounds.at(-1)?.asked.map(shortPath)).toEqual([
      rss,
      'oai cs:cs:LG 2026-10-26..2026-11-03',
      'oai token',
      'oai token',
      'oai cs:cs:CL 2026-10-26..2026-11-03',
    ]);
    expect(world.life.cursor).toMatchObject({ done: '2026-11-04', gaps: [] });
  });

  it('begins anew after progress that an earlier version made by the search API', async () => {
    await runRound(world.life, 1);
    const cursor = world.life.cursor as object;
    world.life.cursor = { ...cursor, progress: { by: 'api', from: Date.parse('2026-10-23'), start: 1000 } };
    const round = await runRound(world.life);
    expect(round.asked.map(shortPath)).toEqual(lists);
    expect(round.added).toEqual(expect.arrayContaining(newOf(missed)));
  });
});

describe('a refusal', () => {
  beforeEach(() => world.pass('2026-10-27T12:00Z'));

  it('holds for all of arXiv, and then the lists are asked instead of RSS', async () => {
    world.server.on(/^\/rss\//, { status: 406, body: 'Not Acceptable', headers: { 'retry-after': '3600' } });
    const refused = await runRound(world.life);
    expect(refused.failed?.problem).toBe('refused');
    for (let minutes = 0; minutes < 50; minutes += 10) {
      world.clock.pass(600_000);
      await runRound(world.life);
    }
    expect(asked()).toEqual([rss]);
    world.clock.pass(600_000);
    const round = await runRound(world.life);
    expect(asked().slice(1)).toEqual([
      'oai cs:cs:LG 2026-10-26..2026-10-27',
      'oai cs:cs:CL 2026-10-26..2026-10-27',
    ]);
    expect(addedIn([round])).toEqual(world.newIds('2026-10-27'));
  });

  it('of another feed’s request does not count as one of RSS', async () => {
    const other = { ...world.life, cursor: undefined };
    world.server.on(/^\/rss\//, { status: 429, body: '' }, { body: '' });
    await runRound(other);
    expect((await runRound(world.life)).failed?.problem).toBe('refused');
    expect(asked()).toEqual([rss]);
    world.clock.pass(16 * 60_000);
    expect((await runRound(world.life)).asked[0]).toBe(rss);
  });

  it('keeps the place in the list, and after three the list is asked again tomorrow', async () => {
    world.pass('2026-10-29T12:00Z');
    world.server.on('/oai', { status: 503, body: 'first byte timeout' });
    const rounds = await liveUntil(world.life, '2026-10-30T00:00Z');
    expect(rounds.map(({ failed }) => failed?.problem)).toEqual(['refused', 'refused', 'refused', undefined]);
    // At the same address: an answer that took too long is ready a while later.
    expect(asked()).toEqual([rss, ...Array(3).fill('oai cs:cs:LG 2026-10-26..2026-10-28')]);
    world.server.on('/oai', world.arxiv.oai);
    const next = await liveUntil(world.life, '2026-10-31T00:00Z');
    const dates = ['2026-10-27', '2026-10-28', '2026-10-29', '2026-10-30'];
    expect(addedIn([...rounds, ...next])).toEqual(newOf(dates));
  });

  it('of a list loses nothing if the list answers later', async () => {
    world.pass('2026-10-29T12:00Z');
    world.arxiv.oaiTrouble = (path) =>
      path.includes('CL') ? { status: 503, body: 'first byte timeout' } : undefined;
    const refused = await runRound(world.life);
    expect(refused.failed?.problem).toBe('refused');
    world.arxiv.oaiTrouble = undefined;
    world.clock.pass(16 * 60_000);
    const round = await runRound(world.life);
    expect(round.asked.map(shortPath)).toEqual(['oai cs:cs:CL 2026-10-26..2026-10-28']);
    expect(addedIn([refused, round])).toEqual(newOf(['2026-10-27', '2026-10-28', '2026-10-29']));
  });

  it('can come with a whole feed, which is read', async () => {
    world.server.on(/^\/rss\//, { status: 406, body: await ask(rss) });
    const round = await runRound(world.life);
    expect(addedIn([round])).toEqual(world.newIds('2026-10-27'));
    expect(round.failed).toBeUndefined();
    expect(asked()).toEqual([rss]);
  });
});

describe('RSS that cannot be read', () => {
  it.each<[string, FeedAnswer]>([
    ['a web page', html],
    ['an error', failing],
    ['half a feed', { body: '<?xml version="1.0"?><rss version="2.0"><channel><title>cs.LG', cut: true }],
    ['another format', { body: '{"error": "moved"}' }],
  ])('%s: the lists are asked at once', async (_, answer) => {
    world.pass('2026-10-27T12:00Z');
    world.server.on(/^\/rss\//, answer);
    const round = await runRound(world.life);
    expect(addedIn([round])).toEqual(world.newIds('2026-10-27'));
    expect(round.note).toMatch(/today's papers are read from arXiv's lists$/);
    expect(asked()).toHaveLength(3);
    expect((await runRound(world.life)).asked).toEqual([]);
  });

  it('brings the items before it breaks off, and the lists bring the others', async () => {
    world.pass('2026-10-27T12:00Z');
    const whole = await ask(rss);
    world.server.on(/^\/rss\//, { body: whole.slice(0, whole.indexOf('</item>') + 20) });
    const round = await runRound(world.life);
    expect(round.pages[0]?.records.map(({ paper }) => paper.arxivId)).toEqual(
      world.newIds('2026-10-27').slice(0, 1),
    );
    expect(distinct(round.added)).toEqual(newOf(['2026-10-27']));
  });

  it('is completed from the lists when it is full and there is only one category', async () => {
    world.pass('2026-10-27T12:00Z');
    world.announce('2026-10-27', 2_000);
    const feed = world.feedOf(['cs.LG']);
    const round = await runRound({ ...world.life, feed, cursor: undefined }, 2);
    expect(asked()).toEqual(['/rss/cs.LG', 'oai cs:cs:LG 2026-10-26..2026-10-27']);
    expect(round.pages[0]?.cursor).toMatchObject({ done: '2026-10-27', gaps: [{ first: '2026-10-27' }] });
  });

  it('is asked again when the lists cannot be read either', async () => {
    world.pass('2026-10-27T12:00Z');
    for (const path of [/^\/rss\//, '/oai']) world.server.on(path, failing);
    expect((await runRound(world.life)).failed?.problem).toBe('unreachable');
    world.server.on(/^\/rss\//, html);
    await runRound(world.life);
    expect(asked().filter((path) => path === rss)).toHaveLength(2);
  });
});

it('reads an announcement from the lists if most items of RSS cannot be read', async () => {
  world.pass('2026-10-27T12:00Z');
  const whole = await ask(rss);
  world.server.on(rss, { body: whole.replaceAll(/<item>(.*?)<title>.*?<\/title>/gs, '<item>$1') });
  world.clock.pass(10_000);
  const round = await runRound(world.life);
  expect(round.note).toContain('items could not be read (no title); today’s papers'.replace('’', "'"));
  expect(distinct(round.added)).toEqual(newOf(['2026-10-27']));
});
