import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import {
  resumePlace,
  resumeWorkspace,
  stopPlace,
  takeNews,
} from '../../../src/digest/deliver/stopped-places.ts';
import { DeliveryError } from '../../../src/errors.ts';
import { createLab, emptyTables, type Lab, paperAbout, placeNamed } from '../../support/fakes/digest-lab.ts';
import { createTestMessenger } from '../../support/fakes/test-messenger.ts';
import { openTestDatabase } from '../../support/fixtures/store-folder.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => emptyTables(database));

const reds = placeNamed('reds');
const monday = 'New papers for Mon 4 May 2026';
const details = '  Abstracts 1';
const gone = new DeliveryError('gone', 'I’m not allowed to post there', { remedy: 'Allow it.' });

/** A place that ada follows for, and to whose topics bob added one. */
async function create(closed: readonly string[] = []): Promise<Lab> {
  const messenger = createTestMessenger();
  const tell = messenger.tell;
  const lab = createLab(database, {
    platform: {
      ...messenger,
      async tell(workspace, person, card) {
        if (closed.includes(person)) throw new DeliveryError('gone', 'I can’t send you direct messages');
        await tell(workspace, person, card);
      },
    },
    messenger,
  });
  await lab.follow(reds, ['red']);
  await lab.store.follow({
    place: reds,
    topic: { kind: 'query', query: 'crimson' },
    addedBy: 'bob',
    addedAt: 1,
    baseline: 0,
  });
  await lab.arrive(paperAbout('red', 'r1'));
  lab.at('2026-05-04T09:05Z');
  return lab;
}

const stopped = async (lab: Lab) => (await lab.store.place(reds))?.stopped;

describe('who is told that a digest has stopped', () => {
  it.each([
    ['the owner', [], ['ada']],
    ['who followed, if the owner cannot be told', ['ada'], ['bob']],
    ['nobody yet, if nobody can be told', ['ada', 'bob'], []],
  ])('%s', async (_name, closed, expected) => {
    for (const stop of [
      (lab: Lab) => stopPlace(reds, { reason: 'the channel was archived' }, lab.deps),
      async (lab: Lab) => {
        lab.messenger.fail({ error: gone, message: 'lost' });
        await lab.tick();
      },
    ]) {
      await emptyTables(database);
      const lab = await create(closed);
      await stop(lab);
      expect(lab.messenger.told.map(({ person }) => person)).toEqual(expected);
      expect((await stopped(lab))?.untold).toBe(expected.length === 0 ? true : undefined);
    }
  });

  it('the next person who uses a command there, once', async () => {
    const lab = await create(['ada', 'bob']);
    await stopPlace(reds, { reason: 'the channel was archived', remedy: 'Unarchive it.' }, lab.deps);
    const news = JSON.stringify(await takeNews(reds, lab.deps));
    expect(news).toContain('the channel was archived. Unarchive it.');
    expect(news).toContain('digest do:resume');
    expect(await takeNews(reds, lab.deps)).toEqual([]);
    expect((await stopped(lab))?.reason).toBe('the channel was archived');
  });

  it('nobody a second time, nor of a place that is not there', async () => {
    const lab = await create();
    await stopPlace(reds, { reason: 'the channel was archived' }, lab.deps);
    await stopPlace(reds, { reason: 'I was removed from the channel' }, lab.deps);
    await stopPlace(placeNamed('none'), { reason: 'the channel was archived' }, lab.deps);
    expect(lab.messenger.told).toHaveLength(1);
    expect((await stopped(lab))?.reason).toBe('the channel was archived');
  });
});

