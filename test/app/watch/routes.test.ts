import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { addedFeedInfo } from '../../../adapters/feeds/directory/read-words.ts';
import type { StoreLifetime } from '../../../src/app/services/store-lifetime.ts';
import { createMeter } from '../../../src/app/watch/meter.ts';
import { createRoutes } from '../../../src/app/watch/routes.ts';
import { type HttpServer, httpLimits, serve } from '../../../src/app/watch/serve.ts';
import type { Command } from '../../../src/commands/command.ts';
import type { Services } from '../../../src/commands/services.ts';
import { defined } from '../../../src/defined.ts';
import { DeliveryError, UserError } from '../../../src/errors.ts';
import type { Overdue } from '../../../src/ports/store/places.ts';
import { defaultSchedule } from '../../../src/topics/calendar/schedule.ts';
import { sampleCard } from '../../support/contracts/sample-place.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';
import { createFakeRouter } from '../../support/fakes/fake-router.ts';
import { createMemoryStore } from '../../support/fakes/memory-store/create-memory-store.ts';
import { silentLogger } from '../../support/fakes/silent-logger.ts';
import { createTestMessenger } from '../../support/fakes/test-messenger.ts';
import { sampleCaller } from '../../support/fixtures/sample-caller.ts';

const minute = 60_000;
const place = { platform: 'slack', workspace: 'T1', channel: 'C1' };

const noIndex = { size: async () => ({ papers: 0, notes: 0 }) };

let server: HttpServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

interface World {
  readonly state?: StoreLifetime['state'];
  /** Milliseconds since the last tick; undefined: none yet. */
  readonly tickAgeMs?: number;
  readonly startedAgoMs?: number;
  readonly late?: boolean;
  readonly storeFails?: boolean;
  readonly jobs?: () => Promise<number | undefined>;
  /** Names of feeds that people have added. */
  readonly added?: readonly string[];
  readonly runsJobs?: boolean;
  readonly token?: string;
  readonly isPublic?: boolean;
}

/** A server over a bot in this state. */
async function ask(path: string, world: World = {}, init: RequestInit = {}) {
  const { state = 'working', tickAgeMs = 10_000, startedAgoMs = 0 } = world;
  let now = 1_000 * minute;
  const clock = { now: () => now };
  const late: Overdue = { place, schedule: defaultSchedule };
  const store = {
    ...createMemoryStore(),
    allAddedFeeds: async () => (world.added ?? []).map((name) => ({ name, addedBy: 'Ada', addedAt: 1 })),
    lastBeat: async () => (tickAgeMs < 0 ? undefined : now - tickAgeMs),
    overdue: async () => (world.late ? [late] : []),
    sources: async () =>
      world.storeFails
        ? Promise.reject(new Error('away'))
        : (world.added ?? []).map((name, i) => ({
            name,
            failures: i,
            lastSuccessAt: now - (i + 1) * 60_000,
          })),
  };
  const opened = {
    store,
    clock,
    messengerOf: () => ({}),
    addedFeed: addedFeedInfo,
    feeds: [{ name: 'arxiv:cs.LG', host: 'arxiv', label: 'arXiv' }],
  } as unknown as Services;
  const meter = createMeter({ clock, logger: silentLogger });
  const routes = createRoutes({
    services: {
      state,
      open: async () => opened,
      figures: async () => [
        { platform: 'slack', state: 'due', count: 3, oldestAt: now - 90_000 },
        { platform: 'slack', state: 'late', count: 1 },
      ],
      jobs: world.jobs ?? (async () => 7),
    },
    index: { size: async () => ({ papers: 298, notes: 108 }) },
    meter,
    clock,
    runsJobs: world.runsJobs ?? true,
    isPublic: world.isPublic ?? false,
    ...defined({ token: world.token }),
  });
  now += startedAgoMs;
  server = await serve(routes, { port: 0, host: '127.0.0.1', logger: silentLogger });
  const response = await fetch(`http://127.0.0.1:${server?.port}${path}`, init);
  return { status: response.status, body: await response.text(), meter };
}

