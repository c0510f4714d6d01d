import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../adapters/postgres/database/database.ts';
import { migrate } from '../../adapters/postgres/database/migrate.ts';
import { migrations } from '../../adapters/postgres/database/migrations.ts';
import { openDatabase } from '../../adapters/postgres/database/open-database.ts';
import { createStore } from '../../adapters/postgres/open-store.ts';
import type { Corpus } from '../../src/corpus/corpus.ts';
import type { Paper } from '../../src/corpus/paper.ts';
import { createDeliveryMemory } from '../../src/digest/deliver/delivery-memory.ts';
import { runPlace } from '../../src/digest/deliver/run-jobs.ts';
import { createMatchesCache } from '../../src/digest/plan/matches-cache.ts';
import type { PaperIndex } from '../../src/ports/index.ts';
import type { Messenger } from '../../src/ports/messenger.ts';
import type { Store } from '../../src/ports/store/store.ts';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { createRandom } from '../../src/seeded-random.ts';
import { defaultSchedule } from '../../src/topics/calendar/schedule.ts';
import type { Place } from '../../src/topics/place.ts';
import type { Topic } from '../../src/topics/topic.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { makeTopics } from './make-topics.ts';
import { measure, ms, print } from './report.ts';

const topicCount = 500;
const topicsOfPlace = 5;
/** Jobs that a process runs at the same time. */
const concurrency = 8;
const monday = Date.UTC(2026, 4, 4, 9, 1);
const dayMs = 24 * 60 * 60_000;

interface World {
  readonly store: Store;
  readonly index: PaperIndex;
  readonly corpus: Corpus;
  readonly topics: readonly Topic[];
  readonly statements: () => number;
}

/** Plans and posts one day's digests of many places on the embedded store, with a messenger that answers at once. */
export async function benchPlaces(corpus: Corpus, papers: readonly Paper[]): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'paperboy-bench-'));
  const database = await openDatabase({ dataDir, logger: silentLogger });
  try {
    await migrate(database, migrations, silentLogger);
    const { counted, statements } = countStatements(database);
    const index = createPaperIndex(corpus);
    await index.put(papers);
    const topics = makeTopics(papers, topicCount);
    const world = { store: createStore(counted, silentLogger), index, corpus, topics, statements };
    print(`places that follow ${topicsOfPlace} of ${topicCount} topics each, one digest each`);
    await run('w', 50, papers.slice(0, 50), world);
    for (const some of [papers.slice(0, 100), papers]) {
      for (const places of [250, 500, 1_000])
        print(await run(`${some.length}of${places}`, places, some, world));
    }
    for (const places of [250, 500, 1_000]) print(await run(`0of${places}`, places, [], world));
  } finally {
    await database.close();
    rmSync(dataDir, { recursive: true });
  }
}

async function run(
  workspace: string,
  count: number,
  papers: readonly Paper[],
  { store, index, corpus, topics, statements }: World,
): Promise<string> {
  await store.addPapers(papers, monday - dayMs);
  const seen = papers.length === 0 ? await store.latestArrival() : 0;
  const places = await makePlaces(workspace, count, seen, topics, store);
  let sent = 0;
  const messenger: Messenger = {
    send: async () => ({ id: `${++sent}` }),
    find: async () => 'unknowable',
    tell: async () => {},
    fits: () => true,
    preflight: async () => [],
  };
  const matchesCache = createMatchesCache(store, index, corpus);
  const clock = { now: () => monday };
  const deps = {
    store,
    index,
    memory: createDeliveryMemory(clock.now()),
    matchesCache,
    feeds: [],
    clock,
    logger: silentLogger,
    messengerOf: () => messenger,
  };
  const before = statements();
  const done = await measure(() => each(places, (place) => runPlace(place, deps)));
  const ofPlace = (value: number, digits: number) => (value / count).toFixed(digits);
  const name = `${count} places × ${papers.length} new papers${papers.length === 0 ? ', the archive' : ''}`;
  return `  ${name.padEnd(39)} ${ms(done.ms)}, ${ofPlace(done.ms, 1)} ms a place (${ofPlace(done.cpu, 1)} ms of the processor), ${ofPlace(sent, 1)} messages and ${ofPlace(statements() - before, 1)} statements each`;
}

async function makePlaces(
  workspace: string,
  count: number,
  seen: number,
  topics: readonly Topic[],
  store: Store,
): Promise<Place[]> {
  const random = createRandom(2);
  const places = Array.from(
    { length: count },
    (_, i): Place => ({ platform: 'bench', workspace, channel: `c${i}` }),
  );
  await each(places, async (place) => {
    const since = monday - dayMs;
    const [schedule, owner, whenEmpty] = [defaultSchedule, 'u', 'archive'] as const;
    await store.savePlace({ place, schedule, size: 10, whenEmpty, owner, since, nextAt: monday, seen });
    const own = new Set<Topic>();
    while (own.size < topicsOfPlace) own.add(topics[Math.floor(random() * topics.length)] as Topic);
    for (const topic of own)
      await store.follow({ place, topic, addedBy: owner, addedAt: since, baseline: seen });
  });
  return places;
}

/** Works on all items, `concurrency` at a time. */
async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

function countStatements(database: Database): { counted: Database; statements: () => number } {
  let count = 0;
  const counted: Database = {
    ...database,
    query(text, values) {
      count++;
      return database.query(text, values);
    },
    transaction: (work) =>
      database.transaction((sql) =>
        work({
          query(text, values) {
            count++;
            return sql.query(text, values);
          },
        }),
      ),
  };
  return { counted, statements: () => count };
}