describe('an invitation back', () => {
  it.each([
    ['to the channel', (lab: Lab) => resumePlace(reds, lab.deps)],
    ['to the workspace', (lab: Lab) => resumeWorkspace('test', 'lab', lab.clock.now(), lab.deps)],
  ])('%s posts what waited', async (_name, comeBack) => {
    const lab = await create();
    await stopPlace(reds, { reason: 'I was removed from the channel' }, lab.deps);
    await lab.tick();
    expect(lab.messenger.posted).toEqual([]);
    await comeBack(lab);
    await lab.tick();
    expect(lab.messenger.seenIn('reds')).toEqual([monday, details]);
  });

  it('resumes nothing that stopped after it', async () => {
    const lab = await create();
    await stopPlace(reds, { reason: 'the channel was archived' }, lab.deps);
    await resumeWorkspace('test', 'lab', lab.clock.now() - 1, lab.deps);
    expect(await stopped(lab)).toBeDefined();
  });

  it('resumes nothing that a person paused', async () => {
    const lab = await create();
    await lab.say('digest pause', reds);
    await resumePlace(reds, lab.deps);
    expect((await lab.store.place(reds))?.schedule.paused).toBeDefined();
  });
});

describe('details that cannot be posted', () => {
  const noThread = new DeliveryError('gone', 'I may not start threads there', { remedy: 'Allow threads.' });
  const later = new DeliveryError('later', 'Discord asks me to slow down', { retryAfterMs: 1_000 });

  it('leave a digest without them, stop nothing, and are told once', async () => {
    const lab = await create();
    for (const day of ['04', '05', '06']) {
      lab.at(`2026-05-${day}T09:05Z`);
      await lab.arrive(paperAbout('red', `day${day}`));
      lab.messenger.fail('none', { error: noThread, message: 'lost' });
      await lab.tick();
    }
    expect(lab.messenger.seenIn('reds')).toHaveLength(3);
    expect(await stopped(lab)).toBeUndefined();
    expect(lab.messenger.told).toEqual([
      { person: 'ada', text: 'I posted the digest without its details: I may not start threads there' },
    ]);
    lab.at('2026-05-07T09:05Z');
    await lab.arrive(paperAbout('red', 'last'));
    await lab.tick();
    expect(lab.messenger.seenIn('reds')).toHaveLength(5);
  });

  it('are told by digest now, which says that the papers are posted', async () => {
    const lab = await create();
    lab.messenger.fail('none', { error: noThread, message: 'lost' });
    const said = await lab.say('digest now', reds);
    expect(said).toContain(': 1 paper');
    expect(said).toContain('couldn’t post the details');
    expect(said).not.toContain('tried again');
  });

  it('are tried again for a while after a passing trouble, and hold up no later day', async () => {
    const lab = await create();
    lab.messenger.fail(
      'none',
      ...Array.from({ length: 200 }, () => ({ error: later, message: 'lost' as const })),
    );
    for (let minutes = 0; minutes < 90; minutes += 1) {
      await lab.tick();
      lab.minutesLater(1);
    }
    expect(lab.messenger.seenIn('reds')).toEqual([monday]);
    expect((await lab.store.latestIssue(reds, Number.MAX_SAFE_INTEGER))?.doneAt).toBeDefined();
  });
});

it('digest now says that the digest has stopped, and what to do, when nothing is tried again', async () => {
  for (const error of [
    gone,
    new DeliveryError('gone', 'the channel is archived', { remedy: 'Unarchive it.' }),
  ]) {
    await emptyTables(database);
    const lab = await create();
    lab.messenger.fail({ error, message: 'lost' });
    const said = await lab.say('digest now', reds);
    expect(said).toContain(`${error.message}. Nothing is lost`);
    expect(said).toContain(error.remedy);
    expect(said).not.toContain('tried again');
  }
});

it('a try after a short outage comes with the next look at the calendar', async () => {
  const lab = await create();
  lab.messenger.fail({ error: new DeliveryError('later', 'I can’t reach Discord'), message: 'lost' });
  await lab.tick();
  lab.clock.time += 59_000;
  await lab.tick();
  expect(lab.messenger.seenIn('reds')).toEqual([monday, details]);
});
