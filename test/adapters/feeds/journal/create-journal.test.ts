import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFeeds } from '../../../../adapters/feeds/create-feeds.ts';
import { journalReadThrough } from '../../../../adapters/feeds/journal/cursor.ts';
import { FeedError } from '../../../../src/errors.ts';
import type { FeedPage } from '../../../../src/ports/feed.ts';
import { type FeedServer, startFeedServer } from '../../../support/doubles/feeds/feed-server.ts';
import { type Life, runRound } from '../../../support/doubles/feeds/live-through.ts';
import { stepClock } from '../../../support/doubles/feeds/with-server.ts';
import { memoryHostStore } from '../../../support/fakes/memory-host-store.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';

const hourMs = 3_600_000;
let clock: ReturnType<typeof stepClock>;
let server: FeedServer;
let life: Life;

beforeEach(async () => {
  clock = stepClock(Date.parse('2026-11-20T10:20Z'));
  server = await startFeedServer({ now: () => clock.now() });
  life = { feed: createJournal(), clock, server, cursor: undefined };
});
afterEach(async () => {
  await server.close();
  expect(server.complaints).toEqual([]);
});

interface Item {
  readonly id: string;
  readonly title?: string;
  readonly text?: string;
  readonly date?: string;
}

const rss = (items: readonly Item[], around = '') =>
  `<rss version="2.0"><channel><title>Shores</title>${around}${items
    .map(
      ({ id, title = `On the shores of ${id}`, text = '', date = '2026-11-19' }) =>
        `<item><title>${title}</title><link>https://shores.example.org/${id}</link><guid>${id}</guid><pubDate>${date}</pubDate><description>${text}</description></item>`,
    )
    .join('')}</channel></rss>`;

function createJournal() {
  const [feed] = createFeeds({
    settings: [{ kind: 'rss', url: `${server.url}/shores.xml` }],
    store: memoryHostStore(),
    clock,
    logger: silentLogger,
    version: '0.1.0',
    sleep: clock.sleep,
  });
  if (feed === undefined) throw new Error('no feed');
  return feed;
}
const round = () => runRound(life);
const titles = (pages: readonly FeedPage[]) =>
  pages.flatMap(({ records }) =>
    records.map(({ paper, isNew }) => `${isNew ? 'new' : 'changed'}: ${paper.title}`),
  );

describe('a journal', () => {
  it('is a baseline at first, and brings new items from then on', async () => {
    server.on('/shores.xml', { body: rss([{ id: 'a' }, { id: 'b' }]) });
    const first = await round();
    expect(titles(first.pages)).toEqual(['new: On the shores of a', 'new: On the shores of b']);
    // Nothing is news that was published before the end of time.
    expect(first.pages[0]?.quietBefore).toBe('9999-12-31');

    server.on('/shores.xml', { body: rss([{ id: 'c' }, { id: 'a' }, { id: 'b' }]) });
    clock.pass(3 * hourMs);
    const second = await round();
    expect(titles(second.pages)).toEqual(['new: On the shores of c']);
    expect(second.pages[0]).toMatchObject({ skipped: 2, quietBefore: '2026-08-22' });
    expect(journalReadThrough(life.cursor)).toBe('2026-11-20');
  });

  it('takes an item that changes for a change, and never for a new paper', async () => {
    server.on('/shores.xml', { body: rss([{ id: 'a' }]) });
    await round();
    server.on('/shores.xml', { body: rss([{ id: 'a', title: 'On the shores of A, corrected' }]) });
    expect(titles((await round()).pages)).toEqual(['changed: On the shores of A, corrected']);
    expect(titles((await round()).pages)).toEqual([]);
  });

  it('remembers items that were away for a while', async () => {
    server.on('/shores.xml', { body: rss([{ id: 'a' }]) });
    await round();
    server.on('/shores.xml', { body: rss([{ id: 'b' }]) });
    await round();
    server.on('/shores.xml', { body: rss([{ id: 'a' }, { id: 'b' }]) });
    expect(titles((await round()).pages)).toEqual([]);
  });

  it('keeps no date of the future: a cover date', async () => {
    server.on('/shores.xml', { body: rss([{ id: 'a', date: '2027-02-01' }]) });
    const [record] = (await round()).pages[0]?.records ?? [];
    expect(record?.paper.published).toBeUndefined();
    expect(record?.announced).toBe('2026-11-20');
  });

  it('asks every three hours, and later where the feed wishes it, up to twelve', async () => {
    server.on('/shores.xml', { body: rss([]) });
    const { nextAt } = await round();
    expect(nextAt - clock.now()).toBeGreaterThan(0);
    expect(nextAt - clock.now()).toBeLessThanOrEqual(3 * hourMs + 60_000);
    server.on('/shores.xml', { body: rss([], '<ttl>10080</ttl>') });
    const wished = (await round()).nextAt - clock.now();
    expect(wished).toBeGreaterThan(12 * hourMs);
    expect(wished).toBeLessThanOrEqual(15 * hourMs);
  });

  it('says when it shows no items, and when it has shown nothing new for a month', async () => {
    server.on('/shores.xml', { body: rss([]) });
    expect((await round()).note).toBe('it shows no items');
    server.on('/shores.xml', { body: rss([{ id: 'a' }]) });
    expect((await round()).note).toBeUndefined();
    clock.pass(31 * 24 * hourMs);
    expect((await round()).note).toBe('nothing new since 2026-11-20');
  });

  it('asks with the validators of the last answer, and keeps what it knows when nothing has changed', async () => {
    server.on('/shores.xml', { body: rss([{ id: 'a' }]), headers: { etag: '"1"' } });
    await round();
    const { pages } = await round();
    expect(server.requests[1]?.status).toBe(304);
    expect(titles(pages)).toEqual([]);
    server.on('/shores.xml', { body: rss([{ id: 'a' }, { id: 'b' }]), headers: { etag: '"2"' } });
    expect(titles((await round()).pages)).toEqual(['new: On the shores of b']);
  });

  it('asks for a broken answer again, and brings what it had', async () => {
    const whole = rss([{ id: 'a' }, { id: 'b' }]);
    server.on('/shores.xml', { body: whole.slice(0, whole.indexOf('<guid>b')), headers: { etag: '"1"' } });
    const { pages, note } = await round();
    expect(titles(pages)).toEqual(['new: On the shores of a']);
    expect(note).toBe('it was read in part: the text ends early');
    server.on('/shores.xml', { body: whole, headers: { etag: '"1"' } });
    expect(titles((await round()).pages)).toEqual(['new: On the shores of b']);
  });

  it('fails, with its cursor where it was, when most items cannot be read', async () => {
    server.on('/shores.xml', { body: rss([{ id: 'a' }]) });
    await round();
    const before = life.cursor;
    server.on('/shores.xml', { body: rss([{ id: 'c', title: ' ' }, { id: 'd', title: ' ' }, { id: 'e' }]) });
    expect((await round()).failed).toEqual(
      new FeedError('unreadable', '2 of 3 items could not be read (no title)'),
    );
    expect(life.cursor).toEqual(before);
  });

  it('takes a damaged cursor for none', async () => {
    server.on('/shores.xml', { body: rss([{ id: 'a' }]) });
    life.cursor = { version: 1, seen: 'everything' };
    expect((await round()).pages[0]?.quietBefore).toBe('9999-12-31');
  });
});
