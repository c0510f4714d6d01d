import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createQueue } from '../../../adapters/bullmq/queue.ts';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import { enqueueDue, runJob } from '../../../src/digest/deliver/run-jobs.ts';
import { DeliveryError } from '../../../src/errors.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { createTcpPostgres } from '../../support/doubles/postgres-over-tcp.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';
import {
  createLab,
  emptyTables,
  type Lab,
  paperAbout,
  placeNamed,
  useLabStore,
} from '../../support/fakes/digest-lab.ts';
import { createTestMessenger } from '../../support/fakes/test-messenger.ts';
import { openTestDatabase } from '../../support/fixtures/store-folder.ts';
import { isThorough } from '../../support/tries.ts';
import { until } from '../../support/until.ts';

let dataDir: string;
let database: Database;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'paperboy-digests-'));
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true });
});
beforeEach(() => emptyTables(database));
const labStore = useLabStore();

const monday = 'New papers for Mon 4 May 2026';
const tuesday = 'New papers for Tue 5 May 2026';
const details = '  Abstracts 1';
const later = (retryAfterMs: number) => new DeliveryError('later', 'rate limited', { retryAfterMs });
const gone = new DeliveryError('gone', 'the channel is archived', { remedy: 'Unarchive it.' });
const unknown = new DeliveryError('unknown', 'the connection broke');
const reds = placeNamed('reds');

/** A place that follows one word, a new paper that matches it, and the time: Monday, 09:05. */
async function onMonday(lab: Lab): Promise<Lab> {
  await lab.follow(reds, ['red']);
  await lab.arrive(paperAbout('red', 'r1'));
  lab.at('2026-05-04T09:05Z');
  return lab;
}

