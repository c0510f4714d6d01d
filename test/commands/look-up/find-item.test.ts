import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { createLab, type Lab, paperAbout, placeNamed } from '../../support/fakes/digest-lab.ts';
import { openTestDatabase } from '../../support/fixtures/store-folder.ts';

describe('papers that are stored and not in the index yet', () => {
  const place = placeNamed('papers');
  let database: Database;
  let lab: Lab;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    lab = createLab(database);
    await lab.store.addPapers(
      ['r1', 'r2'].map((id) => paperAbout('red', id)),
      lab.clock.now(),
    );
  });

  it('marks, explains and lists papers before the index has them', async () => {
    expect(await lab.say('save paper:r1', place)).toContain('On red r1');
    expect(await lab.say('why paper:r1', place)).toContain('Why: On red r1');
    expect(await lab.say('saved', place)).toContain('On red r1');
    expect(await lab.say('export format:csv', place)).toContain('On red r1');
    expect(await lab.say('save paper:r1 undo:yes', place)).toContain('Removed from the reading list here.');
    expect(await lab.say('saved', place)).toContain('No paper is saved here yet.');
  });
  it('lists papers that had no room in a digest before the index has them', async () => {
    const { clock, store } = lab;
    await lab.follow(place, ['blue'], { size: 1 });
    await store.addPapers(
      ['b1', 'b2'].map((id) => paperAbout('blue', id)),
      clock.now(),
    );
    lab.at('2026-05-04T09:05Z');
    expect(await lab.tick()).toEqual([]);
    expect(await lab.say('digest more:2026-05-04', place)).toContain('1 more paper');
  });
  it('lists a saved paper that was merged into another saved one once', async () => {
    for (const id of ['r1', 'r2']) await lab.say(`save paper:${id}`, place);
    await database.query("UPDATE paper SET became = 'r2' WHERE id = 'r1'");
    const saved = await lab.say('saved', place);
    expect(saved).toContain('1 paper saved here');
    expect(saved).toContain('On red r2');
  });
});
