import { normalizeTitle, possibleIds } from '../../../src/corpus/paper-id.ts';
import { type Entry, lastOf } from '../../../src/intake/decide/record-set.ts';
import type { Sql } from '../database/database.ts';
import { storableJson } from '../database/storable.ts';
import { joinPapers } from './join-papers.ts';
import { insertKeys } from './paper-keys.ts';

export interface WriteOptions {
  readonly now: number;
  /** Whether somebody has the ids by which the records call their papers, and will ask for them. */
  readonly keepCalledIds: boolean;
}

/** Posted messages are mended for so long. */
export const correctedMs = 14 * 24 * 60 * 60_000;

/** Writes what was decided of a batch. The caller holds the arrival lock. */
export async function writeRecords(
  sql: Sql,
  entries: readonly Entry[],
  { now, keepCalledIds }: WriteOptions,
): Promise<void> {
  const stay = entries.filter(({ became }) => became === undefined);
  const added = stay.filter(({ before }) => before === undefined);
  const changed = stay.filter((entry) => entry.before !== undefined && isChanged(entry, entry.before));
  const gone = entries.filter(({ before, became }) => before !== undefined && became !== undefined);
  await nameNew(sql, added);
  const last = await latest(sql);
  await insertPapers(sql, added, last, now);
  const louder = changed.filter(({ quiet, before }) => before?.quiet && !quiet);
  await updatePapers(sql, changed, last.revision + added.length);
  await arriveAgain(sql, louder, last.arrival + added.length, now);
  const joined = gone.map((entry) => ({ gone: entry.paper.id, stays: lastOf(entry).paper.id }));
  const revision = await joinPapers(sql, joined, last.revision + added.length + changed.length);
  await insertKeys(
    sql,
    stay.flatMap(({ paper, newKeys }) => [...newKeys].map((key) => ({ key, paper: paper.id }))),
  );
  await insertCorrections(sql, changed, now);
  if (keepCalledIds)
    await insertOtherIds(sql, stay, { arrival: last.arrival + added.length + louder.length, revision }, now);
}

const isChanged = ({ paper, quiet }: Entry, before: NonNullable<Entry['before']>): boolean =>
  paper !== before.paper || quiet !== before.quiet;

async function nameNew(sql: Sql, added: readonly Entry[]): Promise<void> {
  const given = new Set<string>();
  let nameless = added.map((entry) => ({ entry, ids: possibleIds(entry.paper) }));
  while (nameless.length > 0) {
    const asked = nameless.map((each) => ({ ...each, id: each.ids.next().value as string }));
    const { rows } = await sql.query<{ id: string }>('SELECT id FROM paper WHERE id = ANY($1)', [
      asked.map(({ id }) => id),
    ]);
    const taken = new Set(rows.map(({ id }) => id));
    nameless = asked.filter(({ entry, id }) => {
      if (taken.has(id) || given.has(id)) return true;
      given.add(id);
      entry.paper = { ...entry.paper, id };
      return false;
    });
  }
}

interface Latest {
  readonly arrival: number;
  readonly revision: number;
}

async function latest(sql: Sql): Promise<Latest> {
  const { rows } = await sql.query<Latest>(
    'SELECT coalesce(max(arrival), 0) AS arrival, coalesce(max(revision), 0) AS revision FROM paper',
  );
  return rows[0] ?? { arrival: 0, revision: 0 };
}

async function insertPapers(
  sql: Sql,
  added: readonly Entry[],
  { arrival, revision }: Latest,
  now: number,
): Promise<void> {
  if (added.length === 0) return;
  await sql.query(
    `INSERT INTO paper (id, data, quiet, arrival, revision, first_seen_at, keyed)
     SELECT id, data, quiet, $4 + number, $5 + number, $6, true
     FROM unnest($1::text[], $2::jsonb[], $3::boolean[]) WITH ORDINALITY AS new (id, data, quiet, number)`,
    [
      added.map(({ paper }) => paper.id),
      added.map(({ paper }) => storableJson(paper)),
      added.map(({ quiet }) => quiet),
      arrival,
      revision,
      now,
    ],
  );
}

async function updatePapers(sql: Sql, changed: readonly Entry[], revision: number): Promise<void> {
  if (changed.length === 0) return;
  await sql.query(
    `UPDATE paper SET data = new.data, quiet = new.quiet, revision = $4 + number
     FROM unnest($1::text[], $2::jsonb[], $3::boolean[]) WITH ORDINALITY AS new (id, data, quiet, number)
     WHERE paper.id = new.id`,
    [
      changed.map(({ paper }) => paper.id),
      changed.map(({ paper }) => storableJson(paper)),
      changed.map(({ quiet }) => quiet),
      revision,
    ],
  );
}

/** Every place may have passed the arrivals of papers that it was not told of. */
async function arriveAgain(sql: Sql, louder: readonly Entry[], arrival: number, now: number): Promise<void> {
  if (louder.length === 0) return;
  await sql.query(
    `UPDATE paper SET arrival = $2 + number, first_seen_at = $3
     FROM unnest($1::text[]) WITH ORDINALITY AS new (id, number) WHERE paper.id = new.id`,
    [louder.map(({ paper }) => paper.id), arrival, now],
  );
}

/** Messages that may say what is no longer so; one that is only being sent comes up once it is sent. */
async function insertCorrections(sql: Sql, changed: readonly Entry[], now: number): Promise<void> {
  const news = changed.flatMap(({ before, paper }) => {
    const title = before?.paper.title ?? paper.title;
    if (paper.withdrawn && !before?.paper.withdrawn) return [{ id: paper.id, reason: 'withdrawn', title }];
    const isRetitled = normalizeTitle(title) !== normalizeTitle(paper.title);
    return isRetitled ? [{ id: paper.id, reason: 'retitled', title }] : [];
  });
  if (news.length === 0) return;
  await sql.query(
    `INSERT INTO correction (place, local_date, number, paper, reason, title, made_at)
     SELECT part.place, part.local_date, part.number, id, reason, title, $4
     FROM unnest($1::text[], $2::text[], $3::text[]) AS news (id, reason, title)
     JOIN issue_paper ON paper = id JOIN issue USING (place, local_date) JOIN part USING (place, local_date)
     WHERE id = ANY(papers) AND coalesce(tried_at, planned_at) >= $5
     ON CONFLICT (place, local_date, number, paper) DO UPDATE SET reason = excluded.reason
     WHERE correction.done_at IS NULL AND excluded.reason = 'withdrawn'`,
    [
      news.map(({ id }) => id),
      news.map(({ reason }) => reason),
      news.map(({ title }) => title),
      now,
      now - correctedMs,
    ],
  );
}

/** A paper that is stored under another id than the one by which it is known is found by both. */
async function insertOtherIds(sql: Sql, stay: readonly Entry[], last: Latest, now: number): Promise<void> {
  const others = stay.flatMap(({ paper, calledIds }) =>
    [...calledIds].filter((id) => id !== paper.id).map((id) => ({ id, became: paper.id })),
  );
  if (others.length === 0) return;
  await sql.query(
    `INSERT INTO paper (id, became, data, arrival, revision, first_seen_at, keyed)
     SELECT id, became, 'null', $3 + number, $4 + number, $5, true
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS new (id, became, number)
     ON CONFLICT (id) DO NOTHING`,
    [others.map(({ id }) => id), others.map(({ became }) => became), last.arrival, last.revision, now],
  );
}
