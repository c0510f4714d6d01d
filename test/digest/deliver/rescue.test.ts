import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { readHealth } from '../../../src/digest/deliver/health.ts';
import { rescueDigests } from '../../../src/digest/deliver/rescue.ts';
import { runTick } from '../../../src/digest/deliver/run-jobs.ts';
import { DeliveryError } from '../../../src/errors.ts';
import type { Queue } from '../../../src/ports/queue.ts';
import { createLab, emptyTables, type Lab, paperAbout, placeNamed } from '../../support/fakes/digest-lab.ts';
import { openTestDatabase } from '../../support/fixtures/store-folder.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => emptyTables(database));

const posted = ['New papers for Mon 4 May 2026', '  Abstracts 1'];
const names = ['reds', 'crimsons', 'scarlets'];

/** Three places whose digests are due at 09:00. */
async function atNine(): Promise<Lab> {
  const lab = createLab(database);
  for (const name of names) await lab.follow(placeNamed(name), ['red']);
  await lab.arrive(paperAbout('red', 'r1'));
  lab.at('2026-05-04T09:00Z');
  for (const name of names) {
    const state = await lab.store.place(placeNamed(name));
    if (state) await lab.store.savePlace({ ...state, nextAt: lab.clock.time });
  }
  return lab;
}

/** Queues that do not run what they are given. */
const fail = () => Promise.reject(new Error('The job queue does not answer: ECONNREFUSED'));
const remembersNothing = { pending: async () => [], addMany: async () => {} };
const brokenQueues: readonly [name: string, delayS: number, makeQueue: () => Partial<Queue>][] = [
  ['forgets everything', 30, () => ({ ...remembersNothing, waiting: async () => 0 })],
  ['cannot be reached', 30, () => ({ pending: fail, addMany: fail, add: fail, waiting: fail })],
  ['has the ids of jobs that it has lost', 30, () => ({ ...remembersNothing, waiting: async () => 12 })],
  [
    'remembers jobs that it never runs',
    90,
    () => ({ ...remembersNothing, pending: async () => ['correct'] }),
  ],
];

describe.each(brokenQueues)('a queue that %s', (_, delayS, makeQueue) => {
  const rescue = (lab: Lab) =>
    rescueDigests({
      ...lab.deps,
      queue: makeQueue() as Queue,
      isBusy: () => false,
      stopping: new AbortController().signal,
    });
  const seen = (lab: Lab) => names.map((name) => lab.messenger.seenIn(name));

  it(`delays digests by ${delayS} seconds, and they are posted once`, async () => {
    const lab = await atNine();
    const queue = makeQueue() as Queue;
    await runTick({ ...lab.deps, queue }).catch(() => {});
    lab.clock.time += (delayS - 1) * 1_000;
    await rescue(lab);
    expect(seen(lab)).toEqual([[], [], []]);
    lab.clock.time += 1_000;
    await Promise.all([rescue(lab), rescue(lab)]);
    await rescue(lab);
    expect(seen(lab)).toEqual([posted, posted, posted]);
    expect(lab.log.lines.filter(({ message }) => message.includes('without it'))).not.toEqual([]);
  });

  it('does not keep the others from their digest when one fails', async () => {
    const lab = await atNine();
    lab.clock.time += 90_000;
    lab.messenger.fail({ error: new TypeError('a bug'), message: 'lost' });
    await rescue(lab);
    expect(seen(lab).filter(({ length }) => length === 2)).toHaveLength(2);
  });
});

describe('a queue that works', () => {
  it('runs the digests itself, however many wait', async () => {
    const lab = await atNine();
    lab.clock.time += 10 * 60_000;
    const queue = { pending: async () => ['correct'] };
    const stopping = new AbortController().signal;
    await rescueDigests({ ...lab.deps, queue, isBusy: () => true, stopping });
    expect(lab.messenger.tries).toEqual([]);
  });
});

