import { expect, it } from 'vitest';
import { createStore } from '../../../../adapters/postgres/open-store.ts';
import { openPlace, postPapers } from '../../../support/contracts/sample-place.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';
import { sampleRecord } from '../../../support/fixtures/sample-records.ts';
import { openTestDatabase } from '../../../support/fixtures/store-folder.ts';

it('gives amendments that can be read, also behind and beside one that cannot', async () => {
  const logger = collectLog();
  const database = await openTestDatabase(logger);
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
  await store.close();
});
