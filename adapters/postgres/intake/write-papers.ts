import { possibleIds } from '../../../src/corpus/paper-id.ts';
import { type AmendmentNeed, amendableMs } from '../../../src/intake/decide/amendments.ts';
import { type JoinedPapers, newPapers, paperWrites } from '../../../src/intake/decide/paper-writes.ts';
import type { DecidedPaper } from '../../../src/intake/decide/record-set.ts';
import type { Sql } from '../database/database.ts';
import { storableJson } from '../database/storable.ts';
import { joinPapers } from './join-papers.ts';
import { insertKeys } from './paper-keys.ts';

export interface WriteOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether papers are asked for by the ids that the records give them, even where they are stored under another id. */
  readonly keepGivenIds: boolean;
}

/** Writes what was decided of a record set. The caller holds the arrival lock. */
export async function writePapers(
  sql: Sql,
  decided: readonly DecidedPaper[],
  { now, keepGivenIds }: WriteOptions,
): Promise<void> {
  await nameNew(sql, newPapers(decided));
  const { added, changed, nowNews, joined, newKeys, otherIds, amendments } = paperWrites(decided);
  const last = await readLast(sql);
  await insertPapers(sql, added, last, now);
  await updatePapers(sql, changed, last.revision + added.length);
  await arriveAgain(sql, nowNews, last.arrival + added.length, now);
  const revision = await joinPapers(sql, joined, last.revision + added.length + changed.length);
  await insertKeys(sql, newKeys);
  await insertAmendments(sql, amendments, now);
  if (keepGivenIds)
    await insertOtherIds(
      sql,
      otherIds,
      { arrival: last.arrival + added.length + nowNews.length, revision },
      now,
    );
}

/** Gives each new paper the best of its possible ids that no other paper has. */
async function nameNew(sql: Sql, added: readonly DecidedPaper[]): Promise<void> {
  const given = new Set<string>();
  let nameless = added.map((decided) => ({ decided, ids: possibleIds(decided.paper) }));
  while (nameless.length > 0) {
    const asked = nameless.map((each) => ({ ...each, id: each.ids.next().value as string }));
    const { rows } = await sql.query<{ id: string }>('SELECT id FROM paper WHERE id = ANY($1)', [
      asked.map(({ id }) => id),
    ]);
    const taken = new Set(rows.map(({ id }) => id));
    nameless = asked.filter(({ decided, id }) => {
      if (taken.has(id) || given.has(id)) return true;
      given.add(id);
      decided.paper = { ...decided.paper, id };
      return false;
    });
  }
}

/** The last numbers given. */
interface Last {
  readonly arrival: number;
  readonly revision: number;
}

async function readLast(sql: Sql): Promise<Last> {
  const { rows } = await sql.query<Last>(
    'SELECT coalesce(max(arrival), 0) AS arrival, coalesce(max(revision), 0) AS revision FROM paper',
  );
  return rows[0] ?? { arrival: 0, revision: 0 };
}

async function insertPapers(
  sql: Sql,
  added: readonly DecidedPaper[],
  { arrival, revision }: Last,
  now: number,
): Promise<void> {
  if (added.length === 0) return;
  await sql.query(
    `INSERT INTO paper (id, data, quiet, arrival, revision, first_seen_at, keyed)
     SELECT id, data, quiet, $4 + number, $5 + number, $6, true
     FROM unnest($1::text[], $2::jsonb[], $3::boolean[]) WITH ORDINALITY AS new (id, data, quiet, number)`,
    [...columnsOf(added), arrival, revision, now],
  );
}

async function updatePapers(sql: Sql, changed: readonly DecidedPaper[], revision: number): Promise<void> {
  if (changed.length === 0) return;
  await sql.query(
    `UPDATE paper SET data = new.data, quiet = new.quiet, revision = $4 + number
     FROM unnest($1::text[], $2::jsonb[], $3::boolean[]) WITH ORDINALITY AS new (id, data, quiet, number)
     WHERE paper.id = new.id`,
    [...columnsOf(changed), revision],
  );
}

const columnsOf = (papers: readonly DecidedPaper[]) => [
  papers.map(({ paper }) => paper.id),
  papers.map(({ paper }) => storableJson(paper)),
  papers.map(({ quiet }) => quiet),
];

async function arriveAgain(
  sql: Sql,
  papers: readonly DecidedPaper[],
  arrival: number,
  now: number,
): Promise<void> {
  if (papers.length === 0) return;
  await sql.query(
    `UPDATE paper SET arrival = $2 + number, first_seen_at = $3
     FROM unnest($1::text[]) WITH ORDINALITY AS new (id, number) WHERE paper.id = new.id`,
    [papers.map(({ paper }) => paper.id), arrival, now],
  );
}

/** Also for a message that is only being sent: its amendment is due once it is sent. */
async function insertAmendments(sql: Sql, needs: readonly AmendmentNeed[], now: number): Promise<void> {
  if (needs.length === 0) return;
  await sql.query(
    `INSERT INTO correction (place, local_date, number, paper, reason, title, made_at)
     SELECT part.place, part.local_date, part.number, id, reason, title, $4
     FROM unnest($1::text[], $2::text[], $3::text[]) AS need (id, reason, title)
     JOIN issue_paper ON paper = id JOIN issue USING (place, local_date) JOIN part USING (place, local_date)
     WHERE id = ANY(papers) AND coalesce(tried_at, planned_at) >= $5
     ON CONFLICT (place, local_date, number, paper) DO UPDATE SET reason = excluded.reason
     WHERE correction.done_at IS NULL AND excluded.reason = 'withdrawn'`,
    [
      needs.map(({ paper }) => paper),
      needs.map(({ reason }) => reason),
      needs.map(({ title }) => title),
      now,
      now - amendableMs,
    ],
  );
}

/** A tombstone for each, so that the paper is found by both ids. */
async function insertOtherIds(
  sql: Sql,
  others: readonly JoinedPapers[],
  last: Last,
  now: number,
): Promise<void> {
  if (others.length === 0) return;
  await sql.query(
    `INSERT INTO paper (id, became, data, arrival, revision, first_seen_at, keyed)
     SELECT id, became, 'null', $3 + number, $4 + number, $5, true
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS new (id, became, number)
     ON CONFLICT (id) DO NOTHING`,
    [others.map(({ gone }) => gone), others.map(({ stays }) => stays), last.arrival, last.revision, now],
  );
}