describe('health', () => {
  it('is bad when nothing looked for due digests for three minutes', async () => {
    const lab = createLab(database);
    expect(await readHealth(lab.deps)).toEqual({ isHealthy: true, overdue: 0 });
    const lastTickAt = lab.clock.time;
    await lab.store.finishBeat('tick', lastTickAt);
    lab.minutesLater(3);
    expect(await readHealth(lab.deps)).toMatchObject({ isHealthy: true, tickAgeMs: 180_000 });
    lab.clock.time += 1;
    expect(await readHealth(lab.deps)).toEqual({
      isHealthy: false,
      lastTickAt,
      tickAgeMs: 180_001,
      overdue: 0,
    });
  });

  it.each([
    ['a digest that nothing has begun', async () => {}],
    [
      'a digest whose next try nothing has begun',
      async (lab: Lab) => {
        lab.messenger.fail({ error: new DeliveryError('later', 'no'), message: 'lost' });
        await lab.tick();
        lab.minutesLater(20);
      },
    ],
  ])('is bad while a place is three minutes overdue: %s', async (_, before) => {
    const lab = await atNine();
    await before(lab);
    lab.minutesLater(2);
    lab.minutesLater(2);
    expect(await readHealth(lab.deps)).toMatchObject({ isHealthy: false });
    await lab.tick();
    expect(await readHealth(lab.deps)).toMatchObject({ isHealthy: true, overdue: 0 });
  });

  it.each([
    ['is stopped', (lab: Lab) => lab.store.stopPlace(placeNamed('reds'), { at: 0, reason: 'gone' })],
    [
      'has paused since its digest was planned',
      async (lab: Lab) => {
        lab.messenger.fail({ error: new DeliveryError('later', 'no'), message: 'lost' });
        await lab.tick();
        await lab.say('digest pause', placeNamed('reds'));
      },
    ],
    ['follows nothing any more', () => database.query('DELETE FROM subscription')],
    ['has a schedule that cannot be read', () => database.query(`UPDATE place SET schedule = '{}'`)],
  ])('does not count a place that %s', async (_, change) => {
    const lab = await atNine();
    for (const name of names.slice(1)) await lab.store.stopPlace(placeNamed(name), { at: 0, reason: 'gone' });
    await change(lab);
    lab.minutesLater(60);
    expect(await readHealth(lab.deps)).toMatchObject({ isHealthy: true, overdue: 0 });
  });
});

describe('status', () => {
  const reds = placeNamed('reds');
  const firstText = (card: string) => (JSON.parse(card) as { blocks: unknown[] }).blocks[0];

  it('begins with its verdict', async () => {
    const lab = await atNine();
    await lab.tick();
    expect(firstText(await lab.say('status', reds))).toMatchObject({ line: [{ text: 'All is well.' }] });
    await lab.store.stopPlace(reds, { at: 0, reason: 'the channel is archived' });
    expect(firstText(await lab.say('status', reds))).toMatchObject({
      line: [{ text: 'Something here needs attention:' }],
    });
  });

  it('says that a digest is late, and that nothing looks for due digests', async () => {
    const lab = await atNine();
    await lab.store.finishBeat('tick', lab.clock.time);
    lab.minutesLater(3);
    expect(await lab.say('status', reds)).toContain('All is well.');
    lab.minutesLater(1);
    const said = await lab.say('status', reds);
    expect(said).toContain('I last looked for due digests');
    expect(said).toContain('is late.');
    expect(said).not.toContain('All is well.');
  });

  it('promises no next try in a place that has stopped', async () => {
    const lab = await atNine();
    lab.messenger.fail({ error: new DeliveryError('later', 'rate limited'), message: 'lost' });
    await lab.tick();
    const names = ['reds', 'crimsons', 'scarlets'].filter((name) => lab.messenger.seenIn(name).length === 0);
    const [failed = 'reds'] = names;
    expect(await lab.say('status', placeNamed(failed))).toContain('Next try');
    await lab.store.stopPlace(placeNamed(failed), { at: 0, reason: 'the channel is archived' });
    expect(await lab.say('status', placeNamed(failed))).not.toContain('Next try');
    const settings = await lab.say('digest', placeNamed(failed));
    expect(settings).toContain('none until you resume it');
    expect(settings).not.toContain('digest pause');
  });

  it('does not speak of resuming where nothing was ever paused', async () => {
    const lab = createLab(database);
    expect(await lab.say('digest', placeNamed('fresh'))).not.toMatch(/resume/i);
  });
});
