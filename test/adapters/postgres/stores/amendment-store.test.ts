import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../../../adapters/postgres/database/database.ts';
import { createStore } from '../../../../adapters/postgres/open-store.ts';
import type { Card } from '../../../../src/cards/card.ts';
import { DeliveryError } from '../../../../src/errors.ts';
import type { PostedMessage } from '../../../../src/ports/messenger.ts';
import { openPlace, postPapers } from '../../../support/contracts/sample-place.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';
import { createLab, emptyTables, placeNamed } from '../../../support/fakes/digest-lab.ts';
import { createTestMessenger } from '../../../support/fakes/test-messenger.ts';
import { sampleRecord } from '../../../support/fixtures/sample-records.ts';
import { openTestDatabase } from '../../../support/fixtures/store-folder.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => emptyTables(database));

it('gives amendments that can be read, also behind and beside one that cannot', async () => {
  const logger = collectLog();
  const store = createStore(database, logger);
  const takeIn = (names: readonly string[], withdrawn: boolean, now: number) => {
    const fields = withdrawn ? ({ withdrawn, edition: { by: 'arxiv', version: 2 } } as const) : {};
    const records = names.map((name) => sampleRecord(name, fields));
    return store.takeIn({ source: 's', records, rejects: [], skipped: 0, cursor: null }, now);
  };
  const names = ['bad', 'beside', 'behind'];
  const [bad = '', beside = '', behind = ''] = names.map((name) => sampleRecord(name).paper.id);
  await takeIn(names, false, 1);
  await postPapers(store, await openPlace(store), '2026-05-01', [bad, beside]);
  await postPapers(store, await openPlace(store), '2026-05-01', [behind]);
  for (const [index, name] of names.entries()) await takeIn([name], true, 10 + index);
  await database.query(`UPDATE paper SET data = '{"by": "somebody else"}' WHERE id = $1`, [bad]);

  const due = async (limit: number) => (await store.dueAmendments(100, limit)).map(({ paper }) => paper.id);
  expect(await due(1)).toEqual([beside]);
  expect(await due(9)).toEqual([beside, behind]);
  // It is tried again after an hour.
  expect(logger.lines.filter(({ message }) => message.endsWith('is left out'))).toHaveLength(1);
  expect((await store.dueAmendments(100 + 60 * 60_000, 1)).map(({ paper }) => paper.id)).toEqual([beside]);
});

it.each([
  {
    what: 'has another title',
    fields: { title: 'Crimson, not red' },
    says: 'Crimson, not red',
    keeps: false,
  },
  { what: 'is withdrawn', fields: { withdrawn: true as const }, says: 'have withdrawn it', keeps: true },
])('amends the details below a digest, too, when a paper $what, as far as they are there', async (one) => {
  const edits = new Map<string, Card>();
  const gone = new Set<string>();
  const messenger = createTestMessenger();
  const edit = async ({ key }: PostedMessage, card: Card) => {
    if (gone.has(key)) throw new DeliveryError('gone', 'deleted');
    edits.set(key, card);
  };
  const lab = createLab(database, { messenger, platform: { ...messenger, edit } });
  const reds = placeNamed('reds');
  await lab.follow(reds, ['red']);
  const names = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6'];
  const recordOf = (name: string, fields = {}, version = 1) =>
    sampleRecord(name, {
      arxivId: `2605.0000${name.slice(1)}`,
      title: `On red, by ${name}`,
      edition: { by: 'arxiv', version },
      ...fields,
    });
  await lab.takeIn(names.map((name) => recordOf(name)));
  lab.at('2026-05-04T09:05Z');
  await lab.tick();
  const details = messenger.posted.filter(({ under }) => under !== undefined);
  const naming = (name: string) =>
    details.filter(({ card }) => JSON.stringify(card).includes(`On red, by ${name}"`)).map(({ key }) => key);
  expect(details.length).toBeGreaterThan(1);
  const [own = ''] = naming('r2');
  const [other = ''] = details.map(({ key }) => key).filter((key) => key !== own);
  const lost = names.find((name) => naming(name)[0] === other) ?? '';
  gone.add(other);

  await lab.takeIn([
    recordOf('r2', one.fields, 2),
    recordOf(lost, { ...one.fields, ...('title' in one.fields && { title: 'Scarlet, and never red' }) }, 2),
  ]);
  for (let i = 0; i < 3; i += 1) {
    lab.minutesLater(1);
    await lab.tick();
  }
  const [message] = messenger.posted;
  expect([...edits.keys()].sort()).toEqual([message?.key, own].sort());
  const shown = JSON.stringify(edits.get(own));
  expect(shown).toContain(one.says);
  expect(shown.includes('On red, by r2"')).toBe(one.keeps);
  const stored = (await lab.store.issue(reds, '2026-05-04'))?.parts.find(({ key }) => key === own);
  expect(stored?.card).toEqual(edits.get(own));
});
