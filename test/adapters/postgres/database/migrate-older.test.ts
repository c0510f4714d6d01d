import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../../adapters/postgres/database/database.ts';
import { migrate } from '../../../../adapters/postgres/database/migrate.ts';
import { migrations } from '../../../../adapters/postgres/database/migrations.ts';
import { createStore } from '../../../../adapters/postgres/open-store.ts';
import type { Store } from '../../../../src/ports/store/store.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';
import { sampleRecord } from '../../../support/fixtures/sample-records.ts';
import { openTestDatabase } from '../../../support/fixtures/store-folder.ts';

const logger = collectLog();
const names = ['ada', 'bob', 'eve'];
const seeds = names.map((name) => {
  const { edition: _, ...seed } = sampleRecord(name).paper;
  return seed;
});
let database: Database;
let store: Store;

/** A database of the version before feeds, with a row that cannot be read. */
beforeAll(async () => {
  database = await openTestDatabase(logger);
  await database.query('DROP SCHEMA paperboy CASCADE');
  await migrate(database, migrations.slice(0, 2), logger);
  const insert = 'INSERT INTO paper (id, arrival, first_seen_at, data) VALUES ($1, $2, $3, $4)';
  for (const [n, seed] of seeds.entries())
    await database.query(insert, [seed.id, n + 1, 50 + n, JSON.stringify(seed)]);
  await database.query(insert, ['broken', 4, 60, '{"id": 7}']);
  await database.query(
    "INSERT INTO mark (place, paper, kind, person, at) VALUES ('console:w:old', 'p1', 'saved', 'Ada', 7)",
  );
  expect(await migrate(database, migrations, logger)).toBe(migrations.length - 2);
  store = createStore(database, logger);
});
afterAll(() => store.close());

const problems = () => logger.lines.filter(({ level }) => level === 'error').map(({ fields }) => fields);

it('keeps its papers in their order, as changes', async () => {
  const arrivals = await store.arrivals(0, 9);
  expect(arrivals).toEqual(seeds.map((paper, n) => ({ paper, arrival: n + 1, firstSeenAt: 50 + n })));
  const changes = await store.changedPapers(0, 9);
  expect(changes).toEqual(seeds.map((paper, n) => ({ paper, id: paper.id, revision: n + 1 })));
  expect(problems()).toContainEqual({ paper: 'broken', arrival: 4 });
});

it('keeps the person of each mark, who can take it back', async () => {
  const place = { platform: 'console', workspace: 'w', channel: 'old' };
  const mark = { paperId: 'p1', kind: 'saved', person: 'Ada' } as const;
  expect(await store.marks(place)).toEqual([{ ...mark, at: 7 }]);
  expect(await store.unmark(place, { ...mark, person: 'Bob', personId: 'U2' })).toBe(false);
  expect(await store.unmark(place, { ...mark, personId: 'U1' })).toBe(true);
});

it('goes on behind papers that cannot be read', async () => {
  const more = await store.takeIn(
    { source: 'feed', records: [sampleRecord('new')], rejects: [], skipped: 0, cursor: 1 },
    70,
  );
  expect(more.added).toBe(1);
  expect((await store.changedPapers(3, 1)).map(({ revision }) => revision)).toEqual([5]);
  expect((await store.changedPapers(2, 2)).map(({ revision }) => revision)).toEqual([3, 5]);
});

it('knows its papers when they come in again', async () => {
  expect(await store.addPapers(seeds, 80)).toBe(0);
  const record = sampleRecord('bob', { arxivId: '2604.00001' });
  const page = { source: 'feed', records: [record], rejects: [], skipped: 0, cursor: 2 };
  expect(await store.takeIn(page, 90)).toMatchObject({ added: 0, merged: 1 });
  expect((await store.arrivalOf(record.paper.id))?.paper.arxivId).toBe('2604.00001');
});

it('serves the other places when the key of a place is broken', async () => {
  const place = { platform: 'console', workspace: 'w', channel: 'c' };
  const settings = { size: 10, whenEmpty: 'archive', owner: 'ada', since: 0, seen: 0, nextAt: 5 } as const;
  const schedule = { time: '09:00', zone: 'UTC', days: [1] as const, skips: [] };
  await store.savePlace({ place, schedule, ...settings });
  await database.query(
    `INSERT INTO place (key, schedule, size, when_empty, owner, since, seen, next_at)
     SELECT broken, schedule, size, when_empty, owner, since, seen, 1 FROM place, (VALUES ('a:b'), ('a:b:%')) AS keys (broken)`,
  );
  await database.query(
    "INSERT INTO issue (place, local_date, kind, planned_at) SELECT key, '2026-05-01', 'note', 1 FROM place",
  );
  expect((await store.duePlaces(9, 9)).map((each) => each.place)).toEqual([place]);
  expect(await store.placesToDeliver(9, 9)).toEqual([place]);
  expect(problems()).toEqual(expect.arrayContaining([{ place: 'a:b' }, { place: 'a:b:%' }]));
});
