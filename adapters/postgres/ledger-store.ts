import type { Card } from '../../src/cards/card.ts';
import type {
  Issue,
  IssueKind,
  IssuePaper,
  Outcome,
  Part,
  PartStatus,
  PlannedIssue,
} from '../../src/digest/ledger.ts';
import type { LedgerStore, MessageRef, PartKey, PlaceProgress } from '../../src/ports.ts';
import { parsePlace, placeKey } from '../../src/topics/place.ts';
import type { Database, Sql } from './database.ts';
import { defined } from './rows.ts';

interface IssueRow {
  readonly place: string;
  readonly local_date: string;
  readonly kind: IssueKind;
  readonly planned_at: number;
  readonly done_at: number | null;
  readonly tries: number;
  readonly retry_at: number | null;
  readonly problem: string | null;
  readonly parts: readonly PartRow[];
  readonly papers: readonly IssuePaperRow[];
}

interface PartRow {
  readonly number: number;
  readonly key: string;
  readonly card: Card;
  readonly papers: readonly string[];
  readonly status: PartStatus;
  readonly ref: MessageRef | null;
  readonly tried_at: number | null;
  readonly leased_until: number | null;
}

interface IssuePaperRow {
  readonly local_date: string;
  readonly paper: string;
  readonly outcome: Outcome;
  readonly topics: readonly string[];
  readonly words: readonly string[];
}

export function createLedgerStore(database: Database): LedgerStore {
  const readIssues = (where: string, values: readonly unknown[]) => selectIssues(database, where, values);
  return {
    planIssue: (issue, progress, now) => database.transaction((sql) => planIssue(sql, issue, progress, now)),
    async issue(place, localDate) {
      return (await readIssues('place = $1 AND local_date = $2', [placeKey(place), localDate]))[0];
    },
    async latestIssue(place) {
      return (await readIssues('place = $1 ORDER BY local_date DESC LIMIT 1', [placeKey(place)]))[0];
    },
    async placesToDeliver(now, limit) {
      const { rows } = await database.query<{ place: string }>(
        `SELECT issue.place FROM issue JOIN place ON place.key = issue.place
         WHERE done_at IS NULL AND (retry_at IS NULL OR retry_at <= $1) AND stopped IS NULL
         GROUP BY issue.place ORDER BY min(planned_at), issue.place LIMIT $2`,
        [now, limit],
      );
      return rows.map(({ place }) => parsePlace(place));
    },
    openIssues: (place, now) =>
      readIssues(
        'place = $1 AND done_at IS NULL AND (retry_at IS NULL OR retry_at <= $2) ORDER BY local_date',
        [placeKey(place), now],
      ),
    claimPart: (part, now, leaseMs) => claimPart(database, part, now, leaseMs),
    async releasePart(part) {
      await database.query(
        `UPDATE part SET status = 'planned', leased_until = NULL WHERE ${partIs} AND status = 'sending'`,
        partValues(part),
      );
    },
    async completePart(part, ref) {
      await database.query(
        `WITH sent AS (
           UPDATE part SET status = 'sent', ref = $4, leased_until = NULL WHERE ${partIs} RETURNING place, papers, local_date)
         INSERT INTO posted (place, paper, local_date) SELECT place, unnest(papers), local_date FROM sent ON CONFLICT DO NOTHING`,
        [...partValues(part), JSON.stringify(ref)],
      );
    },
    async postponeIssue(place, localDate, retryAt, problem) {
      await database.query(
        'UPDATE issue SET tries = tries + 1, retry_at = $3, problem = $4 WHERE place = $1 AND local_date = $2 AND done_at IS NULL',
        [placeKey(place), localDate, retryAt, problem],
      );
    },
    async finishIssue(place, localDate, now) {
      await database.query(
        'UPDATE issue SET done_at = $3, retry_at = NULL, problem = NULL WHERE place = $1 AND local_date = $2 AND done_at IS NULL',
        [placeKey(place), localDate, now],
      );
    },
    async endLeases() {
      await database.query('UPDATE part SET leased_until = NULL WHERE leased_until IS NOT NULL');
    },
    async posted(place, paperIds) {
      const { rows } = await database.query<{ paper: string; local_date: string }>(
        'SELECT paper, local_date FROM posted WHERE place = $1 AND paper = ANY($2)',
        [placeKey(place), paperIds],
      );
      return new Map(rows.map(({ paper, local_date }) => [paper, local_date]));
    },
    async postedPapers(place) {
      const { rows } = await database.query<{ paper: string }>(
        `SELECT paper FROM posted WHERE place = $1
         UNION SELECT unnest(papers) FROM issue JOIN part USING (place, local_date) WHERE place = $1 AND done_at IS NULL`,
        [placeKey(place)],
      );
      return new Set(rows.map(({ paper }) => paper));
    },
    async paperHistory(place, paperId) {
      const { rows } = await database.query<IssuePaperRow>(
        'SELECT * FROM issue_paper WHERE place = $1 AND paper = $2 ORDER BY local_date DESC',
        [placeKey(place), paperId],
      );
      return rows.map((row) => ({ ...toIssuePaper(row), localDate: row.local_date }));
    },
  };
}

