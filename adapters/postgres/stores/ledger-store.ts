import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { LedgerStore, PartKey, PartStatus } from '../../../src/ports/store/ledger.ts';
import { placeKey } from '../../../src/topics/place.ts';
import type { Database, Sql } from '../database/database.ts';
import { type IssuePaperRow, selectIssues, toIssuePaper } from './issue-rows.ts';
import { readPlace } from './read-place.ts';
import { writeIssue } from './write-issue.ts';

export function createLedgerStore(database: Database, logger: Logger): LedgerStore {
  const readIssues = (where: string, values: readonly unknown[]) => selectIssues(database, where, values);
  return {
    recordIssue: (issue, progress, now) =>
      database.transaction((sql) => writeIssue(sql, issue, progress, now)),
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
      return rows.flatMap(({ place }) => readPlace(place, logger) ?? []);
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
      await database.query(
        `WITH parts AS (UPDATE part SET leased_until = NULL WHERE leased_until IS NOT NULL)
         UPDATE host SET turn = NULL, busy_until = NULL WHERE busy_until IS NOT NULL`,
      );
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
