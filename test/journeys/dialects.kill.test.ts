import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createFeeds } from '../../adapters/feeds/create-feeds.ts';
import { addCounts, noCounts } from '../../src/intake/rounds/counts.ts';
import { runFeed } from '../../src/intake/rounds/run-feed.ts';
import { startFeedServer } from '../support/doubles/feeds/feed-server.ts';
import { stepClock } from '../support/doubles/feeds/with-server.ts';
import { createMemoryStore } from '../support/fakes/memory-store/create-memory-store.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';

/** Thirty days of each journal, whose items are made after one in its dialect. */
const folder = fileURLToPath(new URL('../support/fixtures/feeds/journals', import.meta.url));
const dialects = readdirSync(folder).filter((name) => !name.endsWith('.json'));
const days = 30;
const dayMs = 86_400_000;

const syllables = 'ba co du fe gi ho ju ka le mi no pa ru sa te vi wo xu yo ze'.split(' ');
/** Words that are hardly ever the same for two numbers. */
const words = (n: number, count: number): string =>
  Array.from({ length: count }, (_, i) => {
    const k = (n + 1) * 7_919 + i * 104_729;
    return [k, k >> 3, k >> 6].map((each) => syllables[each % 20]).join('');
  }).join(' ');
const titleOf = (n: number): string => words(n, 7);

/** An item in the dialect of the template: another title, id, address and DOI. */
function makeItem(template: string, n: number, title = titleOf(n)): string {
  return template
    .replace(/10\.\d{4,9}\/[^\s<>"&|\]]+/g, `10.5555/made.${n}`)
    .replace(/https?:\/\/(?!www\.w3|purl|doi\.org)[^\s<>"]+/g, `https://journal.example.org/made/${n}`)
    .replace(/(?<=pubmed:|gov\/|PMID:)\d+/g, String(41_000_000 + n))
    .replace(/(<(?:guid|id)\b[^>]*>)(?!10\.|https?:|pubmed:)[^<]*/g, `$1made-${n}`)
    .replace(/(?<=[>[\s])[A-Z][^<>[\]&]{60,}?(?=[<\]&])/g, () => `${words(n + 5_000, 40)}.`)
    .replace(/(<((?:dc:)?title)\b[^>]*>)[\s\S]*?(?=<\/\2>)/g, `$1${title}`);
}

/** What is around the items, and the first of them. */
function takeApart(feed: string) {
  const [item = ''] = /<(item|entry)[ >][\s\S]*?<\/\1>/.exec(feed) ?? [];
  const start = feed.indexOf(item);
  const end = Math.max(feed.lastIndexOf('</item>') + 7, feed.lastIndexOf('</entry>') + 8);
  return { head: feed.slice(0, start), item, tail: feed.slice(end) };
}

const table: string[] = [];
afterAll(() => {
  if (table.length > 0) console.log(table.join('\n'));
});

async function month(name: string) {
  const { head, item, tail } = takeApart(readFileSync(`${folder}/${name}`, 'utf8'));
  const clock = stepClock(Date.parse('2026-07-24T06:00Z'));
  const server = await startFeedServer({ now: () => clock.now() });
  const store = createMemoryStore();
  const [feed] = createFeeds({
    settings: [{ kind: 'rss', url: `${server.url}/feed` }],
    store,
    clock,
    logger: silentLogger,
    version: '0.1.0',
    sleep: clock.sleep,
  });
  if (feed === undefined) throw new Error('no feed');
  let totals = noCounts;
  let made = 0;
  let malformed = 0;
  const shown: string[] = [];
  for (let day = 0; day < days; day++) {
    for (let left = (day % 3) + 1; left > 0; left--) shown.unshift(makeItem(item, made++));
    const isMalformed = day % 5 === 4;
    if (isMalformed) shown.splice(1, 0, makeItem(item, 900 + malformed++, ''));
    // The journal corrects the title of a paper that it shows.
    if (day === 10) shown[2] = shown[2]?.replace(/(<title\b[^>]*>)/, '$1New ') ?? '';
    server.on('/feed', { body: head + shown.slice(0, 20).join('\n') + tail });
    await runFeed(feed, { store, clock, logger: silentLogger });
    const source = await store.source(feed.name);
    const round = source?.lastRound ?? noCounts;
    expect(round.added + round.merged + round.known + round.skipped + round.rejected).toBe(round.seen);
    totals = addCounts(totals, round);
    clock.pass(dayMs);
  }
  const { complaints } = server;
  await server.close();
  const arrivals = await store.arrivals(0, await store.latestArrival());
  return { totals, made, malformed, titles: arrivals.map(({ paper }) => paper.title), complaints };
}

describe.each(dialects)('thirty days in the dialect of %s', (name) => {
  it('bring each paper once, and counts that add up', async () => {
    const { totals, made, malformed, titles, complaints } = await month(name);
    const { seen, added, merged, known, skipped, rejected } = totals;
    table.push(
      `${name.padEnd(20)} ${seen} seen = ${added} new + ${merged} merged + ${known} known + ${skipped} skipped + ${rejected} rejected; ${made} made, ${malformed} malformed`,
    );
    expect(complaints).toEqual([]);
    expect(added).toBe(made);
    expect(new Set(titles).size).toBe(titles.length);
    expect(rejected).toBeGreaterThanOrEqual(malformed);
  });
});
