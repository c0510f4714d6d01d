import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../adapters/postgres/database/open-database.ts';
import { openStore } from '../../adapters/postgres/open-store.ts';
import { everyDay } from '../../src/topics/calendar/schedule.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { samplePaper } from '../support/fixtures/sample-papers.ts';
import { createServerDatabase } from '../support/servers.ts';
import { startPlatform } from './platform.ts';
import { startProxy } from './proxy.ts';
import type { WorkerFigures, WorkerRun } from './worker-child.ts';

export const dayMs = 24 * 60 * 60_000;
/** How much faster than the machine's clocks the world's are: a lease of two minutes ends after twelve seconds. */
export const speed = 10;
/** Digests are due at 09:00 in the zone of their place. */
const firstDueAt = Date.UTC(2026, 4, 4, 9, 0);
const words = ['red', 'blue'] as const;
const papersADay = 3;
/** A digest that is posted later than this, in the world's time, counts as late. */
const lateMs = 15 * 60_000;
const giveUpMs = 300_000;

export interface WorldOptions {
  readonly places: number;
  /** PostgreSQL. */
  readonly server: string;
  readonly redisUrl?: string;
  readonly random: () => number;
  readonly zone?: string;
  /** The instant of the first digests, in milliseconds since 1970. */
  readonly dueAt?: number;
  /** Whole minutes of the world's time between the digests of one channel and of the next. Default: all are due at once. */
  readonly minutesApart?: number;
}

