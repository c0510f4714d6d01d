import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createQueue } from '../../../adapters/bullmq/queue.ts';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { migrate } from '../../../adapters/postgres/database/migrate.ts';
import { migrations } from '../../../adapters/postgres/database/migrations.ts';
import { enqueueDue, runJob, runPlace } from '../../../src/digest/deliver/run-jobs.ts';
import { createLab, emptyTables, paperAbout, placeNamed } from '../../support/fakes/digest-lab.ts';
import { silentLogger } from '../../support/fakes/silent-logger.ts';
import { createTestMessenger } from '../../support/fakes/test-messenger.ts';
import { begin, withStore } from '../../support/fakes/with-store.ts';
import { openTestDatabase } from '../../support/fixtures/store-folder.ts';
import { checkDigests } from '../../support/kill/check-digests.ts';
import { type Build, buildForChildren } from '../../support/kill/child-process.ts';
import type { BotRun } from '../../support/kill/digest-child.ts';
import { readWorldTranscript } from '../../support/kill/kill-world.ts';
import { childFile } from '../../support/kill/run-with-kills.ts';
import { createServerDatabase, describeOnServer, openServerDatabase } from '../../support/servers.ts';
import { until } from '../../support/until.ts';

const names = Array.from({ length: 20 }, (_, i) => `c${i}`);
const places = names.map(placeNamed);
let database: Database;

/** Two bots with one store and one platform, when the digests of all places are due. */
async function twoBots() {
  const messenger = createTestMessenger();
  const first = createLab(database, { messenger });
  const second = createLab(database, { messenger });
  for (const place of places) await first.follow(place, ['red']);
  const papers = [1, 2, 3, 4, 5, 6].map((n) => paperAbout('red', `r${n}`));
  await first.arrive(...papers);
  await second.deps.index.put(papers);
  for (const bot of [first, second]) bot.at('2026-05-04T09:05Z');
  return { messenger, bots: [first, second] as const };
}

const issue = ['New papers for Mon 4 May 2026', '  Abstracts 1 to 3', '  Abstracts 4 to 6'];

function testWorkers(title: string, open: () => Promise<Database>): void {
  describe(`two workers on ${title}`, () => {
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.close());
    beforeEach(() => emptyTables(database));

    it('post every issue once, though both run every place at the same time', async () => {
      const { messenger, bots } = await twoBots();
      const rounds = async () => {
        await Promise.all(bots.flatMap(({ deps }) => places.map((place) => runPlace(place, deps))));
        for (const bot of bots) bot.minutesLater(60);
        return (await bots[0].store.placesToDeliver(Number.MAX_SAFE_INTEGER, 1)).length === 0;
      };
      await until(rounds);
      for (const name of names) expect(messenger.seenIn(name), name).toEqual(issue);
      const last = await Promise.all(
        places.map((place) => bots[0].store.latestIssue(place, Number.MAX_SAFE_INTEGER)),
      );
      expect(last.filter((each) => each?.problem !== undefined || each?.doneAt === undefined)).toEqual([]);
    });

    it('post every issue once through two queues, which both look at the calendar', async () => {
      const { messenger, bots } = await twoBots();
      const queues = await Promise.all(
        bots.map(async ({ deps, log }) => {
          const queue = await createQueue({ logger: log, database, backoffMs: 10, stalledMs: 1_000 });
          await queue.work((job) => runJob(job, { ...deps, queue }), { concurrency: 8 });
          return { queue, deps };
        }),
      );
      await Promise.all(
        queues.flatMap((each) => [each, each]).map(({ queue, deps }) => enqueueDue({ ...deps, queue })),
      );
      await until(
        async () =>
          (await bots[0].store.placesToDeliver(Number.MAX_SAFE_INTEGER, 1)).length === 0 &&
          (await bots[0].store.duePlaces(bots[0].clock.now(), 1)).length === 0,
      );
      for (const { queue } of queues) await queue.stop(5_000);
      for (const name of names) expect(messenger.seenIn(name), name).toEqual(issue);
    });

    it('post no paper twice, when they plan issues of two dates at the same time', async () => {
      const { messenger, bots } = await twoBots();
      const [first, second] = bots;
      second.at('2026-05-05T09:05Z');
      await Promise.allSettled(bots.flatMap(({ deps }) => places.map((place) => runPlace(place, deps))));
      first.at('2026-05-05T09:05Z');
      for (const bot of bots) await bot.tick();
      for (const name of names) {
        const cards = messenger.posted.filter(
          ({ place, under }) => place.channel === name && under === undefined,
        );
        const titles = cards.flatMap(({ card }) => [...new Set(JSON.stringify(card).match(/On red r\d/g))]);
        expect(titles.toSorted(), name).toEqual([1, 2, 3, 4, 5, 6].map((n) => `On red r${n}`));
      }
    });
  });
}

testWorkers('the embedded database', () => openTestDatabase());
describeOnServer('TEST_DATABASE_URL', 'on PostgreSQL', (url) =>
  testWorkers('a server', async () => {
    const server = await openServerDatabase(url);
    await migrate(server, migrations, silentLogger);
    return server;
  }),
);

describeOnServer('TEST_DATABASE_URL', 'two processes on PostgreSQL', (url) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'paperboy-workers-'));
  let server: Awaited<ReturnType<typeof createServerDatabase>>;
  let build: Build;

  beforeAll(async () => {
    build = buildForChildren(childFile);
    server = await createServerDatabase(url);
  });
  afterAll(async () => {
    build.remove();
    await server.drop();
    rmSync(dataDir, { recursive: true });
  });

  it('post every issue once, also on days when one of them is killed', async () => {
    const where = { dataDir, databaseUrl: server.url };
    await begin(where);
    const start = (run: Omit<BotRun, 'dataDir' | 'databaseUrl' | 'mode'>) =>
      build.start(childFile, JSON.stringify({ ...where, mode: 'queue', ...run }));
    const days = [1, 2, 3, 4];
    for (const day of days) {
      const kill = { method: 'send', when: 'after', nth: 2 } as const;
      const both = [start({ day, ...(day % 2 === 0 && { kill }) }), start({ day })];
      const ends = await Promise.all(both.map(({ ended }) => ended));
      expect(ends, both.flatMap(({ lines }) => lines).join('\n')).toContain(0);
    }
    const posted = await readWorldTranscript(dataDir);
    const { lost, doubled, issues } = await withStore(where, (store) => checkDigests(posted, days, store));
    expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
    expect(issues).toBeGreaterThan(20);
  });
});
