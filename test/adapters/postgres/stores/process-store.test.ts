import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../../adapters/postgres/database/database.ts';
import { createProcessStore } from '../../../../adapters/postgres/stores/process-store.ts';
import { openTestDatabase } from '../../../support/fixtures/store-folder.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const silentMs = 30_000;
const report = (id: string) => ({ id, role: 'all', gateways: ['discord'], posts: true });

it('lists the processes that live, the oldest first, and forgets those that are silent or have ended', async () => {
  const store = createProcessStore(database);
  const ids = async (id: string) => (await store.reportProcess(report(id), silentMs)).map((each) => each.id);
  expect(await store.reportProcess(report('b'), silentMs)).toEqual([report('b')]);
  expect(await ids('a')).toEqual(['b', 'a']);
  expect(await ids('b')).toEqual(['b', 'a']);
  await database.query(`UPDATE process SET seen_at = now() - interval '31 seconds' WHERE id = 'b'`);
  expect(await ids('a')).toEqual(['a']);
  // It was only slow: it begins anew, behind the others.
  expect(await ids('b')).toEqual(['a', 'b']);
  await store.forgetProcess('a');
  expect(await ids('b')).toEqual(['b']);
});
