import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createQueue } from '../../../../adapters/bullmq/queue.ts';
import { openDatabase } from '../../../../adapters/postgres/database/open-database.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';
import { copyStore } from '../../../support/fixtures/store-folder.ts';
import { type Build, buildForChildren, noDeadline } from '../../../support/kill/child-process.ts';
import { mountSmallDisk } from '../../../support/kill/small-disk.ts';
import { until } from '../../../support/until.ts';

const childFile = 'test/support/kill/store-child.ts';
const kills = Number(process.env['TEST_KILLS'] ?? 6);
let build: Build;
let base: string;

beforeAll(() => {
  build = buildForChildren(childFile);
  base = mkdtempSync(join(tmpdir(), 'paperboy-survives-'));
});
afterAll(() => {
  build.remove();
  rmSync(base, { recursive: true });
});

describe('kill -9', () => {
  it(`keeps every acknowledged row through ${kills} kills`, noDeadline, async () => {
    const dataDir = join(base, 'rows');
    const logger = collectLog();
    await copyStore(dataDir);
    const before = await openDatabase({ dataDir, logger });
    await before.query('CREATE TABLE kept (run integer, n integer, PRIMARY KEY (run, n))');
    await before.close();
    const acknowledged: string[] = [];
    for (let kill = 1; kill <= kills; kill += 1) {
      const child = build.start(childFile, 'insert', dataDir);
      await child.line(new RegExp(`^kept \\d+ ${kill * 7}$`));
      await child.kill('SIGKILL');
      acknowledged.push(...child.lines.filter((line) => line.startsWith('kept')));
    }
    const after = await openDatabase({ dataDir, logger });
    const { rows } = await after.query<{ line: string }>(
      "SELECT 'kept ' || run || ' ' || n AS line FROM kept",
    );
    await after.close();
    const kept = new Set(rows.map(({ line }) => line));
    expect(acknowledged.filter((line) => !kept.has(line))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(kills * 7);
  });

  it('runs a job again that was running', async () => {
    const dataDir = join(base, 'job');
    await copyStore(dataDir);
    const child = build.start(childFile, 'job', dataDir);
    expect(await child.line(/^job runs/)).toBeDefined();
    await child.kill('SIGKILL');
    const database = await openDatabase({ dataDir, logger: collectLog() });
    const logger = collectLog();
    const queue = await createQueue({ logger, database, stalledMs: 500 });
    const seen: string[] = [];
    await queue.work(async ({ name, id }) => void seen.push(`${name} ${id}`), { concurrency: 1 });
    await until(() => seen.length === 1);
    expect(seen).toEqual(['issue C1']);
    expect(logger.lines.map(({ message }) => message)).toContain('a job lost its worker and runs again');
    await queue.stop(1_000);
    await database.close();
  });
});

/** What a person is told, and for the log what PostgreSQL said. */
const diskFull = (reason: RegExp) => ({
  message: 'The disk of my database is full; look-ups still work.',
  cause: { message: expect.stringMatching(reason) },
});
const small = mountSmallDisk(64);

afterAll(() => small?.unmount());

describe('a full disk', () => {
  it.skipIf(small === undefined)(
    `is reported clearly and survived, without loss${small ? '' : ' (skipped: no right to mount a tmpfs)'}`,
    async () => {
      const disk = small?.folder ?? '';
      const logger = collectLog();
      await copyStore(join(disk, 'data'));
      const database = await openDatabase({ dataDir: join(disk, 'data'), logger });
      await database.query('CREATE TABLE kept (n integer, text text)');
      await database.query('ALTER TABLE kept ALTER text SET STORAGE EXTERNAL');
      const ballast = join(disk, 'ballast');
      writeFileSync(ballast, Buffer.alloc(20 * 1024 * 1024));
      let acknowledged = 0;
      const insert = async () => {
        await database.query('INSERT INTO kept VALUES ($1, $2)', [acknowledged, 'x'.repeat(100_000)]);
        acknowledged += 1;
      };
      const untilItFails = async (work: () => Promise<unknown>): Promise<never> => {
        for (;;) await work();
      };
      // Without space for a row there is an ordinary error; without space for WAL PostgreSQL stops.
      const onlyWal = "SELECT pg_logical_emit_message(true, 'fill', repeat('x', 100000))";
      await expect(untilItFails(insert)).rejects.toMatchObject(diskFull(/No space left on device/));
      await expect(untilItFails(() => database.query(onlyWal))).rejects.toMatchObject(
        diskFull(/stopped: .*No space left on device/),
      );
      await until(() =>
        database.query('SELECT 1').then(
          () => false,
          (error) => /^The disk is full: \d+ MB free/.test(error.cause.message),
        ),
      );
      rmSync(ballast);
      await until(() =>
        insert().then(
          () => true,
          () => false,
        ),
      );
      const { rows } = await database.query('SELECT count(*)::int AS count FROM kept');
      expect(rows).toEqual([{ count: acknowledged }]);
      expect(logger.lines.map(({ message }) => message)).toContain('embedded database open again');
      await database.close();
    },
  );
});