describe('/readyz', () => {
  it('is ready when everything is fine, and says so line by line', async () => {
    expect(await ask('/readyz')).toMatchObject({
      status: 200,
      body: 'ready\nindex: ok\nstore: ok\nqueue: ok\nclock: ok\ndigests: ok\n',
    });
  });

  const failing: readonly (readonly [string, World, string])[] = [
    ['the index is being read', { state: 'reading' }, 'index: stored papers are still being read'],
    ['nothing is open yet', { state: 'opening' }, 'store: the database is not open'],
    ['it is closing', { state: 'closing' }, 'store: the database is not open'],
    ['the database fails', { storeFails: true }, 'store: the database does not answer'],
    [
      'the queue fails',
      { jobs: () => Promise.reject(new Error('redis://:hunter2@x')) },
      'queue: the job queue does not',
    ],
    ['no jobs run', { jobs: async () => undefined }, 'queue: no jobs run yet'],
    [
      'nobody looks for due digests',
      { tickAgeMs: 4 * minute },
      'clock: due digests were last looked for 4 minutes ago',
    ],
    [
      'nobody ever has',
      { tickAgeMs: -1, startedAgoMs: 5 * minute },
      'clock: due digests were last looked for 5',
    ],
    ['a digest is late', { late: true }, 'digests: digests are late in 1 channels'],
  ];
  it.each(failing)('is not ready when %s', async (_, world, reason) => {
    const { status, body } = await ask('/readyz', world);
    expect(status).toBe(503);
    expect(body).toMatch(/^not ready\n/);
    expect(body).toContain(reason);
    expect(body).not.toContain('hunter2');
  });

  it('is ready without jobs where other processes run them', async () => {
    const world = { jobs: async () => undefined, runsJobs: false };
    expect(await ask('/readyz', world)).toMatchObject({ status: 200 });
  });

  it('is ready just after the start, before the first look', async () => {
    expect(await ask('/readyz', { tickAgeMs: -1, startedAgoMs: minute })).toMatchObject({ status: 200 });
  });

  it('gives no reasons where anybody can ask', async () => {
    expect(await ask('/readyz', { late: true, isPublic: true })).toMatchObject({
      status: 503,
      body: 'not ready\n',
    });
  });
});

it('/healthz is fine whatever the state', async () => {
  expect(await ask('/healthz', { state: 'opening', isPublic: true })).toMatchObject({
    status: 200,
    body: 'ok\n',
  });
});

it.each([
  ['/', {}, 404],
  ['/metrics/', {}, 404],
  ['/constructor', {}, 404],
  ['/readyz?full=1', {}, 200],
  ['/healthz', { method: 'HEAD' }, 200],
  ['/healthz', { method: 'POST', body: 'x' }, 405],
] as const)('%s with %j: %i', async (path, init, status) => {
  expect((await ask(path, {}, init)).status).toBe(status);
});

