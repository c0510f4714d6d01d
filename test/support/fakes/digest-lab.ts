import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { createStore } from '../../../adapters/postgres/open-store.ts';
import { allCommands } from '../../../src/commands/all-commands.ts';
import { createDigests } from '../../../src/commands/digests/digests.ts';
import { allRights } from '../../../src/commands/place-handle.ts';
import { createRouter } from '../../../src/commands/router.ts';
import type { Services } from '../../../src/commands/services.ts';
import type { Corpus } from '../../../src/corpus/corpus.ts';
import type { Paper } from '../../../src/corpus/paper.ts';
import type { PaperRecord } from '../../../src/corpus/record.ts';
import { createDeliveryMemory } from '../../../src/digest/deliver/delivery-memory.ts';
import { type JobDeps, runJob, runTick, runTidy } from '../../../src/digest/deliver/run-jobs.ts';
import { createMatchesCache } from '../../../src/digest/plan/matches-cache.ts';
import { createIndexSync } from '../../../src/intake/sync-index.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { NewJob, Queue } from '../../../src/ports/queue.ts';
import type { Intake } from '../../../src/ports/store/intake.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { everyDay } from '../../../src/topics/calendar/schedule.ts';
import type { Place, PlaceState } from '../../../src/topics/place.ts';
import { sampleCorpus, samplePaper } from '../fixtures/sample-papers.ts';
import { openTestDatabase } from '../fixtures/store-folder.ts';
import { isThorough } from '../tries.ts';
import { collectLog } from './collect-log.ts';
import { createMemoryStore } from './memory-store/create-memory-store.ts';
import { createTestMessenger } from './test-messenger.ts';

export const placeNamed = (channel: string): Place => ({ platform: 'test', workspace: 'lab', channel });

export const paperAbout = (word: string, id: string): Paper => samplePaper({ id, title: `On ${word} ${id}` });

const corpus: Corpus = { ...sampleCorpus([]), pages: [], warnings: [], rejects: [] };

/** As if the bot had never run. TRUNCATE takes ten times as long, because it makes new files. */
export const emptyTables = (database: Database): Promise<unknown> =>
  database.query(
    [
      ...[
        'correction',
        'part',
        'issue_papers',
        'issue',
        'posted',
        'mark',
        'change',
        'unfollowed',
        'subscription',
      ],
      ...['place', 'paper_version', 'paper_key', 'paper', 'source', 'reject', 'host', 'beat'],
    ]
      .map((table) => `DELETE FROM ${table}`)
      .join('; '),
  );

/**
 * What the labs of a file live on: a store in memory, a hundred times faster, with `npm test`, and the embedded database
 * with `npm run test:all`. For tests of the core through many days; `storeContract` holds both to the same. It is empty at
 * the beginning of each test.
 */
export function useLabStore(): () => Database | Store {
  let database: Database | undefined;
  let store: Store;
  beforeAll(async () => {
    if (isThorough) database = await openTestDatabase();
  });
  afterAll(() => database?.close());
  beforeEach(async () => {
    if (database === undefined) store = createMemoryStore();
    else await emptyTables(database);
  });
  return () => database ?? store;
}

export interface LabOptions {
  /** Stands between the bot and the store. */
  readonly wrap?: (store: Store) => Store;
  readonly messenger?: ReturnType<typeof createTestMessenger>;
  /** In place of the test's messenger. */
  readonly platform?: Messenger;
}

/** A bot whose clock, messenger and queue are in the test's hands, over a migrated database or a store in memory. */
export function createLab(source: Database | Store, options: LabOptions = {}) {
  const { wrap = (store) => store, messenger = createTestMessenger() } = options;
  const log = collectLog();
  const plain = 'query' in source ? createStore(source, log) : source;
  const store = wrap(plain);
  const index = createPaperIndex(corpus);
  const clock = { time: Date.parse('2026-05-04T08:00Z'), now: () => clock.time };
  const jobs = new Map<string, NewJob>();
  const addMany = async (more: readonly NewJob[]) => {
    for (const job of more) jobs.set(job.id ?? '', job);
  };
  const queue = {
    add: (job: NewJob) => addMany([job]),
    addMany,
    pending: async () => [...jobs.keys()],
    waiting: async () => jobs.size,
  } as unknown as Queue;
  const parts: JobDeps = {
    store,
    index,
    clock,
    queue,
    feeds: [],
    logger: log,
    memory: createDeliveryMemory(clock.now()),
    matchesCache: createMatchesCache(store, index, corpus),
    messengerOf: () => options.platform ?? messenger,
  };
  const deps: JobDeps & Services = { ...parts, feedLabel: (name) => name, digests: createDigests(parts) };
  const commands = allCommands({ corpus, services: { corpus, open: async () => deps } });
  const sync = createIndexSync({ store, index, logger: log, onChange: deps.matchesCache.forget });
  const router = createRouter({ commands, index, clock, followed: async () => [] });

  return {
    deps,
    router,
    log,
    clock,
    /** Without what was wrapped around it. */
    store: plain,
    messenger,
    at: (instant: string) => {
      clock.time = Date.parse(instant);
    },
    minutesLater: (minutes: number) => {
      clock.time += minutes * 60_000;
    },
    /** A digest at 09:00 UTC, every day; a day without new papers is silent. */
    async follow(place: Place, queries: readonly string[], fields: Partial<PlaceState> = {}) {
      const seen = await plain.latestArrival();
      const now = clock.now();
      await plain.savePlace({
        place,
        schedule: { time: '09:00', zone: 'UTC', days: everyDay, skips: [] },
        size: 10,
        whenEmpty: 'silent',
        owner: 'ada',
        since: now,
        nextAt: now,
        seen,
        ...fields,
      });
      for (const query of queries)
        await plain.follow({
          place,
          topic: { kind: 'query', query },
          addedBy: 'ada',
          addedAt: now,
          baseline: seen,
        });
    },
    async arrive(...papers: readonly Paper[]) {
      await plain.addPapers(papers, clock.now());
      await index.put(papers);
      deps.matchesCache.forget();
    },
    /** A page of a feed, or of a file. */
    async takeIn(records: readonly PaperRecord[], fields: Partial<Intake> = {}) {
      const page = { source: 'feed', records, rejects: [], skipped: 0, cursor: null, ...fields };
      await plain.takeIn(page, clock.now());
      await sync.catchUp();
    },
    /** One look at the calendar, and each job of it once. @returns the problems of the jobs that failed */
    async tick(): Promise<string[]> {
      await runTidy(deps);
      await runTick(deps);
      const failed: string[] = [];
      for (const [id, { name, data }] of jobs) {
        jobs.delete(id);
        await runJob({ name, id, data }, deps).catch((error: Error) => failed.push(error.message));
      }
      return failed;
    },
    async say(text: string, place: Place): Promise<string> {
      const caller = { place, person: { id: 'ada', name: 'Ada' }, rights: allRights };
      return JSON.stringify((await router.answer(text, caller)).card);
    },
  };
}

export type Lab = ReturnType<typeof createLab>;
