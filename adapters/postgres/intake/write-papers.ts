import { possibleIds } from '../../../src/corpus/paper-id.ts';
import type { NewsRules } from '../../../src/intake/decide/news.ts';
import type { DecidedPaper } from '../../../src/intake/decide/record-set.ts';
import {
  type AmendmentNeed,
  amendableMs,
  type FormerVersion,
  type JoinedPapers,
  newPapers,
  type PaperKey,
  paperWrites,
} from '../../../src/intake/decide/record-set.ts';
import type { Sql } from '../database/database.ts';
import { paperIds } from '../ledger/issue-papers.ts';
import { storableJson } from '../stores/rows.ts';
import { joinPapers } from './join-papers.ts';

/** How papers are written. */
export interface WriteOptions {
  readonly rules: NewsRules;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether papers are asked for by the ids that the records give them, even where they are stored under another id. */
  readonly keepGivenIds: boolean;
}

/** Writes what was decided of a record set. The caller holds the arrival lock. */
export async function writePapers(
  sql: Sql,
  decided: readonly DecidedPaper[],
  { rules, now, keepGivenIds }: WriteOptions,
): Promise<void> {
  await nameNew(sql, newPapers(decided));
  const { added, changed, nowNews, lookedAtAgain, joined, newKeys, otherIds, amendments } = paperWrites(
    decided,
    rules,
    now,
  );
  const last = await readLast(sql);
  await insertPapers(sql, added, last, now);
  await updatePapers(sql, changed, last.revision + added.length);
  await arriveAgain(sql, nowNews, last.arrival + added.length, now);
  await renumber(sql, lookedAtAgain, last.arrival + added.length + nowNews.length, now);
  const revision = await joinPapers(sql, joined, last.revision + added.length + changed.length);
  await insertKeys(sql, newKeys);
  await insertAmendments(sql, amendments, now);
  const arrival = last.arrival + added.length + nowNews.length + lookedAtAgain.length;
  if (keepGivenIds) await insertOtherIds(sql, otherIds, { arrival, revision }, now);
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

/** Runs a statement with a list for each column of some rows, then the other values; nothing when there are no rows. */
async function writeRows<Row>(
  sql: Sql,
  rows: readonly Row[],
  columns: readonly ((row: Row) => unknown)[],
  text: string,
  ...others: readonly number[]
): Promise<void> {
  if (rows.length > 0) await sql.query(text, [...columns.map((column) => rows.map(column)), ...others]);
}

const idOf = ({ paper }: DecidedPaper): string => paper.id;

/** Rows of papers. Their data are one JSON list: as an array, each would be quoted once more, and be read twice. */
const newPaperRows =
  'ROWS FROM (unnest($1::text[]), jsonb_array_elements($2::jsonb), unnest($3::boolean[])) WITH ORDINALITY AS new (id, data, quiet, number)';

async function writePaperRows(
  sql: Sql,
  decided: readonly DecidedPaper[],
  text: string,
  ...others: readonly number[]
): Promise<void> {
  if (decided.length === 0) return;
  const data = storableJson(decided.map(({ paper }) => paper));
  await sql.query(text, [decided.map(idOf), data, decided.map(({ quiet }) => quiet), ...others]);
}

const insertPapers = (sql: Sql, added: readonly DecidedPaper[], { arrival, revision }: Last, now: number) =>
  writePaperRows(
    sql,
    added,
    `INSERT INTO paper (id, data, quiet, arrival, revision, first_seen_at, keyed)
     SELECT id, data, quiet, $4 + number, $5 + number, $6, true FROM ${newPaperRows}`,
    ...[arrival, revision, now],
  );

const updatePapers = (sql: Sql, changed: readonly DecidedPaper[], revision: number) =>
  writePaperRows(
    sql,
    changed,
    `UPDATE paper SET data = new.data, quiet = new.quiet, revision = $4 + number FROM ${newPaperRows}
     WHERE paper.id = new.id`,
    revision,
  );

const arriveAgain = (sql: Sql, papers: readonly DecidedPaper[], arrival: number, now: number) =>
  writeRows(
    sql,
    papers,
    [idOf],
    `UPDATE paper SET arrival = $2 + number, first_seen_at = $3
     FROM unnest($1::text[]) WITH ORDINALITY AS new (id, number) WHERE paper.id = new.id`,
    ...[arrival, now],
  );

/** Milliseconds for which former versions are kept: for places that were paused so long. */
const versionsKeptMs = 60 * 24 * 60 * 60_000;

/** Gives papers a new arrival number, and keeps what they said under the old one. */
async function renumber(
  sql: Sql,
  versions: readonly FormerVersion[],
  arrival: number,
  now: number,
): Promise<void> {
  await writeRows(
    sql,
    versions,
    [({ paper }) => paper, ({ arrival: former }) => former, ({ facts }) => storableJson(facts)],
    `WITH former AS (
       SELECT * FROM unnest($1::text[], $2::integer[], $3::jsonb[]) WITH ORDINALITY AS former (paper, arrival, facts, number)),
     kept AS (INSERT INTO paper_version (paper, arrival, facts, at) SELECT paper, arrival, facts, $5 FROM former),
     outdated AS (DELETE FROM paper_version WHERE at < $6)
     UPDATE paper SET arrival = $4 + number FROM former WHERE id = former.paper`,
    ...[arrival, now, now - versionsKeptMs],
  );
}

/** Adds keys. One that exists stays with its paper. */
export const insertKeys = (sql: Sql, keys: readonly PaperKey[]): Promise<void> =>
  writeRows(
    sql,
    keys,
    [({ key }) => key, ({ paper }) => paper],
    'INSERT INTO paper_key (key, paper) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING',
  );

/** Also for a message that is only being sent: its amendment is due once it is sent. */
const insertAmendments = (sql: Sql, needs: readonly AmendmentNeed[], now: number) =>
  writeRows(
    sql,
    needs,
    [({ paper }) => paper, ({ reason }) => reason, ({ title }) => title],
    `INSERT INTO correction (place, local_date, number, paper, reason, title, made_at)
     SELECT part.place, part.local_date, part.number, id, reason, title, $4
     FROM unnest($1::text[], $2::text[], $3::text[]) AS need (id, reason, title)
     JOIN issue_papers ON ${paperIds} ? id JOIN issue USING (place, local_date) JOIN part USING (place, local_date)
     WHERE id = ANY(part.papers) AND coalesce(tried_at, planned_at) >= $5
     ON CONFLICT (place, local_date, number, paper) DO UPDATE SET reason = excluded.reason
     WHERE correction.done_at IS NULL AND excluded.reason = 'withdrawn'`,
    ...[now, now - amendableMs],
  );

/** A tombstone for each, so that the paper is found by both ids. */
const insertOtherIds = (sql: Sql, others: readonly JoinedPapers[], last: Last, now: number) =>
  writeRows(
    sql,
    others,
    [({ gone }) => gone, ({ stays }) => stays],
    `INSERT INTO paper (id, became, data, arrival, revision, first_seen_at, keyed)
     SELECT id, became, 'null', $3 + number, $4 + number, $5, true
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS new (id, became, number)
     ON CONFLICT (id) DO NOTHING`,
    ...[last.arrival, last.revision, now],
  );
