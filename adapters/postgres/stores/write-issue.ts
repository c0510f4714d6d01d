import type { Issue, IssueDraft } from '../../../src/ports/store/ledger.ts';
import type { PlaceProgress } from '../../../src/ports/store/places.ts';
import { placeKey } from '../../../src/topics/place.ts';
import type { Sql } from '../database/database.ts';
import { holdPapers } from '../intake/take-in.ts';
import { selectIssues } from './issue-rows.ts';

/** `LedgerStore.recordIssue`, within a transaction. */
export async function writeIssue(
  sql: Sql,
  issue: IssueDraft,
  progress: PlaceProgress,
  now: number,
): Promise<Issue> {
  const key = placeKey(issue.place);
  const { rowCount } = await sql.query(
    'INSERT INTO issue (place, local_date, kind, planned_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [key, issue.localDate, issue.kind, now],
  );
  if (rowCount === 1) {
    await refuseStale(sql, key, issue);
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

/** @throws Error when what happened to papers since the issue was composed would make it repeat one. */
async function refuseStale(sql: Sql, key: string, { localDate, papers, parts }: IssueDraft): Promise<void> {
  await holdPapers(sql);
  const { rows } = await sql.query<{ joined: boolean; told: boolean }>(
    `SELECT EXISTS (SELECT FROM paper WHERE id = ANY($2) AND became IS NOT NULL) AS joined,
       EXISTS (SELECT FROM posted WHERE place = $1 AND paper = ANY($3))
       OR EXISTS (SELECT FROM issue JOIN part USING (place, local_date)
         WHERE place = $1 AND done_at IS NULL AND papers && $3::text[]) AS told`,
    [key, papers.map(({ id }) => id), parts.flatMap((part) => part.papers)],
  );
  const [found] = rows;
  if (!found?.joined && !found?.told) return;
  const what = found.joined ? 'turned out to be another one' : `was told to ${key}`;
  throw new Error(`a paper ${what} while the issue of ${localDate} was composed`);
}

async function insertParts(sql: Sql, key: string, { localDate, parts }: IssueDraft): Promise<void> {
  await sql.query(
    `INSERT INTO part (place, local_date, number, key, card, papers)
     SELECT $1, $2, number, key, card, papers
     FROM jsonb_to_recordset($3) AS new (number integer, key text, card jsonb, papers text[])`,
    [key, localDate, JSON.stringify(parts.map((part, number) => ({ ...part, number })))],
  );
}

async function insertPapers(sql: Sql, key: string, { localDate, papers }: IssueDraft): Promise<void> {
  await sql.query(
    `INSERT INTO issue_paper (place, local_date, paper, rank, outcome, topics, words)
     SELECT $1, $2, id, rank, outcome, topics, words
     FROM jsonb_to_recordset($3) AS new (id text, rank integer, outcome text, topics text[], words text[])
     ON CONFLICT DO NOTHING`,
    [key, localDate, JSON.stringify(papers.map((paper, rank) => ({ ...paper, rank })))],
  );
}
