import type { Issue, PlannedIssue } from '../../src/digest/ledger.ts';
import type { PlaceProgress } from '../../src/ports.ts';
import { placeKey } from '../../src/topics/place.ts';
import type { Sql } from './database.ts';
import { selectIssues } from './issue-rows.ts';
import { holdPapers } from './take-in.ts';

/** Within a transaction: see `LedgerStore.planIssue`. */
export async function writeIssue(
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
    const live = await withLiveIds(sql, issue);
    await insertParts(sql, key, live);
    await insertPapers(sql, key, live);
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

/** Papers may have turned out to be one since the issue was composed. */
async function withLiveIds(
  sql: Sql,
  issue: PlannedIssue,
): Promise<Pick<PlannedIssue, 'localDate' | 'parts' | 'papers'>> {
  await holdPapers(sql);
  const { rows } = await sql.query<{ id: string; became: string }>(
    'SELECT id, became FROM paper WHERE id = ANY($1) AND became IS NOT NULL',
    [issue.papers.map(({ id }) => id)],
  );
  if (rows.length === 0) return issue;
  const live = new Map(rows.map(({ id, became }) => [id, became]));
  const liveId = (id: string) => live.get(id) ?? id;
  return {
    localDate: issue.localDate,
    parts: issue.parts.map((part) => ({ ...part, papers: [...new Set(part.papers.map(liveId))] })),
    papers: issue.papers.map((paper) => ({ ...paper, id: liveId(paper.id) })),
  };
}

async function insertParts(
  sql: Sql,
  key: string,
  { localDate, parts }: Pick<PlannedIssue, 'localDate' | 'parts'>,
): Promise<void> {
  await sql.query(
    `INSERT INTO part (place, local_date, number, key, card, papers)
     SELECT $1, $2, number, key, card, papers
     FROM jsonb_to_recordset($3) AS new (number integer, key text, card jsonb, papers text[])`,
    [key, localDate, JSON.stringify(parts.map((part, number) => ({ ...part, number })))],
  );
}

async function insertPapers(
  sql: Sql,
  key: string,
  { localDate, papers }: Pick<PlannedIssue, 'localDate' | 'papers'>,
): Promise<void> {
  await sql.query(
    `INSERT INTO issue_paper (place, local_date, paper, rank, outcome, topics, words)
     SELECT $1, $2, id, rank, outcome, topics, words
     FROM jsonb_to_recordset($3) AS new (id text, rank integer, outcome text, topics text[], words text[])
     ON CONFLICT DO NOTHING`,
    [key, localDate, JSON.stringify(papers.map((paper, rank) => ({ ...paper, rank })))],
  );
}
