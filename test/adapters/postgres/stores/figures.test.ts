import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../../adapters/postgres/database/database.ts';
import { createStore } from '../../../../adapters/postgres/open-store.ts';
import { createFigures } from '../../../../adapters/postgres/stores/figures.ts';
import { openPlace, planPapers } from '../../../support/contracts/sample-place.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';
import { openTestDatabase } from '../../../support/fixtures/store-folder.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const minute = 60_000;
const day = 24 * 60 * minute;
const now = 100 * day;

it('counts digests by what became of them', async () => {
  const store = createStore(database, silentLogger);
  const figures = createFigures(database);
  expect(await figures(now)).toEqual([]);

  const planned = async (doneAfterMs: number | undefined, plannedAt: number, problem?: string) => {
    const place = await openPlace(store);
    const date = '2026-01-05';
    await planPapers(store, place, date, [], plannedAt);
    if (problem !== undefined)
      await store.postponeIssue(place, date, {
        failedAt: plannedAt,
        notBefore: now,
        retryAt: now + minute,
        problem,
      });
    if (doneAfterMs !== undefined) await store.finishIssue(place, date, plannedAt + doneAfterMs);
    return place;
  };
  await planned(undefined, now - 2 * minute);
  await planned(undefined, now - 7 * minute);
  await planned(undefined, now - 9 * minute, 'the channel is archived');
  await planned(minute, now - 60 * minute);
  await planned(2 * minute, now - 70 * minute);
  await planned(10 * minute, now - 80 * minute);
  await planned(minute, now - 2 * day);
  const stopped = await planned(undefined, now - 3 * minute);
  await store.stopPlace(stopped, { at: now, reason: 'gone' });
  expect(await figures(now)).toEqual([
    { platform: 'console', state: 'due', count: 2, oldestAt: now - 7 * minute },
    { platform: 'console', state: 'failing', count: 1, oldestAt: now - 9 * minute },
    { platform: 'console', state: 'late', count: 1 },
    { platform: 'console', state: 'sent', count: 2 },
    { platform: 'console', state: 'stopped', count: 1 },
  ]);
});
