/**
 * Measures digests for many places that are due at once: matched, composed and handed to a platform that answers at once,
 * by the queue as the bot runs it. Look-ups run beside.
 *
 *     npm run bench:digests [places] [processes]
 *
 * On the embedded database and, with `TEST_DATABASE_URL`, on a PostgreSQL server by one, two and three processes.
 * `processes` is a part of that, for example `0,1`: 0 is the embedded database.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createQueue } from '../../adapters/bullmq/queue.ts';
import { openDatabase } from '../../adapters/postgres/database/open-database.ts';
import { openStore } from '../../adapters/postgres/open-store.ts';
import { loadSeeds } from '../../src/app/compose/core.ts';
import { composeServices } from '../../src/app/services/compose-services.ts';
import { startJobs } from '../../src/app/services/jobs.ts';
import type { Messenger } from '../../src/ports/messenger.ts';
import type { Store } from '../../src/ports/store/store.ts';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { createRandom } from '../../src/seeded-random.ts';
import { defaultSchedule } from '../../src/topics/calendar/schedule.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { makeTopics } from './make-topics.ts';
import { print, summary } from './report.ts';

const topicCount = 200;
const topicsOfPlace = 3;
/** A Monday, when the digests of all places are due. */
const dueAt = Date.UTC(2026, 4, 4, 9, 0);
const dayMs = 24 * 60 * 60_000;

interface Target {
  /** When the digests became due, by the real clock. */
  readonly startedAt: number;
  readonly dataDir: string;
  readonly databaseUrl?: string;
}

interface Done {
  /** Statements of all clients of this process, the queue's included. */
  readonly statements: number;
  /** Milliseconds of this process's processor time: what is comparable on a busy machine. */
  readonly cpuMs: number;
  readonly stalls: string;
  readonly lookUps: string;
}

const [first = '500', target] = process.argv.slice(2);
if (first === 'worker') await work(JSON.parse(target ?? '') as Target);
else await compare(Number(first), (target ?? '0,1,2,3').split(',').map(Number));

