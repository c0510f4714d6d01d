import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runKeep } from '../../src/app/run/keep.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import type { startRedis } from '../support/redis-server.ts';
import { createServerDatabase } from '../support/servers.ts';
import { undoSteps } from './undo-steps.ts';
import { createWorld, dayMs, speed, type World, type WorldOptions } from './world.ts';

interface Servers {
  readonly database: string;
  /** Of its own, because it is flushed and ended. */
  readonly redis: Awaited<ReturnType<typeof startRedis>>;
}

/** How much is done. */
export interface Size {
  readonly places: number;
  readonly kills: number;
  readonly days: number;
  /** Milliseconds that an outage lasts. */
  readonly outageMs: number;
  readonly soakMs: number;
}

export interface Row {
  readonly lost: number;
  readonly twice: number;
  readonly late: number;
  /** What was done, in numbers. */
  readonly done: string;
  /** Milliseconds from the end of the fault until everything was posted. */
  readonly recoveryMs: number;
}

interface Context {
  readonly servers: Servers;
  readonly size: Size;
  readonly random: () => number;
}

export interface Scenario {
  readonly name: string;
  readonly run: (context: Context) => Promise<Row>;
}

/** Runs in a world of its own, which is removed however it ends. */
const inWorld =
  (
    options: (context: Context) => Partial<WorldOptions>,
    work: (
      world: World,
      context: Context,
    ) => Promise<{ done: string; recoveryMs: number; except?: readonly string[] }>,
  ): Scenario['run'] =>
  async (context) => {
    const { servers, size, random } = context;
    const world = await createWorld({
      places: size.places,
      server: servers.database,
      random,
      ...options(context),
    });
    try {
      const { except, ...row } = await work(world, context);
      if (world.crashes > 0) throw new Error(`${world.crashes} workers ended by themselves`);
      return { ...row, ...world.check(except) };
    } finally {
      await world.close();
    }
  };

const onRedis = ({ servers }: Context) => ({ redisUrl: servers.redis.url });
const onDatabase = () => ({});

/** Digests become due until the end, where it takes long enough, each in a minute of its own. */
const allAlong = ({ size }: Context) => {
  const minutes = Math.floor((size.soakMs * speed) / 60_000);
  const places = Math.min(size.places, minutes);
  return places < 20 ? {} : { places, minutesApart: Math.floor(minutes / places) };
};

/** A day with two workers and a fault while a third of its digests are posted. */
const fault = (
  name: string,
  queue: typeof onRedis | typeof onDatabase,
  work: (world: World, context: Context) => Promise<string>,
): Scenario => ({
  name,
  run: inWorld(queue, async (world, context) => {
    await world.beginDay(0);
    const workers = await startWorkers(world, 2);
    await world.untilPosted(0, Math.floor(context.size.places / 3));
    const done = await work(world, context);
    const from = Date.now();
    await world.settle();
    const recoveryMs = Date.now() - from;
    await Promise.all(workers.map((worker) => worker.stop()));
    return { done, recoveryMs };
  }),
});

async function startWorkers(world: World, count: number, skewsMs: readonly number[] = []) {
  const workers = [];
  for (let i = 0; i < count; i += 1) workers.push(await world.startWorker({ skewMs: skewsMs[i] ?? 0 }));
  await Promise.all(workers.map(({ isReady }) => isReady));
  return workers;
}

/** What takes longer than this, from the beginning of a day, counts as lost. */
const dayWaitMs = 90_000;

/** A day of its own, from its beginning until all is posted. */
async function wholeDay(
  world: World,
  day: number,
  { at, silent = 0 }: { readonly at?: number; readonly silent?: number } = {},
): Promise<void> {
  await world.beginDay(day, at);
  const workers = await startWorkers(world, 1);
  await world.untilPosted(day, world.channels.length - silent, dayWaitMs);
  await world.settle();
  await Promise.all(workers.map((worker) => worker.stop()));
}

const seconds = (ms: number) => `${Math.round(ms / 1_000)} s`;
const hourMs = 60 * 60_000;

/** Days with workers whose clocks are wrong, then one whose clocks are right. */
const clocks = (name: string, daysMs: readonly (readonly number[])[]): Scenario => ({
  name,
  run: inWorld(onDatabase, async (world) => {
    for (const [day, skews] of daysMs.entries()) {
      await world.beginDay(day);
      const workers = await startWorkers(world, skews.length, skews);
      // Where all clocks are behind, nothing is due yet.
      const areAllBehind = skews.every((ms) => ms < 0);
      await Promise.race([world.settle(), pause(areAllBehind ? 8_000 : dayWaitMs)]);
      await Promise.all(workers.map((worker) => worker.stop()));
    }
    const from = Date.now();
    await wholeDay(world, daysMs.length);
    return { done: `${daysMs.length + 1} days`, recoveryMs: Date.now() - from };
  }),
});