/** Places that follow topics, a platform, workers in processes of their own, and what must have come of it. */
export async function createWorld({
  places,
  server,
  redisUrl,
  random,
  zone = 'UTC',
  dueAt = firstDueAt,
  minutesApart = 0,
}: WorldOptions) {
  let base = dueAt - 3 * 60 * 60_000;
  let startedAt = Date.now();
  const now = () => base + (Date.now() - startedAt) * speed;
  const platform = await startPlatform({ now, random });
  const databases = [await createServerDatabase(server)];
  let databaseUrl = databases[0]?.url ?? '';
  let proxy = await startProxy(new URL(databaseUrl), 5432);
  const dataDir = mkdtempSync(join(tmpdir(), 'paperboy-chaos-'));
  const open = async () => {
    const database = await openDatabase({ dataDir, databaseUrl, logger: silentLogger });
    return { database, store: await openStore(database, silentLogger) };
  };
  let own = await open();
  // Worlds may share a Redis.
  const queueName = `chaos-${randomUUID()}`;
  const due = new Map<number, number>();
  const workers = new Set<ChildProcess>();
  const figures: WorkerFigures[] = [];
  let kills = 0;
  let crashes = 0;
  const channels = Array.from({ length: places }, (_, i) => `c${i}`);
  const placeOf = (channel: string) => ({ platform: 'chaos', workspace: 'w', channel });
  const wordOf = (channel: string) => words[Number(channel.slice(1)) % 2] ?? 'red';
  const waitOf = (channel: string) => Number(channel.slice(1)) * minutesApart * 60_000;
  for (const channel of channels) {
    const time = new Date(firstDueAt + waitOf(channel)).toISOString().slice(11, 16);
    await own.store.savePlace({
      place: placeOf(channel),
      schedule: { time, zone, days: everyDay, skips: [] },
      size: 10,
      whenEmpty: 'silent',
      owner: 'ada',
      since: base,
      nextAt: dueAt + waitOf(channel),
      seen: 0,
    });
    const topic = { kind: 'query', query: wordOf(channel), syntax: 2 } as const;
    await own.store.follow({ place: placeOf(channel), topic, addedBy: 'ada', addedAt: base, baseline: 0 });
  }

  const world = {
    platform,
    dataDir,
    now,
    channels,
    placeOf,
    figures,
    get proxy() {
      return proxy;
    },
    get own() {
      return own;
    },
    get databaseUrl() {
      return databaseUrl;
    },
    get kills() {
      return kills;
    },
    /** Workers that have ended by themselves, which is a fault. */
    get crashes() {
      return crashes;
    },
    /** A day begins: its papers have arrived, and its digests are due now. @param at when they are due */
    async beginDay(day: number, at = dueAt + day * dayMs): Promise<void> {
      base = at + 5_000;
      startedAt = Date.now();
      due.set(day, at);
      const papers = words.flatMap((word) =>
        Array.from({ length: papersADay }, (_, n) => {
          const id = `d${day}p${words.indexOf(word) * papersADay + n}`;
          return samplePaper({ id: `${word}-${id}`, title: `On ${word} ${id}` });
        }),
      );
      await own.store.addPapers(papers, base - 60 * 60_000);
    },
    /** Starts a worker, and waits until it works; it may be killed before. */
    async startWorker({
      skewMs = 0,
      lookUps = 0,
      queue = 'own',
    }: {
      skewMs?: number;
      lookUps?: number;
      queue?: 'own' | 'database';
    } = {}) {
      const run: WorkerRun = {
        dataDir,
        databaseUrl: proxy.url,
        queueName,
        platformUrl: platform.url,
        base,
        startedAt,
        speed,
        skewMs,
        lookUps,
        ...(redisUrl !== undefined && queue === 'own' && { redisUrl }),
      };
      const child = fork(fileURLToPath(new URL('worker-child.js', import.meta.url)), [JSON.stringify(run)], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      workers.add(child);
      child.on('exit', (code) => {
        workers.delete(child);
        // Those that are killed have no code.
        if (code !== 0 && code !== null) crashes += 1;
      });
      const isReady = new Promise<void>((resolve) => {
        child.on('message', (message) => {
          if (message === 'ready') resolve();
          else figures.push(message as WorkerFigures);
        });
        child.on('exit', () => resolve());
      });
      return {
        isReady,
        async kill() {
          if (child.exitCode !== null || child.signalCode !== null) return;
          kills += 1;
          const ended = once(child, 'exit');
          child.kill('SIGKILL');
          await ended;
        },
        async stop() {
          if (child.exitCode !== null || child.signalCode !== null || !child.connected) return;
          const ended = once(child, 'exit');
          child.send('stop');
          await Promise.race([ended, pause(15_000).then(() => child.kill('SIGKILL'))]);
        },
      };
    },
    /** How many digests of the day have come. */
    posted: (day: number) =>
      new Set(
        platform.posted
          .filter(({ marks }) => marks.some((each) => each.startsWith(`d${day}p`)))
          .map(({ channel }) => channel),
      ).size,
    /** Waits until the digests of the day have come in so many channels; gives up after a while. */
    async untilPosted(day: number, count: number, waitMs = giveUpMs): Promise<void> {
      for (const from = Date.now(); world.posted(day) < count && Date.now() - from < waitMs; )
        await pause(50);
    },
    /** Waits until nothing is due and nothing is half delivered. */
    async settle(): Promise<void> {
      for (const from = Date.now(); Date.now() - from < giveUpMs; ) {
        const [dueNow, half] = [
          await own.store.duePlaces(now(), 1),
          await own.store.placesToDeliver(Number.MAX_SAFE_INTEGER, 1),
        ];
        if (dueNow.length === 0 && half.length === 0) return;
        await pause(100);
      }
    },
    /** Goes on with another database, in place of the one that is there. */
    async moveTo(url: string, drop: () => Promise<void>): Promise<void> {
      await own.database.close();
      proxy.close();
      databaseUrl = url;
      databases.push({ url, drop });
      proxy = await startProxy(new URL(url), 5432);
      own = await open();
    },
    /** Compares what people have seen with what must have come. @param except channels that get nothing */
    check(except: readonly string[] = []) {
      const top = platform.posted.filter(({ under }) => under === undefined);
      const keys = platform.posted.map(({ key }) => key);
      let lost = 0;
      let twice = keys.length - new Set(keys).size;
      let late = 0;
      const byChannel = new Map<string, typeof top>();
      for (const message of top) {
        const all = byChannel.get(message.channel);
        if (all === undefined) byChannel.set(message.channel, [message]);
        else all.push(message);
      }
      for (const channel of channels.filter((each) => !except.includes(each))) {
        const messages = byChannel.get(channel) ?? [];
        const marks = messages.flatMap((each) => each.marks);
        twice += marks.length - new Set(marks).size;
        for (const [day, at] of due) {
          const first = words.indexOf(wordOf(channel)) * papersADay;
          const wanted = Array.from({ length: papersADay }, (_, n) => `d${day}p${first + n}`);
          lost += wanted.filter((each) => !marks.includes(each)).length;
          const message = messages.find((each) => each.marks.includes(wanted[0] ?? ''));
          if (message !== undefined && message.at - at - waitOf(channel) > lateMs) late += 1;
        }
      }
      return { lost, twice, late };
    },
    async close(): Promise<void> {
      for (const worker of workers) worker.kill('SIGKILL');
      await own.database.close();
      proxy.close();
      platform.close();
      for (const { drop } of databases) await drop().catch(() => {});
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return world;
}

export type World = Awaited<ReturnType<typeof createWorld>>;