async function planIssue(
  sql: Sql,
  issue: PlannedIssue,
  progress: PlaceProgress,
  now: number,
): Promise<Issue> {
  const key = placeKey(issue.place);
  const { rowCount } = await sql.query(
    'INSERT INTO issue (place, local_date, kind, planned_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [key, issue.localDate, issue.kind, now],
  );
  if (rowCount === 1) {
    await insertParts(sql, key, issue);
    await insertPapers(sql, key, issue);
    const moved = await sql.query(
      `UPDATE place SET last_date = greatest(last_date, $2), next_at = $3, seen = greatest(seen, $4), checked_at = $5
       WHERE key = $1 AND last_date IS NOT DISTINCT FROM $6`,
      [
        key,
        progress.lastDate ?? null,
        progress.nextAt ?? null,
        progress.seen,
        progress.checkedAt ?? null,
        issue.previous ?? null,
      ],
    );
    if (moved.rowCount !== 1)
      throw new Error(`another issue of ${key} was written while that of ${issue.localDate} was composed`);
    await sql.query('UPDATE subscription SET last_match_at = $3 WHERE place = $1 AND topic_key = ANY($2)', [
      key,
      issue.matchedTopics,
      now,
    ]);
  }
  const [stored] = await selectIssues(sql, 'place = $1 AND local_date = $2', [key, issue.localDate]);
  if (stored === undefined) throw new Error(`the issue of ${issue.localDate} vanished while it was written`);
  return stored;
}

async function insertParts(sql: Sql, key: string, { localDate, parts }: PlannedIssue): Promise<void> {
  await sql.query(
    `INSERT INTO part (place, local_date, number, key, card, papers)
     SELECT $1, $2, number, key, card, papers
     FROM jsonb_to_recordset($3) AS new (number integer, key text, card jsonb, papers text[])`,
    [key, localDate, JSON.stringify(parts.map((part, number) => ({ ...part, number })))],
  );
}

async function insertPapers(sql: Sql, key: string, { localDate, papers }: PlannedIssue): Promise<void> {
  await sql.query(
    `INSERT INTO issue_paper (place, local_date, paper, rank, outcome, topics, words)
     SELECT $1, $2, id, rank, outcome, topics, words
     FROM jsonb_to_recordset($3) AS new (id text, rank integer, outcome text, topics text[], words text[])`,
    [key, localDate, JSON.stringify(papers.map((paper, rank) => ({ ...paper, rank })))],
  );
}

const partIs = 'place = $1 AND local_date = $2 AND number = $3';
const partValues = ({ place, localDate, number }: PartKey) => [placeKey(place), localDate, number];

async function claimPart(
  sql: Sql,
  part: PartKey,
  now: number,
  leaseMs: number,
): Promise<'fresh' | 'doubtful' | 'busy'> {
  const { rows } = await sql.query<{ before: PartStatus }>(
    `UPDATE part SET status = 'sending', tried_at = coalesce(part.tried_at, $4), leased_until = $5
     FROM (SELECT place, local_date, number, status AS before FROM part WHERE ${partIs} FOR UPDATE) AS old
     WHERE part.place = old.place AND part.local_date = old.local_date AND part.number = old.number
       AND (old.before = 'planned' OR (old.before = 'sending' AND (part.leased_until IS NULL OR part.leased_until <= $4)))
     RETURNING old.before`,
    [...partValues(part), now, now + leaseMs],
  );
  const [row] = rows;
  return row === undefined ? 'busy' : row.before === 'planned' ? 'fresh' : 'doubtful';
}

async function selectIssues(sql: Sql, where: string, values: readonly unknown[]): Promise<Issue[]> {
  const rowsOf = (table: string, order: string) =>
    `(SELECT coalesce(jsonb_agg(to_jsonb(${table}) ORDER BY ${order}), '[]') FROM ${table}
      WHERE ${table}.place = issue.place AND ${table}.local_date = issue.local_date)`;
  const { rows } = await sql.query<IssueRow>(
    `SELECT *, ${rowsOf('part', 'number')} AS parts, ${rowsOf('issue_paper', 'rank')} AS papers FROM issue WHERE ${where}`,
    values,
  );
  return rows.map(toIssue);
}

const toIssue = (row: IssueRow): Issue => ({
  place: parsePlace(row.place),
  localDate: row.local_date,
  kind: row.kind,
  plannedAt: row.planned_at,
  tries: row.tries,
  parts: row.parts.map(toPart),
  papers: row.papers.map(toIssuePaper),
  ...defined({ doneAt: row.done_at, retryAt: row.retry_at, problem: row.problem }),
});

const toPart = ({ number, key, card, papers, status, ref, tried_at, leased_until }: PartRow): Part => ({
  number,
  key,
  card,
  papers,
  status,
  ...defined({ ref, triedAt: tried_at, leasedUntil: leased_until }),
});

const toIssuePaper = ({ paper, outcome, topics, words }: IssuePaperRow): IssuePaper => ({
  id: paper,
  outcome,
  topics,
  words,
});