async function compare(places: number, wanted: readonly number[]): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'paperboy-digests-'));
  const startedAt = Date.now();
  try {
    if (wanted.includes(0))
      print(await measureRun('embedded, one process', { startedAt, dataDir }, places, 1));
    const server = process.env['TEST_DATABASE_URL'];
    if (server === undefined) {
      print('PostgreSQL: skipped, TEST_DATABASE_URL is not set');
      return;
    }
    for (const processes of wanted.filter((count) => count > 0)) {
      const name = `paperboy_digests_${process.pid}_${processes}`;
      const run = (statement: string) => runOn(server, statement);
      await run(`CREATE DATABASE ${name}`);
      const databaseUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href;
      print(
        await measureRun(
          `PostgreSQL, ${processes} of them`,
          { startedAt, dataDir, databaseUrl },
          places,
          processes,
        ),
      );
      await run(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

async function runOn(server: string, statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

async function measureRun(name: string, where: Target, places: number, processes: number): Promise<string> {
  await prepare(where, places);
  const script = fileURLToPath(import.meta.url);
  const workers = Array.from({ length: processes }, () => fork(script, ['worker', JSON.stringify(where)]));
  await Promise.all(workers.map((worker) => messageOf(worker, 'ready')));
  const startedAt = performance.now();
  for (const worker of workers) worker.send('go');
  const done = await Promise.all(workers.map((worker) => messageOf(worker, 'done')));
  const seconds = (performance.now() - startedAt) / 1_000;
  const [{ stalls, lookUps }] = done as [Done];
  const statements = done.reduce((sum, each) => sum + each.statements, 0);
  const cpuMs = done.reduce((sum, each) => sum + each.cpuMs, 0);
  const each = `${(statements / places).toFixed(1)} statements and ${(cpuMs / places).toFixed(1)} ms of processor time each`;
  return `${name.padEnd(24)} ${places} places in ${seconds.toFixed(1)} s: ${(places / seconds).toFixed(0)} a second, ${each}; event loop ${stalls}; look-ups ${lookUps}`;
}

async function messageOf(worker: ChildProcess, kind: 'ready' | 'done'): Promise<Done> {
  for (;;) {
    const [message] = (await once(worker, 'message')) as [{ kind: string } & Done];
    if (message.kind === kind) return message;
  }
}

/** Places that are due, each with some of the topics that all share. */
async function prepare(where: Target, places: number): Promise<void> {
  const database = await openDatabase({ ...where, logger: silentLogger });
  const store = await openStore(database, silentLogger);
  const { papers } = await loadSeeds();
  await store.addPapers(papers, dueAt - dayMs);
  const topics = makeTopics(papers, topicCount);
  const random = createRandom(3);
  const since = dueAt - 2 * dayMs;
  for (let i = 0; i < places; i++) {
    const place = { platform: 'bench', workspace: 'w', channel: `c${i}` };
    const settings = { size: 10, whenEmpty: 'archive', owner: 'u', since, nextAt: dueAt, seen: 0 } as const;
    await store.savePlace({ place, schedule: defaultSchedule, ...settings });
    for (let nth = 0; nth < topicsOfPlace; nth++) {
      const topic = topics[Math.floor(random() * topics.length)];
      if (topic) await store.follow({ place, topic, addedBy: 'u', addedAt: since, baseline: 0 });
    }
  }
  await store.close();
}

/** One process of the bot, until no digest is due. */
async function work(where: Target): Promise<void> {
  const clock = { now: () => dueAt + Date.now() - where.startedAt };
  const database = await openDatabase({ ...where, logger: silentLogger });
  const store = await openStore(database, silentLogger);
  const corpus = await loadSeeds();
  const index = createPaperIndex(corpus);
  let sent = 0;
  const messenger: Messenger = {
    send: async () => ({ id: `${process.pid}-${++sent}` }),
    find: async () => 'absent',
    tell: async () => {},
    fits: () => true,
    preflight: async () => [],
  };
  const stopping = new AbortController();
  const services = composeServices(store, {
    corpus,
    index,
    clock,
    logger: silentLogger,
    messengerOf: () => messenger,
    stopping: stopping.signal,
  });
  process.send?.({ kind: 'ready' });
  await once(process, 'message');
  const counted = countStatements();
  const cpuBefore = process.cpuUsage();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const queue = await startJobs({
    services,
    feeds: undefined,
    openQueue: () => createQueue({ logger: silentLogger, database }),
    stopping: stopping.signal,
  });
  const times: number[] = [];
  while (!(await isDone(store, clock.now()))) {
    const startedAt = performance.now();
    await index.search(parseQuery('stop thinking too long'), { offset: 0, limit: 10 });
    times.push(performance.now() - startedAt);
    await pause(250);
  }
  const inMs = (ns: number) => (ns / 1e6).toFixed(0);
  process.send?.({
    kind: 'done',
    statements: counted(),
    cpuMs: Object.values(process.cpuUsage(cpuBefore)).reduce((sum, each) => sum + each, 0) / 1_000,
    stalls: `p99 ${inMs(delay.percentile(99))} ms, max ${inMs(delay.max)} ms`,
    lookUps: summary(times),
  });
  stopping.abort();
  await queue?.stop(1_000);
  await store.close();
  process.disconnect();
}

async function isDone(store: Store, now: number): Promise<boolean> {
  const [due, open] = [await store.duePlaces(now, 1), await store.placesToDeliver(now, 1)];
  return due.length === 0 && open.length === 0;
}

/** Counts what any client of `pg` asks from now on. */
function countStatements(): () => number {
  let count = 0;
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...args: unknown[]) {
      count += 1;
      return query.apply(this, args);
    },
  });
  return () => count;
}
