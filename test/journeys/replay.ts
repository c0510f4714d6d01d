import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createMessenger, createNoticeBoard } from '../../adapters/console/deliver/messenger.ts';
import { renderMessage } from '../../adapters/console/render/message.ts';
import { createFeeds } from '../../adapters/feeds/create-feeds.ts';
import { parseFeeds } from '../../adapters/feeds/parse-feeds.ts';
import { composeCore } from '../../src/app/compose/core.ts';
import { storeSource } from '../../src/app/services/store-source.ts';
import { readConfig } from '../../src/app/settings/config.ts';
import type { Caller } from '../../src/commands/command.ts';
import { allRights } from '../../src/commands/place-handle.ts';
import { enqueueDue, runJob } from '../../src/digest/deliver/run-jobs.ts';
import { addCounts, noCounts } from '../../src/intake/rounds/counts.ts';
import { runFeed } from '../../src/intake/rounds/run-feed.ts';
import { createIndexSync } from '../../src/intake/sync-index.ts';
import type { Counts, Feed } from '../../src/ports/feed.ts';
import type { Queue } from '../../src/ports/queue.ts';
import { type FeedServer, startFeedServer } from '../support/doubles/feeds/feed-server.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { makeStoreFolder } from '../support/fixtures/store-folder.ts';

export interface Replay {
  /** What a person in the channel saw, and the counts of each round. */
  readonly transcript: readonly string[];
  readonly rounds: readonly { readonly feed: string; readonly day: string; readonly counts: Counts }[];
  readonly totals: ReadonlyMap<string, Counts>;
  /** Titles of papers, in the order in which they were posted in the channel. */
  readonly posted: readonly string[];
  readonly papersAtFirst: number;
  readonly papersAtLast: number;
  /** Papers that the store counts as new. */
  readonly arrivals: number;
  readonly requests: number;
  readonly complaints: readonly string[];
}

const day = 24 * 60 * 60_000;

/**
 * Replays recorded days of feeds from a local server. Each day the feeds are read at 15:00 UTC and the digest is
 * posted at 18:00.
 * @param folder holds `huggingface/2026-08-20.json`, … and `arxiv/…_2026-09-24.xml` for RSS
 */
