import { StaleIssueError } from '../../../src/errors.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type {
  Issue,
  IssueDraft,
  IssuePaper,
  LedgerStore,
  Part,
  PartKey,
} from '../../../src/ports/store/ledger.ts';
import type { PlaceProgress } from '../../../src/ports/store/places.ts';
import type { LocalDate } from '../../../src/topics/calendar/local-date.ts';
import { parsePlace, placeKey } from '../../../src/topics/place.ts';
import type { Database, Sql } from '../database/database.ts';
import { holdPapers } from '../intake/take-in.ts';
import { clockToleranceMs } from './forget-future.ts';
import { insertPapers, insertParts } from './insert-issue.ts';
import { type RowOf, readPlace, toNoun } from './rows.ts';

interface IssueRow extends RowOf<Omit<Issue, 'place' | 'parts'>> {
  readonly place: string;
  readonly parts: readonly RowOf<Part>[];
}

/** The columns of a row of `issue_paper` as an `IssuePaper`. */
const paperColumns = 'paper AS id, outcome, topics, words';

/** The rows of a table that belong to an issue, as JSON. */
const listOf = (table: string, order: string, columns: string) =>
  `ARRAY(SELECT to_jsonb(one) FROM ${table}, LATERAL (SELECT ${columns}) AS one
     WHERE ${table}.place = issue.place AND ${table}.local_date = issue.local_date ORDER BY ${table}.${order})`;

const issueColumns = `place, local_date AS "localDate", kind, due_at AS "dueAt", planned_at AS "plannedAt", done_at AS "doneAt", tries,
  retry_at AS "retryAt", problem,
  ${listOf('part', 'number', 'number, key, card, papers, status, ref, tried_at AS "triedAt"')} AS parts,
  ${listOf('issue_paper', 'rank', paperColumns)} AS papers`;

/** Issues with their parts and papers. `where` may end with an ORDER BY and a LIMIT. */
async function selectIssues(sql: Sql, where: string, values: readonly unknown[]): Promise<Issue[]> {
  const { rows } = await sql.query<IssueRow>(`SELECT ${issueColumns} FROM issue WHERE ${where}`, values);
  return rows.map(({ place, parts, ...row }) => ({
    ...toNoun(row),
    place: parsePlace(place),
    parts: parts.map(toNoun),
  }));
}

const partIs = 'place = $1 AND local_date = $2 AND number = $3';
const partValues = ({ place, localDate, number }: PartKey) => [placeKey(place), localDate, number];