describe('a messenger that fails', () => {
  it('sends after the delay and not before, when nothing was sent (later)', async () => {
    const lab = await onMonday(createLab(labStore()));
    lab.messenger.fail({ error: later(10 * 60_000), message: 'lost' });
    await lab.tick();
    lab.minutesLater(9);
    await lab.tick();
    expect(lab.messenger.tries).toHaveLength(1);
    expect(await lab.say('status', reds)).toContain('rate limited');
    lab.minutesLater(1);
    await lab.tick();
    expect(lab.messenger.seenIn('reds')).toEqual([monday, details]);
  });

  it('waits longer each time, at most 15 minutes, and keeps the issue (later, many times)', async () => {
    const lab = await onMonday(createLab(labStore()));
    for (let i = 0; i < 20; i += 1) lab.messenger.fail({ error: later(0), message: 'lost' });
    const waits: number[] = [];
    for (let quarters = 0; lab.messenger.posted.length === 0; quarters += 1) {
      const before = lab.messenger.tries.length;
      await lab.tick();
      if (lab.messenger.tries.length > before) waits.push(quarters / 4);
      lab.minutesLater(0.25);
    }
    expect(waits.map((at, i) => at - (waits[i - 1] ?? 0))).toEqual([
      0, 0.25, 0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1, 1.25, 1.5, 2, 2.5, 3, 3.75, 4.75, 6, 7.5,
      9.25,
    ]);
    expect(lab.messenger.seenIn('reds')).toEqual([`${monday}, late`, details]);
  });

  it.each(isThorough ? [14, 61, 5 * 60, 16 * 60] : [14, 61])(
    'makes a digest late by a quarter of the outage and half a minute at most (%i s)',
    async (outageS) => {
      const lab = await onMonday(createLab(labStore()));
      const dueAt = lab.clock.time;
      for (let ms = 0; lab.messenger.posted.length === 0; ms += 15_000) {
        lab.clock.time = dueAt + ms;
        if (ms < outageS * 1_000) lab.messenger.fail({ error: later(0), message: 'lost' });
        else lab.messenger.forgive();
        await lab.tick();
        lab.messenger.forgive();
      }
      const lateMs = lab.clock.time - dueAt - outageS * 1_000;
      expect(lateMs).toBeLessThanOrEqual(outageS * 250 + 30_000);
      expect(lab.messenger.seenIn('reds')).toEqual([outageS > 600 ? `${monday}, late` : monday, details]);
    },
  );

  it('tries the others at once when the platform answers one, but not before the platform allows it', async () => {
    const lab = createLab(database);
    const names = ['a', 'b', 'c'];
    const fresh = placeNamed('fresh');
    for (const name of [...names, 'fresh']) await lab.follow(placeNamed(name), ['red']);
    await lab.store.stopPlace(fresh, { at: lab.clock.time, reason: 'asked to', remedy: 'Resume it.' });
    await onMonday(lab);
    const waits = [later(0), later(3 * 60 * 60_000), later(0), later(0)];
    for (const error of waits) lab.messenger.fail({ error, message: 'lost' });
    await lab.tick();
    // Hours later, all but one have long waits before them.
    await database.query('UPDATE issue SET planned_at = $1', [lab.clock.time - 2 * 60 * 60_000]);
    lab.minutesLater(1);
    for (const error of [later(0), later(0), later(0)]) lab.messenger.fail({ error, message: 'lost' });
    await lab.tick();
    lab.messenger.forgive();
    const done = () => [...names, 'reds'].filter((name) => lab.messenger.seenIn(name).length === 2);
    lab.minutesLater(2);
    await lab.tick();
    expect(done()).toEqual([]);
    await lab.store.stopPlace(fresh, undefined);
    await lab.tick();
    lab.clock.time += 15_000;
    await lab.tick();
    expect(lab.messenger.seenIn('fresh')).toHaveLength(2);
    expect(done()).toHaveLength(3);
    lab.minutesLater(3 * 60);
    await lab.tick();
    expect(done()).toHaveLength(4);
  });

  it('stops the place, tells its owner once, and posts what waited when the digest is resumed (gone)', async () => {
    const lab = await onMonday(createLab(labStore()));
    lab.messenger.fail({ error: later(0), message: 'lost' });
    await lab.tick();
    await lab.arrive(paperAbout('red', 'r2'));
    lab.at('2026-05-05T09:05Z');
    lab.messenger.fail({ error: gone, message: 'lost' }, { error: gone, message: 'lost' });
    await lab.tick();
    await lab.arrive(paperAbout('red', 'r3'));
    for (let i = 0; i < 5; i += 1) {
      lab.minutesLater(300);
      await lab.tick();
    }
    expect(lab.messenger.tries).toHaveLength(2);
    expect(lab.messenger.told).toEqual([
      { person: 'ada', text: 'A digest has stopped: the channel is archived.' },
    ]);
    expect(await lab.say('status', reds)).toContain('Unarchive it.');
    expect(lab.messenger.posted).toEqual([]);

    lab.messenger.forgive();
    await lab.say('digest resume', reds);
    await lab.tick();
    expect(lab.messenger.seenIn('reds')).toEqual([`${monday}, late`, details, `${tuesday}, late`, details]);
    lab.at('2026-05-07T09:05Z');
    await lab.tick();
    expect(lab.messenger.seenIn('reds').at(-2)).toMatch(/Thu 7 May 2026$/);
    expect(lab.messenger.told).toHaveLength(1);
  });

  it('posts at once after a resume, whatever the wait was before (gone)', async () => {
    const lab = await onMonday(createLab(labStore()));
    for (let i = 0; i < 4; i += 1) lab.messenger.fail({ error: later(0), message: 'lost' });
    lab.messenger.fail({ error: gone, message: 'lost' });
    while (lab.messenger.told.length === 0) {
      await lab.tick();
      lab.minutesLater(1);
    }
    await lab.say('digest resume', reds);
    await lab.tick();
    expect(lab.messenger.seenIn('reds')).toEqual([monday, details]);
  });

  it('finds a message whose response was lost, and does not send it again', async () => {
    const lab = await onMonday(createLab(labStore()));
    lab.messenger.fail({ error: unknown, message: 'posted' });
    await lab.tick();
    lab.minutesLater(2);
    await lab.tick();
    expect(lab.messenger.seenIn('reds')).toEqual([monday, details]);
    expect(lab.messenger.tries).toHaveLength(2);
    const [first, second] = lab.messenger.posted;
    expect(second?.under).toEqual({ id: first?.key });
  });

  it('sends a lost message again, once the platform says that it is not there', async () => {
    const lab = await onMonday(createLab(labStore()));
    lab.messenger.fail({ error: unknown, message: 'lost' });
    await lab.tick();
    await lab.tick();
    expect(lab.messenger.tries).toHaveLength(1);
    lab.minutesLater(2);
    await lab.tick();
    expect(lab.messenger.seenIn('reds')).toEqual([monday, details]);
    expect(JSON.stringify(lab.messenger.posted)).not.toContain('may repeat');
  });

  it('sends again with a warning, when the platform does not let us look', async () => {
    const messenger = createTestMessenger({ canFind: false });
    const lab = await onMonday(createLab(labStore(), { messenger }));
    messenger.fail({ error: unknown, message: 'posted' });
    await lab.tick();
    lab.minutesLater(2);
    await lab.tick();
    expect(messenger.seenIn('reds')).toEqual([monday, monday, details]);
    expect(messenger.posted.map(({ card }) => JSON.stringify(card).includes('may repeat'))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('sends failed details later, below the first message', async () => {
    const lab = await onMonday(createLab(labStore()));
    lab.messenger.fail('none', { error: unknown, message: 'lost' });
    await lab.tick();
    expect(lab.messenger.seenIn('reds')).toEqual([monday]);
    lab.minutesLater(2);
    await lab.tick();
    expect(lab.messenger.seenIn('reds')).toEqual([monday, details]);
  });

  it.each(['lost', 'posted'] as const)(
    'retries the job after a bug, and posts the message once (it was %s)',
    async (message) => {
      const lab = await onMonday(createLab(labStore()));
      lab.messenger.fail({ error: new TypeError('x is not a function'), message });
      expect(await lab.tick()).toEqual(['x is not a function']);
      expect(await lab.tick()).toEqual([]);
      lab.minutesLater(5);
      expect(await lab.tick()).toEqual([]);
      expect(lab.messenger.seenIn('reds')).toEqual([monday, details]);
    },
  );

  it('delivers to the other places when one fails', async () => {
    const lab = createLab(labStore());
    const names = ['a', 'b', 'c', 'd'];
    for (const name of names) await lab.follow(placeNamed(name), ['red']);
    await onMonday(lab);
    lab.messenger.fail({ error: new Error('bug'), message: 'lost' }, { error: gone, message: 'lost' });
    await lab.tick();
    expect([...names, 'reds'].filter((name) => lab.messenger.seenIn(name).length === 2)).toHaveLength(3);
  });
});

describe('papers of an issue that is not posted yet', () => {
  it('are not offered a second time from the archive', async () => {
    const lab = createLab(labStore());
    await lab.arrive(paperAbout('red', 'old'));
    await lab.follow(reds, ['red'], { whenEmpty: 'archive' });
    await lab.arrive(paperAbout('red', 'new'));
    lab.at('2026-05-04T09:05Z');
    lab.messenger.fail({ error: later(30 * 3_600_000), message: 'lost' });
    await lab.tick();
    lab.at('2026-05-05T09:05Z');
    await lab.tick();
    lab.at('2026-05-05T18:00Z');
    await lab.tick();
    expect(lab.messenger.seenIn('reds')).toEqual([
      'From the archive for Tue 5 May 2026',
      details,
      `${monday}, late`,
      details,
    ]);
    const [archive, , fresh] = lab.messenger.posted.map(({ card }) => JSON.stringify(card));
    expect([archive?.includes('On red old'), archive?.includes('On red new')]).toEqual([true, false]);
    expect(fresh).toContain('On red new');
  });
});

describe('a store that fails', () => {
  /** A store that cannot be reached from the n-th call on, for a number of calls. */
  function shaky() {
    let calls = Number.NEGATIVE_INFINITY;
    let until = 0;
    const wrap = (store: Store): Store => {
      const entries = Object.entries(store).map(([name, method]) => [
        name,
        async (...args: unknown[]) => {
          calls += 1;
          if (calls > 0 && calls <= until) throw new Error('connect ECONNREFUSED 127.0.0.1:5432');
          return (method as (...args: unknown[]) => unknown)(...args);
        },
      ]);
      return Object.fromEntries(entries) as Store;
    };
    const failAfter = (good: number, bad: number) => {
      calls = -good;
      until = bad;
    };
    return { wrap, failAfter };
  }

  it.each(Array.from({ length: 20 }, (_, good) => good))(
    'posts every issue once, whichever call fails and however long the failure lasts (after %i calls)',
    async (good) => {
      const store = shaky();
      const lab = await onMonday(createLab(labStore(), { wrap: store.wrap }));
      store.failAfter(good, 1 + (good % 7));
      for (let minutes = 0; minutes < 30 && !(await isDone(lab)); minutes += 1) {
        await lab.tick().catch(() => undefined);
        lab.minutesLater(1);
      }
      expect(lab.messenger.seenIn('reds')).toEqual([monday, details]);
    },
  );

  const isDone = async ({ store, clock }: Lab) =>
    (await store.duePlaces(clock.now(), 1)).length +
      (await store.placesToDeliver(Number.MAX_SAFE_INTEGER, 1)).length ===
    0;

  it('logs few lines and posts nothing twice, when it fails with its queue between a message and the ledger', async () => {
    const postgres = await createTcpPostgres();
    await postgres.up();
    const server = await openDatabase({ dataDir, databaseUrl: postgres.url, logger: collectLog() });
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const lab = createLab(server, { messenger: createTestMessenger({ answer: () => held }) });
    const names = ['reds', 'a', 'b', 'c'];
    for (const name of names) await lab.follow(placeNamed(name), ['red']);
    await onMonday(lab);
    const queue = await createQueue({ logger: lab.log, database: server, backoffMs: 10, stalledMs: 60_000 });
    const deps = { ...lab.deps, queue };
    await queue.work((job) => runJob(job, deps), { concurrency: 2 });
    await enqueueDue(deps);
    await until(() => lab.messenger.posted.length === names.length);

    await postgres.down();
    goOn();
    await until(() =>
      lab.log.lines.some(({ fields }) => /ECONNREFUSED|terminated/.test(String(fields['problem']))),
    );
    await expect(enqueueDue(deps)).rejects.toThrow(/I can’t reach my database/);
    await postgres.up();
    await until(async () => {
      lab.minutesLater(1);
      await pause(50);
      await enqueueDue(deps).catch(() => undefined);
      return isDone(lab).catch(() => false);
    });
    const seen = names.map((name) => lab.messenger.seenIn(name).map((title) => title.replace(', late', '')));
    expect(seen).toEqual(names.map(() => [monday, details]));
    expect(lab.log.lines.length).toBeLessThan(30);
    await queue.stop(60_000);
    await server.close();
    await postgres.close();
  });
});

describe('a row that cannot be read', () => {
  const others = ['blues', 'greens'];
  async function withOthers(lab: Lab): Promise<Lab> {
    for (const name of others) await lab.follow(placeNamed(name), [name.slice(0, -1)]);
    await lab.follow(reds, ['red', 'crimson']);
    await lab.arrive(paperAbout('red', 'r1'), paperAbout('blue', 'b1'), paperAbout('green', 'g1'));
    lab.at('2026-05-04T09:05Z');
    return lab;
  }
  const expectOthers = (lab: Lab) =>
    expect(others.map((name) => lab.messenger.seenIn(name))).toEqual([
      [monday, details],
      [monday, details],
    ]);
  const errors = ({ log }: Lab) => log.lines.filter(({ level }) => level === 'error' || level === 'warn');

  it.each([
    '{}',
    'null',
    '"daily"',
    '{"time":"09:00","zone":"Mars/Olympus","days":[1,2,3,4,5,6,7],"skips":[]}',
    '{"time":"25:00","zone":"UTC","days":[1,2,3,4,5,6,7],"skips":[]}',
    '{"time":"09:00","zone":"UTC","days":"daily","skips":[]}',
    '{"time":"09:00","zone":"UTC","days":[1,2],"skips":[{"first":1}]}',
  ])(
    'a schedule %s stops its place only; the status says so, and a new schedule resumes it',
    async (schedule) => {
      const lab = await withOthers(createLab(database));
      await database.query("UPDATE place SET schedule = $1 WHERE key LIKE '%reds'", [schedule]);
      await lab.tick();
      expectOthers(lab);
      expect(errors(lab).map(({ fields }) => fields['place'])).toContain('test:lab:reds');
      expect(await lab.say('status', reds)).toContain('schedule');
      await lab.say('digest at 09:00 days:daily', reds);
      await lab.say('digest resume', reds);
      lab.at('2026-05-05T09:05Z');
      await lab.tick();
      expect(lab.messenger.seenIn('reds')).toEqual([tuesday, details]);
    },
  );

  it.each(['{"kind":"query","query":"OR"}', '{"kind":"query","query":"after:never"}', '{}', 'null'])(
    'a topic %s is logged, and the place gets papers for its other topics',
    async (topic) => {
      const lab = await withOthers(createLab(database));
      await database.query("UPDATE subscription SET topic = $1 WHERE topic_key = 'query:crimson'", [topic]);
      expect(await lab.tick()).toEqual([]);
      expectOthers(lab);
      expect(lab.messenger.seenIn('reds')).toEqual([monday, details]);
      expect(errors(lab).map(({ fields }) => fields['place'])).toContain('test:lab:reds');
    },
  );

  it('shows a topic that is no query any more in the status', async () => {
    const lab = await withOthers(createLab(database));
    await database.query(
      `UPDATE subscription SET topic = '{"kind":"query","query":"after:never"}' WHERE topic_key = 'query:crimson'`,
    );
    expect(await lab.say('status', reds)).toContain('I can’t read the topic “after:never”');
  });

  it.each(['{}', 'null', '{"id":"bad","title":"On red"}', '[1]'])(
    'a paper %s is left out and logged; all others are posted',
    async (data) => {
      const lab = await withOthers(createLab(database));
      await lab.arrive(paperAbout('red', 'bad'));
      await database.query("UPDATE paper SET data = $1 WHERE id = 'bad'", [data]);
      expect(await lab.tick()).toEqual([]);
      expectOthers(lab);
      expect(lab.messenger.seenIn('reds')).toEqual([monday, details]);
      expect(errors(lab).map(({ fields }) => fields['paper'])).toContain('bad');
    },
  );

  it('delivers to the other places when a card cannot be drawn', async () => {
    const lab = await withOthers(createLab(database));
    lab.messenger.fail(
      { error: later(0), message: 'lost' },
      { error: later(0), message: 'lost' },
      { error: later(0), message: 'lost' },
    );
    await lab.tick();
    await database.query("UPDATE part SET card = '{}' WHERE place LIKE '%reds'");
    lab.minutesLater(1);
    await lab.tick();
    expectOthers(lab);
  });
});