export async function replay(folder: string, topics: readonly string[]): Promise<Replay> {
  const recorded = readRecorded(folder);
  const server = await startFeedServer();
  const dataDir = await makeStoreFolder();
  const [firstDay = ''] = recorded.keys();
  const clock = { at: Date.parse(`${firstDay}T00:00:00Z`) - day, now: () => clock.at };
  serve(server, recorded, clock.now);
  const transcript: string[] = [];
  const posted: string[] = [];
  const board = createNoticeBoard();
  board.listen((card) => {
    if (card.title.startsWith('Abstracts')) return;
    transcript.push(renderMessage(card, { width: 80, color: false }).text, '');
    for (const block of card.blocks)
      if (block.kind === 'entries')
        posted.push(
          ...block.entries.map(({ title }) => title.map((span) => 'text' in span && span.text).join('')),
        );
  });
  const messenger = createMessenger({ transcriptFile: join(dataDir, 'transcript.jsonl'), board });
  const config = readConfig({ PAPERBOY_DATA: dataDir });
  const core = await composeCore({
    source: storeSource(config, silentLogger),
    clock,
    logger: silentLogger,
    messengerOf: () => messenger,
  });
  const rounds: { feed: string; day: string; counts: Counts }[] = [];
  try {
    const deps = await core.services.open();
    const { store, index } = deps;
    const sync = createIndexSync({
      store,
      index,
      logger: silentLogger,
      onChange: deps.matchesCache.forget,
    });
    const feeds = createFeeds({
      settings: parseFeeds('huggingface,arxiv:cs.LG+cs.AI+cs.CL+stat.ML'),
      urls: {
        huggingface: server.url,
        arxivRss: server.url,
        arxivOai: `${server.url}/oai`,
      },
      store,
      clock,
      logger: silentLogger,
      version: '0',
      sleep: async (ms) => {
        clock.at += ms;
      },
    });
    const ada: Caller = {
      place: { platform: 'console', workspace: 'lab', channel: 'papers' },
      person: { id: 'U1', name: 'Ada', zone: 'UTC' },
      rights: allRights,
    };
    for (const topic of topics) await core.router.answer(`follow ${topic} confirm:yes`, ada);
    await core.router.answer('digest at 18:00 days:mon-sun', ada);
    await core.router.answer('digest when-empty note', ada);

    const papersAtFirst = (await index.size()).papers;
    const seenAtFirst = await store.latestArrival();
    const readFeed = async (feed: Feed, date: string) => {
      await runFeed(feed, { store, clock, logger: silentLogger });
      const counts = (await store.source(feed.name))?.lastRound ?? noCounts;
      rounds.push({ feed: feed.name, day: date, counts });
      transcript.push(`(${date}, ${feed.name}: ${describe(counts)})`);
    };
    const queue = {
      pending: async () => [],
      addMany: async (jobs) => {
        for (const { name, id = '', data } of jobs) await runJob({ name, id, data }, { ...deps, queue });
      },
    } as Pick<Queue, 'pending' | 'addMany'> as Queue;
    for (const date of recorded.keys()) {
      clock.at = Date.parse(`${date}T15:00:00Z`);
      transcript.push(`== ${date} ==`);
      for (const feed of feeds) await readFeed(feed, date);
      transcript.push('');
      await sync.catchUp();
      clock.at = Date.parse(`${date}T18:00:30Z`);
      await enqueueDue({ ...deps, queue });
    }
    const totals = new Map<string, Counts>();
    for (const { feed, counts } of rounds) totals.set(feed, addCounts(totals.get(feed) ?? noCounts, counts));
    return {
      transcript,
      rounds,
      totals,
      posted,
      papersAtFirst,
      papersAtLast: (await index.size()).papers,
      arrivals: await store.countArrivals(seenAtFirst),
      requests: server.requests.length,
      complaints: server.complaints,
    };
  } finally {
    await core.services.close();
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const describe = ({ seen, added, merged, known, skipped, rejected }: Counts) =>
  `${seen} seen = ${added} new + ${merged} merged + ${known} known + ${skipped} skipped + ${rejected} rejected`;

interface Day {
  huggingface?: string;
  rss?: string;
}

/** By date, in order. */
function readRecorded(folder: string): ReadonlyMap<string, Day> {
  const days = new Map<string, Day>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const date = /\d{4}-\d{2}-\d{2}/.exec(name)?.[0];
    const kind = /huggingface.*\.json$/.test(name)
      ? 'huggingface'
      : /rss_multi.*\.xml$/.test(name)
        ? 'rss'
        : undefined;
    if (date === undefined || kind === undefined) continue;
    days.set(date, { ...days.get(date), [kind]: readFileSync(join(folder, name), 'utf8') });
  }
  return new Map([...days].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Answers as the hosts did on the recorded days, and with nothing new on other days. */
function serve(server: FeedServer, recorded: ReadonlyMap<string, Day>, now: () => number): void {
  server.on('/api/daily_papers', ({ path }) => {
    const date = /date=([\d-]+)/.exec(path)?.[1] ?? '';
    const body = recorded.get(date)?.huggingface ?? '[]';
    return { body };
  });
  server.on(/^\/rss\//, () => {
    const today = new Date(now());
    return { body: recorded.get(today.toISOString().slice(0, 10))?.rss ?? emptyRss(today) };
  });
  server.on(/^\/oai/, { body: noRecords });
}

const emptyRss = (today: Date) =>
  `<rss version="2.0"><channel><title>updates on arXiv.org</title><pubDate>${today.toUTCString().slice(0, 16)} 00:00:00 -0400</pubDate></channel></rss>`;

const noRecords =
  '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><error code="noRecordsMatch">none</error></OAI-PMH>';