describe('/metrics', () => {
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

  it.each([
    [{}, {}, 200],
    [{ isPublic: true }, {}, 401],
    [{ isPublic: true }, bearer('anything'), 401],
    [{ isPublic: true, token: 'right' }, bearer('right'), 200],
    [{ token: 'right' }, {}, 401],
    [{ token: 'right' }, bearer('wrong'), 401],
    [{ token: 'right' }, bearer('right'), 200],
  ] as const)('%j asked with %j: %i', async (world, init, status) => {
    expect((await ask('/metrics', world, init)).status).toBe(status);
  });

  it('has the state of digests, queue, index, checks and this process', async () => {
    const { body } = await ask('/metrics', { late: true });
    for (const line of [
      'paperboy_digests{platform="slack",state="due"} 3',
      'paperboy_digests{platform="slack",state="late"} 1',
      'paperboy_backlog_age_seconds 90',
      'paperboy_tick_age_seconds 10',
      'paperboy_queue_jobs 7',
      'paperboy_index_size{kind="papers"} 298',
      'paperboy_feed_failures{feed="arxiv:cs.LG"} 0',
      'paperboy_ready{check="digests"} 0',
      'paperboy_ready{check="store"} 1',
    ])
      expect(body).toContain(`${line}\n`);
    expect(body).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
  });

  it('has the feeds that people have added, by a name or a host and never by an address', async () => {
    const added = [
      'added:rss:https://www.nature.com/nature.rss',
      'added:rss:https://lab.example.org/private/s3cret/feed?key=s3cret',
      'added:rss:https://lab.example.org/s3cret/other',
      'added:biorxiv:neuroscience',
      'added:arxiv:cs.LG',
      'rss:https://all.example.org/x',
      'added:rss:https://all.example.org/x',
    ];
    const { body } = await ask('/metrics', { added });
    expect(body).not.toContain('s3cret');
    expect(body.match(/^paperboy_feed_(?:failures|age_seconds)\{.*$/gm)?.sort()).toEqual([
      'paperboy_feed_age_seconds{feed="biorxiv:neuroscience"} 240',
      'paperboy_feed_age_seconds{feed="rss:all.example.org"} 360',
      // Two feeds of one host: what is worse.
      'paperboy_feed_age_seconds{feed="rss:lab.example.org"} 180',
      'paperboy_feed_age_seconds{feed="rss:nature"} 60',
      'paperboy_feed_failures{feed="arxiv:cs.LG"} 0',
      'paperboy_feed_failures{feed="biorxiv:neuroscience"} 3',
      'paperboy_feed_failures{feed="rss:all.example.org"} 5',
      'paperboy_feed_failures{feed="rss:lab.example.org"} 2',
      'paperboy_feed_failures{feed="rss:nature"} 0',
    ]);
  });

  it('has two hundred series of feeds and one for all others at most', async () => {
    const added = Array.from({ length: 500 }, (_, i) => `added:rss:https://j${i}.example.org/feed`);
    const { body } = await ask('/metrics', { added });
    expect(body.match(/^paperboy_feed_failures/gm)).toHaveLength(201);
    expect(body).toContain('paperboy_feed_failures{feed="other"} 499');
  });
});

it('counts answers by platform, command and outcome, and never what was typed', async () => {
  const clock = { now: () => 0 };
  const log = collectLog();
  const meter = createMeter({ clock, logger: log });
  const search = { name: 'search' } as Command;
  const fake = { ...createFakeRouter(), commandOf: () => search };
  const router = meter.router(fake);
  const caller = sampleCaller({ place });
  await router.answer('search secret plans', caller);
  const failing = meter.router({
    ...fake,
    answer: () => Promise.reject(new UserError('x', 'm', 'h')),
  });
  await expect(failing.answer('search secret plans', caller)).rejects.toThrow('m');
  const body = await meter.print({ problems: {}, figures: [], feeds: [] }, noIndex);
  expect(body).toContain(
    'paperboy_command_seconds_count{platform="slack",command="search",outcome="answer"} 1',
  );
  expect(body).toContain(
    'paperboy_command_seconds_count{platform="slack",command="search",outcome="mistake"} 1',
  );
  expect(`${body}${JSON.stringify(log.lines)}`).not.toContain('secret plans');
});

it('counts messages by what became of them, and refusals for their number', async () => {
  const meter = createMeter({ clock: { now: () => 0 }, logger: silentLogger });
  const messenger = createTestMessenger();
  const message = { place, card: sampleCard, key: 'k1' };
  await meter.messenger('slack', messenger).send(message);
  const send = () =>
    Promise.reject(new DeliveryError('later', 'slow down', { retryAfterMs: 1, isRateLimit: true }));
  await expect(meter.messenger('slack', { ...messenger, send }).send(message)).rejects.toThrow('slow down');
  const body = await meter.print({ problems: {}, figures: [], feeds: [] }, noIndex);
  expect(body).toContain('paperboy_messages_total{platform="slack",outcome="sent"} 1');
  expect(body).toContain('paperboy_messages_total{platform="slack",outcome="later"} 1');
  expect(body).toContain('paperboy_rate_limited_total{platform="slack"} 1');
});

describe('the server', () => {
  it('cuts off a request that never ends', async () => {
    const limits = {
      ...httpLimits,
      headersTimeout: 100,
      requestTimeout: 200,
      connectionsCheckingInterval: 50,
    };
    server = await serve(() => false, { port: 0, host: '127.0.0.1', logger: silentLogger, limits });
    const socket = connect(server?.port ?? 0, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n');
    const drip = setInterval(() => socket.write('x'), 20);
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (chunk) => {
        text += String(chunk);
      });
      socket.on('error', () => resolve(text));
      socket.on('close', () => resolve(text));
    });
    clearInterval(drip);
    expect(answer).toMatch(/^HTTP\/1.1 408/);
  });

  it('is done without when its port is in use, and says so', async () => {
    const log = collectLog();
    server = await serve(() => false, { port: 0, host: '127.0.0.1', logger: log });
    const where = { port: server?.port ?? 0, host: '127.0.0.1', logger: log };
    expect(await serve(() => false, where)).toBeUndefined();
    expect(log.lines).toMatchObject([
      { level: 'info' },
      { level: 'warn', fields: { code: 'EADDRINUSE', port: where.port } },
    ]);
  });
});
