import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTcpPostgres, type TcpPostgres } from '../support/doubles/postgres-over-tcp.ts';
import { createSlackDouble, type SlackDouble } from '../support/doubles/slack/create-slack-double.ts';
import { startStuckServer } from '../support/doubles/stuck-server.ts';
import { copyStore } from '../support/fixtures/store-folder.ts';
import { type Build, buildForChildren } from '../support/kill/child-process.ts';
import { until } from '../support/until.ts';

/** Docker's time between SIGTERM and SIGKILL. */
const allowedMs = 10_000;
const papersFile = fileURLToPath(new URL('../support/fixtures/papers.jsonl', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'paperboy-stop-'));
let build: Build;
let slack: SlackDouble;
let postgres: TcpPostgres;
beforeAll(async () => {
  build = buildForChildren('src/main.ts', 'src/app/run/import.ts', 'src/app/services/jobs.ts');
  slack = await createSlackDouble();
  postgres = await createTcpPostgres();
  await postgres.up();
});
afterAll(async () => {
  build.remove();
  await slack.close();
  await postgres.close();
  rmSync(folder, { recursive: true });
});

interface Stage {
  readonly env: Record<string, string>;
  readonly args?: readonly string[];
  /** Default: 0. */
  readonly code?: number;
  /** How many times longer it may take, because it works and does not wait. */
  readonly busy?: number;
  /** Resolves when the process is there. */
  reached(child: { readonly log: () => string }): Promise<unknown>;
  readonly close?: () => Promise<void>;
}

/** A server behind which PostgreSQL hangs as soon as somebody says the text. */
const databaseUntil = (text: string) => async (): Promise<Stage> => {
  const { port } = new URL(postgres.url);
  const stuck = await startStuckServer({ port: Number(port), until: text });
  const env = { DATABASE_URL: postgres.url.replace(port, `${stuck.port}`) };
  return { env, reached: () => stuck.stuck, close: stuck.close };
};

const stuckAt = (env: (port: number) => Record<string, string>) => async (): Promise<Stage> => {
  const { port, stuck, close } = await startStuckServer();
  return { env: env(port), reached: () => stuck, close };
};

/**
 * How long the main thread of a process has waited for a processor so far, in milliseconds: what other processes cost
 * it. Linux counts this in /proc; 0 elsewhere, and when the process has ended.
 */
function queuedMs(pid = 0): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

const newFolder = () => mkdtempSync(join(folder, 'data-'));
const storeFolder = async () => {
  const dataDir = newFolder();
  await copyStore(dataDir);
  return dataDir;
};

const downDatabase = (args: readonly string[], code: number) => async (): Promise<Stage> => ({
  env: { DATABASE_URL: 'postgres://bot:s3cret@127.0.0.1:1/papers' },
  args,
  code,
  reached: ({ log }) => until(() => log().includes('database does not answer yet')),
});

const stages: Readonly<Record<string, () => Promise<Stage>>> = {
  'waiting for a database server that is down': downDatabase([], 0),
  'waiting for it in a terminal': downDatabase(['status'], 0),
  'waiting for it in an import': downDatabase(['import', papersFile], 1),
  'waiting for a database server that is silent': stuckAt((port) => ({
    DATABASE_URL: `postgres://bot:s3cret@127.0.0.1:${port}/papers`,
  })),
  'creating an embedded database': async () => {
    const env = { PAPERBOY_DATA: newFolder() };
    return { env, busy: 4, reached: () => until(() => readdirSync(env.PAPERBOY_DATA).includes('lock.1')) };
  },
  'migrating the database': databaseUntil('pg_advisory_xact_lock'),
  'storing the first papers': databaseUntil('INSERT INTO paper '),
  'reading the stored papers': databaseUntil('FROM paper WHERE revision >'),
  'connecting the queue to the database': databaseUntil('search_path=bullmq'),
  'connecting the queue to Redis': stuckAt((port) => ({ REDIS_URL: `redis://:s3cret@127.0.0.1:${port}` })),
  'starting Slack': stuckAt((port) => ({ SLACK_API_URL: `http://127.0.0.1:${port}/api/` })),
  'starting Discord': stuckAt((port) => ({
    SLACK_BOT_TOKEN: '',
    SLACK_APP_TOKEN: '',
    DISCORD_TOKEN: 'abc',
    DISCORD_API_URL: `http://127.0.0.1:${port}/api`,
  })),
  running: async () => ({
    env: {},
    reached: ({ log }) => until(() => log().includes('paperboy is running')),
  }),
};

describe('SIGTERM ends the process in time', () => {
  it.each(Object.entries(stages))(
    '%s',
    async (_, stage) => {
      const { env, args = [], code = 0, busy = 1, reached, close } = await stage();
      const given = {
        PATH: process.env['PATH'],
        PAPERBOY_DATA: await storeFolder(),
        FEEDS: 'none',
        SLACK_BOT_TOKEN: 'xoxb-good',
        SLACK_APP_TOKEN: 'xapp-good',
        SLACK_API_URL: slack.apiUrl,
        ...env,
      };
      const child = spawn(process.execPath, [build.path('src/main.ts'), ...args], { env: given });
      let log = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (log += text));
      const ended = new Promise<unknown[]>((resolve) => child.once('close', (...how) => resolve(how)));
      try {
        await Promise.race([reached({ log: () => log }), ended]);
        const asked = performance.now();
        const queuedBefore = queuedMs(child.pid);
        let queued = queuedBefore;
        const watching = setInterval(() => (queued = Math.max(queued, queuedMs(child.pid))), 50);
        child.kill('SIGTERM');
        const how = await ended.finally(() => clearInterval(watching));
        expect(how, log).toEqual([code, null]);
        const ms = performance.now() - asked - (queued - queuedBefore);
        expect(ms).toBeLessThan(allowedMs * busy);
        expect(log).not.toMatch(/s3cret|"level":50|Error/);
      } finally {
        child.kill('SIGKILL');
        await close?.();
      }
    },
    180_000,
  );
});
