import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import type { PaperRecord } from '../../../src/corpus/record.ts';
import { defined } from '../../../src/defined.ts';
import { createLab, placeNamed } from '../../support/fakes/digest-lab.ts';
import { createTestMessenger } from '../../support/fakes/test-messenger.ts';
import { sampleRecord } from '../../support/fixtures/sample-records.ts';
import { openTestDatabase } from '../../support/fixtures/store-folder.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it('amends a posted message at the next tick after its paper was withdrawn, once', async () => {
  const messenger = createTestMessenger();
  const edits: string[] = [];
  const edit = async (_message: unknown, card: unknown) => void edits.push(JSON.stringify(card));
  const lab = createLab(database, { messenger, platform: { ...messenger, edit } });
  const takeIn = (record: PaperRecord) =>
    lab.store.takeIn(
      { source: 'arxiv', records: [record], rejects: [], skipped: 0, cursor: null },
      lab.clock.now(),
    );
  const paper = (version: number, withdrawn?: true) =>
    sampleRecord('wombats', {
      arxivId: '2605.00001',
      edition: { by: 'arxiv', version },
      ...defined({ withdrawn }),
    });
  await lab.follow(placeNamed('papers'), ['wombats']);
  await takeIn(paper(1));
  lab.at('2026-05-04T09:05Z');
  expect(await lab.tick()).toEqual([]);
  expect(messenger.seenIn('papers')[0]).toBe('New papers for Mon 4 May 2026');
  lab.minutesLater(1);
  expect(await lab.tick()).toEqual([]);
  expect(edits).toEqual([]);
  await takeIn(paper(2, true));
  for (const minutes of [1, 1]) {
    lab.minutesLater(minutes);
    expect(await lab.tick()).toEqual([]);
  }
  // The message, and the details below it.
  expect(edits).toEqual([expect.stringContaining('withdrawn'), expect.stringContaining('withdrawn')]);
});
