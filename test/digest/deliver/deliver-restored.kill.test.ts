import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../../adapters/postgres/database/migrate.ts';
import { migrations } from '../../../adapters/postgres/database/migrations.ts';
import { openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import { createDeliveryMemory } from '../../../src/digest/deliver/delivery-memory.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import { placeKey } from '../../../src/topics/place.ts';
import { createLab, paperAbout, placeNamed } from '../../support/fakes/digest-lab.ts';
import { silentLogger } from '../../support/fakes/silent-logger.ts';
import { createTestMessenger } from '../../support/fakes/test-messenger.ts';
import { papersIn } from '../../support/model/said.ts';
import { createServerDatabase, describeOnServer } from '../../support/servers.ts';

const debianFolder = '/usr/lib/postgresql';
/** Where Debian puts the programs of PostgreSQL, the newest version; elsewhere they are in the path. */
const programs = (existsSync(debianFolder) ? readdirSync(debianFolder) : [])
  .sort((a, b) => Number(b) - Number(a))
  .map((version) => join(debianFolder, version, 'bin'))
  .find((folder) => existsSync(join(folder, 'pg_dump')));
const run = (program: string, ...values: readonly string[]) =>
  execFileSync(programs === undefined ? program : join(programs, program), values, { stdio: 'pipe' });

const channels = ['a', 'b', 'c'].map(placeNamed);
const red = (id: string) => paperAbout('red', id);

describeOnServer('TEST_DATABASE_URL', 'a backup made with pg_dump', (server) => {
  it.each([
    ['this morning', '2026-05-05T08:30Z', '2026-05-05T09:20Z'],
    ['this morning, at once', '2026-05-05T08:59Z', '2026-05-05T09:02Z'],
    ['yesterday', '2026-05-04T08:30Z', '2026-05-05T12:00Z'],
    ['two weeks ago', '2026-04-21T08:30Z', '2026-05-05T23:00Z'],
  ])('of %s posts nothing twice once pg_restore has restored it', async (_, backupAt, restoredAt) => {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-backup-'));
    const file = join(folder, 'paperboy.dump');
    const databases = [await createServerDatabase(server), await createServerDatabase(server)] as const;
    const sent = createTestMessenger();
    /** As chat platforms do, it tells what was posted in a channel, and when. */
    const sentAt = new Map<string, number>();
    let now = () => 0;
    const messenger: typeof sent & Pick<Messenger, 'readPosts'> = {
      ...sent,
      send(message) {
        sentAt.set(message.key, now());
        return sent.send(message);
      },
      readPosts: async (place, since) => ({
        isWhole: true,
        messages: sent.posted
          .filter((each) => each.under === undefined && placeKey(each.place) === placeKey(place))
          .map(({ key, card }) => ({
            at: sentAt.get(key) ?? 0,
            hasKey: (wanted: string) => wanted === key,
            carries: (line: string) => JSON.stringify(card).includes(JSON.stringify(line)),
          }))
          .filter(({ at }) => at >= since),
      }),
    };
    const live = async (databaseUrl: string, work: (lab: ReturnType<typeof createLab>) => Promise<void>) => {
      const database = await openDatabase({ dataDir: '', databaseUrl, logger: silentLogger });
      await migrate(database, migrations, silentLogger);
      const lab = createLab(database, { messenger });
      now = lab.clock.now;
      await work(lab).finally(() => database.close());
    };
    const papers = () =>
      messenger.posted.filter(({ under }) => under === undefined).flatMap(({ card }) => papersIn(card));
    try {
      await live(databases[0].url, async (lab) => {
        lab.at('2026-04-20T12:00Z');
        for (const place of channels) await lab.follow(place, ['red']);
        const days = Array.from({ length: 15 }, (_, i) => new Date(Date.UTC(2026, 3, 21 + i)).toISOString());
        for (const [i, day] of days.entries()) {
          lab.at(`${day.slice(0, 10)}T08:00Z`);
          await lab.arrive(red(`r${i}`));
          if (day.slice(0, 10) === backupAt.slice(0, 10)) run('pg_dump', '-Fc', '-f', file, databases[0].url);
          lab.at(`${day.slice(0, 10)}T09:01Z`);
          await lab.tick();
        }
      });
      const before = papers();
      const keys = messenger.posted.map(({ key }) => key);
      expect(new Set(before).size).toBe(15);

      run('pg_restore', '--no-owner', '-d', databases[1].url, file);
      await live(databases[1].url, async (lab) => {
        lab.at(restoredAt);
        Object.assign(lab.deps, { memory: createDeliveryMemory(lab.clock.now()) });
        // The feeds go on where the backup had read them to.
        await lab.arrive(...Array.from({ length: 15 }, (_, i) => red(`r${i}`)));
        for (let i = 0; i < 3; i += 1) {
          await lab.tick();
          lab.minutesLater(1);
        }
        expect(papers()).toEqual(before);
        expect(messenger.posted.map(({ key }) => key).slice(0, keys.length)).toEqual(keys);
        lab.at('2026-05-06T08:00Z');
        await lab.arrive(red('r15'));
        lab.at('2026-05-06T09:01Z');
        await lab.tick();
      });
      expect(papers().slice(before.length)).toEqual(channels.map(() => expect.stringContaining('r15')));
    } finally {
      for (const { drop } of databases) await drop();
      rmSync(folder, { recursive: true });
    }
  });
});