/** The ledger in PostgreSQL. */
export function createLedgerStore(database: Database, logger: Logger): LedgerStore {
  const readIssues = (where: string, values: readonly unknown[]) => selectIssues(database, where, values);
  return {
    recordIssue: (issue, progress, now) =>
      database.transaction((sql) => writeIssue(sql, issue, progress, now)),
    async issue(place, localDate) {
      return (await readIssues('place = $1 AND local_date = $2', [placeKey(place), localDate]))[0];
    },
    async latestIssue(place, now) {
      const latest = 'place = $1 AND planned_at <= $2 ORDER BY planned_at DESC, local_date DESC LIMIT 1';
      return (await readIssues(latest, [placeKey(place), now]))[0];
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
    async claimPart(part, now, leaseMs) {
      const { rows } = await database.query<{ claim: 'fresh' | 'doubtful' }>(
        `UPDATE part SET status = 'sending', tried_at = CASE old.before WHEN 'planned' THEN $4 ELSE coalesce(part.tried_at, $4) END, leased_until = $5
         FROM (SELECT place, local_date, number, status AS before FROM part WHERE ${partIs} FOR UPDATE) AS old
         WHERE part.place = old.place AND part.local_date = old.local_date AND part.number = old.number
           AND (old.before = 'planned' OR (old.before = 'sending' AND (
             part.leased_until IS NULL OR part.leased_until <= $4
             OR part.leased_until > $5::double precision + ${clockToleranceMs})))
         RETURNING CASE old.before WHEN 'planned' THEN 'fresh' ELSE 'doubtful' END AS claim`,
        [...partValues(part), now, now + leaseMs],
      );
      return rows[0]?.claim ?? 'busy';
    },
    async releasePart(part) {
      await database.query(
        `UPDATE part SET status = 'planned', leased_until = NULL WHERE ${partIs} AND status = 'sending'`,
        partValues(part),
      );
    },
    async completePart(part, ref, card) {
      await database.query(
        `WITH sent AS (
           UPDATE part SET status = 'sent', ref = $4, card = coalesce($5, card), leased_until = NULL WHERE ${partIs} RETURNING place, papers, local_date)
         INSERT INTO posted (place, paper, local_date) SELECT place, unnest(papers), local_date FROM sent ON CONFLICT DO NOTHING`,
        [...partValues(part), ref, card],
      );
    },
    async recordPosted(place, localDate, papers) {
      await database.query(
        'INSERT INTO posted (place, paper, local_date) SELECT $1, unnest($2::text[]), $3 ON CONFLICT DO NOTHING',
        [placeKey(place), papers, localDate],
      );
    },
    async postponeIssue(place, localDate, { failedAt, notBefore, retryAt, problem }) {
      await database.query(
        `UPDATE issue SET tries = tries + 1, retry_at = $3, problem = $4, failed_at = $5, not_before = $6
         WHERE place = $1 AND local_date = $2 AND done_at IS NULL`,
        [placeKey(place), localDate, retryAt, problem, failedAt, notBefore],
      );
    },
    async retryWhereAnswered(now) {
      await database.query(
        `UPDATE issue AS late SET retry_at = $1
         WHERE done_at IS NULL AND retry_at > $1 AND not_before <= $1 AND failed_at <= $1 - 60000
           AND EXISTS (SELECT FROM issue AS good WHERE good.done_at > late.failed_at AND good.kind <> 'none'
             AND split_part(good.place, ':', 1) = split_part(late.place, ':', 1))`,
        [now],
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
    async consideredPapers(place) {
      const { rows } = await database.query<{ paper: string }>(
        'SELECT DISTINCT paper FROM issue_paper WHERE place = $1',
        [placeKey(place)],
      );
      return new Set(rows.map(({ paper }) => paper));
    },
    async leftOut(place, since, limit) {
      const { rows } = await database.query<IssuePaper>(
        `SELECT ${paperColumns} FROM (
           SELECT DISTINCT ON (paper) * FROM issue_paper
           WHERE place = $1 AND local_date >= $2 AND outcome = 'over'
             AND NOT EXISTS (SELECT FROM posted WHERE posted.place = $1 AND posted.paper = issue_paper.paper)
           ORDER BY paper, local_date DESC) AS each
         ORDER BY rank, local_date DESC, paper LIMIT $3`,
        [placeKey(place), since, limit],
      );
      return rows;
    },
    async paperHistory(place, paperId) {
      const { rows } = await database.query<IssuePaper & { readonly localDate: LocalDate }>(
        `SELECT ${paperColumns}, local_date AS "localDate" FROM issue_paper
         WHERE place = $1 AND paper = $2 ORDER BY local_date DESC`,
        [placeKey(place), paperId],
      );
      return rows;
    },
  };
}

async function writeIssue(sql: Sql, issue: IssueDraft, progress: PlaceProgress, now: number): Promise<Issue> {
  const key = placeKey(issue.place);
  const { rowCount } = await sql.query(
    'INSERT INTO issue (place, local_date, kind, due_at, planned_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
    [key, issue.localDate, issue.kind, issue.dueAt, now],
  );
  if (rowCount === 1) {
    await refuseStale(sql, key, issue);
    await insertParts(sql, key, issue);
    await insertPapers(sql, key, issue);
    const moved = await sql.query(
      `UPDATE place SET last_date = greatest(last_date, $2), next_at = $3, seen = greatest(seen, $4), checked_at = $5
       WHERE key = $1 AND last_date IS NOT DISTINCT FROM $6`,
      [key, progress.lastDate, progress.nextAt, progress.seen, progress.checkedAt, issue.previous],
    );
    if (moved.rowCount !== 1)
      throw new StaleIssueError(
        `another issue of ${key} was written while that of ${issue.localDate} was composed`,
      );
    await sql.query('UPDATE subscription SET last_match_at = $3 WHERE place = $1 AND topic_key = ANY($2)', [
      key,
      issue.matchedTopics,
      now,
    ]);
  } else {
    // Another process wrote it, or a clock that was ahead: the place goes on after its date.
    await sql.query(
      `UPDATE place SET last_date = greatest(last_date, $2), next_at = $3
       WHERE key = $1 AND last_date IS NOT DISTINCT FROM $4`,
      [key, progress.lastDate, progress.nextAt, issue.previous],
    );
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
  throw new StaleIssueError(`a paper ${what} while the issue of ${localDate} was composed`);
}