const zoneChange = (name: string, zone: string, instants: readonly string[]): Scenario => ({
  name,
  run: inWorld(
    () => ({ zone, dueAt: Date.parse(instants[0] ?? '') }),
    async (world) => {
      for (const [day, at] of instants.entries()) await wholeDay(world, day, { at: Date.parse(at) });
      return { done: `${instants.length} days in ${zone}`, recoveryMs: 0 };
    },
  ),
});

export const scenarios: readonly Scenario[] = [
  {
    name: 'SIGKILL of three workers at random moments',
    run: inWorld(onDatabase, async (world, { size, random }) => {
      for (let day = 0; day < size.days; day += 1) {
        await world.beginDay(day);
        const wanted = Math.ceil((size.kills * (day + 1)) / size.days);
        const keep = async () => {
          while (world.crashes === 0 && world.kills < wanted && world.posted(day) < size.places) {
            const worker = await world.startWorker();
            if (random() < 0.8) await worker.isReady;
            await pause(random() * 700);
            await worker.kill();
          }
        };
        await Promise.all([keep(), keep(), keep()]);
        const workers = await startWorkers(world, 1);
        await world.settle();
        await Promise.all(workers.map((worker) => worker.stop()));
      }
      return { done: `${world.kills} kills, ${size.places} channels, ${size.days} days`, recoveryMs: 0 };
    }),
  },
  fault('Redis stopped, and started without its data', onRedis, async (_world, { servers, size }) => {
    await servers.redis.stop();
    await pause(size.outageMs);
    await servers.redis.start();
    return `away for ${seconds(size.outageMs)}`;
  }),
  fault('Redis flushed four times', onRedis, async (_world, { servers }) => {
    for (let i = 0; i < 4; i += 1) {
      await servers.redis.admin.flushall();
      await pause(300);
    }
    return 'FLUSHALL';
  }),
  fault('Redis evicts keys', onRedis, async (_world, { servers, size }) => {
    await servers.redis.admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
    await servers.redis.admin.config('SET', 'maxmemory', '1200kb');
    await pause(size.outageMs);
    await servers.redis.admin.config('SET', 'maxmemory', '0');
    await servers.redis.admin.config('SET', 'maxmemory-policy', 'noeviction');
    return 'maxmemory 1200kb, allkeys-lru';
  }),
  fault('PostgreSQL away, as while it restarts', onDatabase, async (world, { size }) => {
    world.proxy.leave();
    await pause(size.outageMs);
    world.proxy.back();
    return `away for ${seconds(size.outageMs)}`;
  }),
  fault('connections to PostgreSQL cut', onDatabase, async (world) => {
    for (let i = 0; i < 5; i += 1) {
      world.proxy.cut();
      await pause(400);
    }
    return '5 times';
  }),
  fault('PostgreSQL frozen', onDatabase, async (world, { size }) => {
    world.proxy.freeze();
    await pause(size.outageMs);
    world.proxy.back();
    return `for ${seconds(size.outageMs)}`;
  }),
  clocks('workers whose clocks are ten minutes apart', [[-10, 0, 10].map((minutes) => minutes * 60_000)]),
  clocks('a clock three days ahead, then right', [[3 * dayMs]]),
  clocks('a clock two hours behind, then right', [[-2 * hourMs]]),
  clocks('a clock ten years ahead, then ten years behind, then right', [[3_650 * dayMs], [-3_650 * dayMs]]),
  zoneChange('clocks go forward', 'Europe/Berlin', [
    '2026-03-28T08:00Z',
    '2026-03-29T07:00Z',
    '2026-03-30T07:00Z',
  ]),
  zoneChange('clocks go back', 'Europe/Berlin', [
    '2026-10-24T07:00Z',
    '2026-10-25T08:00Z',
    '2026-10-26T08:00Z',
  ]),
  fault('a storm of 429', onDatabase, async ({ platform: { moods } }, { size }) => {
    moods.refusing = 0.8;
    await pause(size.outageMs);
    moods.refusing = 0;
    return `four of five requests for ${seconds(size.outageMs)}`;
  }),
  fault('answers lost after the effect', onDatabase, async ({ platform: { moods } }, { size }) => {
    moods.losing = 0.3;
    await pause(size.outageMs);
    moods.losing = 0;
    return `30 % for ${seconds(size.outageMs)}`;
  }),
  fault('history unreadable', onDatabase, async (world, { size }) => {
    world.platform.moods.isUnreadable = true;
    await pause(size.outageMs);
    world.platform.moods.isUnreadable = false;
    return `for ${seconds(size.outageMs)}`;
  }),
  fault('permissions taken and given back', onDatabase, async (world, { size }) => {
    const { forbidden } = world.platform.moods;
    for (const channel of world.channels) if (!hasPosted(world, channel)) forbidden.add(channel);
    await pause(size.outageMs);
    forbidden.clear();
    // As `digest resume` does, in each channel that has stopped.
    let stopped = 0;
    for (const channel of world.channels) {
      const state = await world.own.store.place(world.placeOf(channel));
      if (state?.stopped === undefined) continue;
      stopped += 1;
      await world.own.store.stopPlace(state.place, undefined);
    }
    return `${stopped} channels had stopped`;
  }),
  {
    name: 'restore of a backup from before the digests',
    run: inWorld(onDatabase, async (world, { servers }) => {
      await wholeDay(world, 0);
      const file = join(world.dataDir, 'yesterday.backup');
      await keep('backup', file, world);
      await wholeDay(world, 1);
      const fresh = await createServerDatabase(servers.database);
      await keep('restore', file, { ...world, databaseUrl: fresh.url });
      await world.moveTo(fresh.url, fresh.drop);
      const from = Date.now();
      await wholeDay(world, 1);
      await wholeDay(world, 2);
      rmSync(file);
      return { done: 'yesterday’s, after today’s digests', recoveryMs: Date.now() - from };
    }),
  },
  {
    name: 'an upgrade in the middle of a digest',
    run: inWorld(onDatabase, async (world, { size }) => {
      await world.beginDay(0);
      const older = await startWorkers(world, 2);
      await world.untilPosted(0, Math.floor(size.places / 3));
      await Promise.all(older.map((worker) => worker.kill()));
      const steps = await undoSteps(world.own.database);
      const from = Date.now();
      // They start at the same time, and one of them brings the schema up to date.
      const newer = await Promise.all([world.startWorker(), world.startWorker()]);
      await world.untilPosted(0, size.places);
      await world.settle();
      await Promise.all(newer.map((worker) => worker.stop()));
      return { done: `two workers killed, steps of the schema: ${steps}`, recoveryMs: Date.now() - from };
    }),
  },
  {
    name: 'two bots with queues of their own on one database',
    run: inWorld(onRedis, async (world) => {
      await world.beginDay(0);
      const bots = [await world.startWorker(), await world.startWorker({ queue: 'database' })];
      await world.settle();
      await Promise.all(bots.map((bot) => bot.stop()));
      return { done: 'one on Redis, one on PostgreSQL', recoveryMs: 0 };
    }),
  },
  {
    name: 'poisoned rows',
    run: inWorld(onDatabase, async (world) => {
      await world.own.database.query(
        `UPDATE place SET schedule = '{"time": 9}' WHERE key LIKE '%:c0'; UPDATE place SET schedule = '[]' WHERE key LIKE '%:c1';
         UPDATE subscription SET topic = '"?"' WHERE place LIKE '%:c2'`,
      );
      await wholeDay(world, 0, { silent: 2 });
      const state = await world.own.store.place(world.placeOf('c0'));
      if (state?.stopped?.reason === undefined)
        throw new Error('A channel with a poisoned schedule has not stopped.');
      return { done: `3 rows; they stop: “${state.stopped.reason}”`, recoveryMs: 0, except: ['c0', 'c1'] };
    }),
  },
  {
    name: 'soak: 20 look-ups a second, and digests',
    run: inWorld(allAlong, async (world, { size }) => {
      await world.beginDay(0);
      const worker = await world.startWorker({ lookUps: 20 });
      await worker.isReady;
      await pause(size.soakMs);
      await world.untilPosted(0, world.channels.length);
      await world.settle();
      await worker.stop();
      const { figures } = world;
      const at = (share: number) => figures[Math.min(figures.length - 1, Math.floor(figures.length * share))];
      const shown = [at(0.1), at(0.5), at(1)].map(
        (each) => `${each?.rssMb.toFixed(0)} MB ${each?.handles} handles`,
      );
      const p99 = figures.map(({ p99Ms }) => p99Ms).toSorted((a, b) => a - b);
      return {
        done: `${seconds(size.soakMs)}, ${world.channels.length} digests: ${shown.join(', ')}; event loop p99 ${p99[Math.floor(p99.length / 2)]?.toFixed(0)} ms (median), ${p99.at(-1)?.toFixed(0)} ms (worst second)`,
        recoveryMs: 0,
      };
    }),
  },
];

const hasPosted = (world: World, channel: string) =>
  world.platform.posted.some((each) => each.channel === channel);

const keep = (
  command: 'backup' | 'restore',
  file: string,
  { dataDir, databaseUrl }: Pick<World, 'dataDir' | 'databaseUrl'>,
) =>
  runKeep(command, [file], {
    store: { dataDir, databaseUrl },
    version: 'chaos',
    logger: silentLogger,
    stdout: { write() {} },
    stderr: { write() {} },
    stopping: new AbortController().signal,
  });
