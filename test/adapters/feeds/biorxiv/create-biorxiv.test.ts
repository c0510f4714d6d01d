import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDetails } from '../../../../adapters/feeds/biorxiv/parse-details.ts';
import { createFeeds } from '../../../../adapters/feeds/create-feeds.ts';
import type { FeedSetting } from '../../../../adapters/feeds/feed-settings.ts';
import { FeedError } from '../../../../src/errors.ts';
import type { FeedPage } from '../../../../src/ports/feed.ts';
import { type FeedServer, startFeedServer } from '../../../support/doubles/feeds/feed-server.ts';
import { type Life, runRound } from '../../../support/doubles/feeds/live-through.ts';
import { stepClock } from '../../../support/doubles/feeds/with-server.ts';
import { memoryHostStore } from '../../../support/fakes/memory-host-store.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';

const dayMs = 86_400_000;
let clock: ReturnType<typeof stepClock>;
let server: FeedServer;
let life: Life;
/** What was posted, from old to new. */
let posted: Posted[];
let pageSize: number;

interface Posted {
  readonly doi: string;
  readonly date: string;
  readonly version?: string;
  readonly title?: string;
  readonly type?: string;
}

beforeEach(async () => {
  clock = stepClock(Date.parse('2026-11-20T10:20Z'));
  server = await startFeedServer({ now: () => clock.now() });
  life = {
    feed: createPreprints({ kind: 'biorxiv', category: 'neuroscience' }),
    clock,
    server,
    cursor: undefined,
  };
  posted = [];
  pageSize = 30;
  server.on(/^\/details\//, answer);
});
afterEach(async () => {
  await server.close();
  expect(server.complaints).toEqual([]);
});

/** As api.biorxiv.org answers: numbers as text here and there, and a message instead of an empty list. */
function answer({ path }: { readonly path: string }) {
  const [, , , first = '', last = '', at = '0'] = path.split(/[/?]/);
  const found = posted.filter(({ date }) => date >= first && date <= last);
  const shown = found.slice(Number(at), Number(at) + pageSize);
  const messages =
    shown.length === 0
      ? [{ status: 'no posts found' }]
      : [
          {
            status: 'ok',
            interval: `${first}:${last}`,
            cursor: at,
            count: shown.length,
            total: String(found.length),
          },
        ];
  return { body: JSON.stringify({ messages, collection: shown.map(item) }) };
}

const item = ({ doi, date, version = '1', title = `Cells of ${doi}`, type = 'new results' }: Posted) => ({
  title,
  authors: 'Ghafari, T.; Quinn, A. J.; Jensen, O.',
  doi,
  date,
  version,
  type,
  category: 'neuroscience',
  abstract: `We show that cells of ${doi} wander at night.`,
  funder: 'NA',
  published: 'NA',
  server: 'bioRxiv',
});

function createPreprints(setting: FeedSetting) {
  const [feed] = createFeeds({
    settings: [setting],
    urls: { biorxiv: server.url },
    store: memoryHostStore(),
    clock,
    logger: silentLogger,
    version: '0.1.0',
    sleep: clock.sleep,
  });
  if (feed === undefined) throw new Error('no feed');
  return feed;
}

async function round(setting?: FeedSetting) {
  if (setting !== undefined) life.feed = createPreprints(setting);
  const read = await runRound(life);
  return { ...read, records: read.pages.flatMap(({ records }) => records) };
}
const dois = (records: FeedPage['records']) => records.map(({ paper }) => paper.doi);

describe('bioRxiv', () => {
  it('is read by day and subject, from the end of each page on', async () => {
    pageSize = 2;
    posted = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ doi: `10.64898/2026.${name}`, date: '2026-11-20' }));
    const { records, pages } = await round();
    expect(dois(records)).toEqual(posted.map(({ doi }) => doi));
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/details/biorxiv/2026-11-19/2026-11-20/0/json?category=neuroscience',
      '/details/biorxiv/2026-11-19/2026-11-20/2/json?category=neuroscience',
      '/details/biorxiv/2026-11-19/2026-11-20/4/json?category=neuroscience',
    ]);
    expect(pages[0]?.quietBefore).toBe('2026-11-20');
    expect(records[0]?.paper).toMatchObject({
      authors: ['T. Ghafari', 'A. J. Quinn', 'O. Jensen'],
      url: 'https://www.biorxiv.org/content/10.64898/2026.a',
      published: '2026-11-20',
      publication: { type: 'article', venue: 'bioRxiv' },
    });
  });

  it('makes up for days on which it was not read, and reads the last days again', async () => {
    await round();
    clock.pass(5 * dayMs);
    posted = [{ doi: '10.64898/2026.late', date: '2026-11-22' }];
    expect(dois((await round()).records)).toEqual(['10.64898/2026.late']);
    expect(server.requests.at(-1)?.path).toMatch(/^\/details\/biorxiv\/2026-11-18\/2026-11-25\/0/);
    clock.pass(90 * dayMs);
    await round();
    expect(server.requests.at(-1)?.path).toMatch(/^\/details\/biorxiv\/2027-01-24\/2027-02-23\/0/);
  });

  it('brings first versions as new, later ones as changes, and says which were withdrawn', async () => {
    await round();
    posted = [
      { doi: '10.64898/2026.one', date: '2026-11-20' },
      { doi: '10.64898/2025.old', date: '2026-11-20', version: '3' },
      {
        doi: '10.64898/2025.gone',
        date: '2026-11-20',
        version: '2',
        title: 'WITHDRAWN: Cells that were not',
      },
    ];
    const { records } = await round();
    expect(
      records.map(({ paper, isNew }) => [paper.title, isNew, paper.withdrawn, paper.edition?.version]),
    ).toEqual([
      ['Cells of 10.64898/2026.one', true, undefined, 1],
      ['Cells of 10.64898/2025.old', false, undefined, 3],
      ['Cells that were not', false, true, 2],
    ]);
    // The date is that of the version, so only a first version tells when the paper was published.
    expect(records.map(({ paper }) => paper.published)).toEqual(['2026-11-20', undefined, undefined]);
  });

  it('goes on at the same days when a page fails', async () => {
    await round();
    const before = life.cursor;
    server.on(/^\/details\//, { body: '{"messages":[{"status":"Error: too busy"}],"collection":[]}' });
    expect((await round()).failed).toEqual(new FeedError('unreadable', 'it answered “Error: too busy”'));
    expect(life.cursor).toEqual(before);
  });

  it('serves medRxiv as well, with every subject', async () => {
    await round({ kind: 'medrxiv' });
    expect(server.requests[0]?.path).toBe('/details/medrxiv/2026-11-19/2026-11-20/0/json');
  });

  it.each([
    ['no JSON', 'the answer is broken JSON'],
    ['[]', 'the answer is JSON of another kind'],
    ['{"messages":[],"collection":[]}', 'the answer is JSON of another kind'],
  ])('%s is no answer', (text, message) => {
    expect(() => parseDetails(text, { source: 'x', server: 'biorxiv' })).toThrow(
      new FeedError('unreadable', message),
    );
  });

  it('rejects an item without title or DOI, and reads the next', () => {
    const body = JSON.stringify({
      messages: [{ status: 'ok', total: 2 }],
      collection: [{ title: 'No id' }, item({ doi: '10.64898/2026.x', date: '2026-11-20' })],
    });
    const page = parseDetails(body, { source: 'x', server: 'biorxiv' });
    expect(page.records).toHaveLength(1);
    expect(page.rejects).toMatchObject([{ item: 'item 1', reason: 'no title or no DOI' }]);
  });
});
