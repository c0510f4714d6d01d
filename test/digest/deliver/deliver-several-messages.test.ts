import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { countEntries } from '../../../src/cards/fit.ts';
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
const later = new DeliveryError('later', 'rate limited');
const unknown = new DeliveryError('unknown', 'the connection broke');
const ids = Array.from({ length: 8 }, (_, i) => `r${i + 1}`);

/** Monday, 09:05, with eight new papers for a digest of which a message holds three. */
async function onMonday(messenger = createTestMessenger({ room: 3 }), size = 10): Promise<Lab> {
  const lab = createLab(database, { messenger });
  await lab.follow(reds, ['red'], { size });
  await lab.arrive(...ids.map((id) => paperAbout('red', id)));
  lab.at('2026-05-04T09:05Z');
  return lab;
}

const postedIds = async (lab: Lab) => [...(await lab.store.posted(reds, ids)).keys()].sort();
/** The papers on messages of the channel. */
const shownIds = ({ messenger }: Lab) =>
  messenger.posted.filter(({ under }) => under === undefined).map(({ card }) => countEntries(card));

describe('a digest of more papers than a message holds', () => {
  it('comes as several messages, with its details below the first', async () => {
    const lab = await onMonday();
    expect(await lab.tick()).toEqual([]);
    expect(lab.messenger.seenIn('reds')).toEqual([
      `${monday} (1 of 3)`,
      `${monday} (2 of 3)`,
      `${monday} (3 of 3)`,
      '  Abstracts 1 to 3',
      '  Abstracts 4 to 6',
      '  Abstracts 7 to 8',
    ]);
    const [first] = lab.messenger.posted;
    expect(lab.messenger.posted.slice(1).map(({ after, under }) => after?.id ?? under?.id)).toEqual(
      Array(5).fill(first?.key),
    );
    expect(await postedIds(lab)).toEqual(ids);
  });

  it.each([
    ['lost', later],
    ['posted', unknown],
    ['lost', unknown],
  ] as const)(
    'posts each paper once when the second message is %s, and counts only what was shown',
    async (message, error) => {
      const lab = await onMonday();
      lab.messenger.fail('none', { error, message });
      await lab.tick();
      expect((await postedIds(lab)).length).toBe(3);
      lab.minutesLater(5);
      await lab.tick();
      expect(shownIds(lab)).toEqual([3, 3, 2]);
      expect(await postedIds(lab)).toEqual(ids);
    },
  );

  it('does not plan where nobody knows what a message holds', async () => {
    const lab = await onMonday();
    const deps = { ...lab.deps, messengerOf: () => undefined };
    Object.assign(lab.deps, deps);
    await lab.tick();
    expect(await lab.store.latestIssue(reds, Number.MAX_SAFE_INTEGER)).toBeUndefined();
  });

  it('is previewed as it would be posted, message by message', async () => {
    const lab = await onMonday();
    const first = await lab.say('digest preview', reds);
    expect(first).toContain('Preview: New papers for Mon 4 May 2026 (1 of 3)');
    expect(first).toContain('digest do:preview start:4');
    expect(await lab.say('digest do:preview start:4', reds)).toContain('digest do:preview start:7');
    const last = await lab.say('digest do:preview start:7', reds);
    expect(last).toContain('(3 of 3)');
    expect(last).not.toContain('Next page');
  });

  it('shows what had no room, page by page', async () => {
    const lab = await onMonday(createTestMessenger(), 1);
    await lab.arrive(...Array.from({ length: 40 }, (_, i) => paperAbout('red', `more${i}`)));
    await lab.tick();
    const shown: string[] = [];
    let line: string | undefined = 'digest more:2026-05-04';
    for (; line !== undefined; line = /"(digest more:2026-05-04 start:\d+)"/.exec(shown.at(-1) ?? '')?.[1])
      shown.push(await lab.say(line, reds));
    expect(shown).toHaveLength(3);
    const titles = shown.join().match(/On red \w+(?=")/g);
    expect(new Set(titles).size).toBe(47);
  });
});

describe('lateness', () => {
  const titles = (lab: Lab) => lab.messenger.seenIn('reds').filter((title) => !title.startsWith(' '));
  const whole = () => createTestMessenger();

  it.each([
    { planned: '09:00', sent: '09:14', title: monday },
    { planned: '09:00', sent: '09:16', title: `${monday}, late` },
    { planned: '09:10', sent: '09:20', title: `${monday}, late` },
    { planned: '09:20', sent: '09:20', title: `${monday}, late` },
    { planned: '09:20', sent: '20:00', title: `${monday}, late` },
  ])(
    'is said once of a digest of 09:00 that is planned at $planned and sent at $sent',
    async ({ planned, sent, title }) => {
      const lab = await onMonday(whole());
      lab.at(`2026-05-04T${planned}Z`);
      if (planned !== sent) lab.messenger.fail({ error: later, message: 'lost' });
      await lab.tick();
      lab.at(`2026-05-04T${sent}Z`);
      await lab.tick();
      expect(titles(lab)).toEqual([title]);
      const text = JSON.stringify(lab.messenger.posted[0]?.card);
      expect(text.match(/Late: this digest was due/g) ?? []).toHaveLength(title.endsWith('late') ? 1 : 0);
      if (title.endsWith('late')) expect(text).toContain('2026-05-04T09:00:00.000Z');
    },
  );

  it('is said of the message that is late, and not of one that was in time', async () => {
    const lab = await onMonday();
    lab.messenger.fail('none', { error: later, message: 'lost' });
    await lab.tick();
    lab.at('2026-05-04T11:00Z');
    await lab.tick();
    expect(titles(lab)).toEqual([
      `${monday} (1 of 3)`,
      `${monday} (2 of 3), late`,
      `${monday} (3 of 3), late`,
    ]);
  });

  it('is not said of a message whose delivery in time was only not confirmed', async () => {
    const lab = await onMonday(whole());
    lab.messenger.fail({ error: unknown, message: 'posted' });
    await lab.tick();
    lab.at('2026-05-04T12:00Z');
    await lab.tick();
    expect(titles(lab)).toEqual([monday]);
    expect((await lab.store.latestIssue(reds, Number.MAX_SAFE_INTEGER))?.parts[0]?.card.title).toBe(monday);
  });

  it('is kept with what was posted, for later corrections', async () => {
    const lab = await onMonday(whole());
    lab.messenger.fail({ error: later, message: 'lost' });
    await lab.tick();
    lab.at('2026-05-04T12:00Z');
    await lab.tick();
    const [part] = (await lab.store.latestIssue(reds, Number.MAX_SAFE_INTEGER))?.parts ?? [];
    expect(part?.card).toEqual(lab.messenger.posted[0]?.card);
  });
});

it('says that a digest is being posted to a person who asks for it at the same moment', async () => {
  const answers: string[] = [];
  const messenger = createTestMessenger({
    answer: async () => {
      if (answers.length === 0) answers.push(await lab.say('digest now', reds));
    },
  });
  const lab = await onMonday(messenger);
  const own = await lab.say('digest now', reds);
  expect(own).toContain(': 8 papers');
  expect(answers[0]).toContain('is being posted');
  expect(answers[0]).not.toMatch(/tried again|worker/);
  expect(lab.messenger.seenIn('reds').filter((title) => !title.startsWith(' '))).toEqual([monday]);
  const issue = await lab.store.latestIssue(reds, Number.MAX_SAFE_INTEGER);
  expect([issue?.tries, issue?.problem]).toEqual([0, undefined]);
});
