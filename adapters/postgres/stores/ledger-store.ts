import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type {
  Issue,
  IssuePaper,
  LedgerStore,
  Part,
  PartKey,
  TopicCount,
} from '../../../src/ports/store/ledger.ts';
import type { LocalDate } from '../../../src/topics/calendar/local-date.ts';
import { type Place, parsePlace, placeKey } from '../../../src/topics/place.ts';
import type { Database, Sql } from '../database/database.ts';
import { inBatches } from '../database/in-batches.ts';
import { eachPaper, paperIds } from '../ledger/issue-papers.ts';
import { type Recording, recordIssues } from '../ledger/record-issues.ts';
import { createSending } from '../ledger/send-parts.ts';
import { type RowOf, readByPlace, readPlace, toNoun } from './rows.ts';

interface PaperOfPlace {
  readonly place: string;
  readonly paper: string;
}

interface IssueRow extends RowOf<Omit<Issue, 'place' | 'parts'>> {
  readonly place: string;
  readonly parts: readonly RowOf<Part>[];
}

/** The columns of `eachPaper` as an `IssuePaper`. */
const paperColumns = 'paper AS id, outcome, topics, words';

const ofIssue = (table: string) => `${table}.place = issue.place AND ${table}.local_date = issue.local_date`;

/** The parts come as one JSON: it is read many times faster than a list of rows. */
const issueColumns = `place, local_date AS "localDate", kind, due_at AS "dueAt", planned_at AS "plannedAt", done_at AS "doneAt", tries,
  retry_at AS "retryAt", problem,
  (SELECT coalesce(jsonb_agg(to_jsonb(one) ORDER BY part.number), '[]')
     FROM part, LATERAL (SELECT number, key, card, papers, role, status, ref, tried_at AS "triedAt") AS one WHERE ${ofIssue('part')}) AS parts,
  coalesce((SELECT papers FROM issue_papers WHERE ${ofIssue('issue_papers')}), '[]') AS papers`;

/** Issues with their parts and papers. `where` may end with an ORDER BY and a LIMIT. */
async function selectIssues(sql: Sql, where: string, values: readonly unknown[]): Promise<Issue[]> {
  const { rows } = await sql.query<IssueRow>(`SELECT ${issueColumns} FROM issue WHERE ${where}`, values);
  return rows.map(toIssue);
}

const toIssue = ({ place, parts, ...row }: IssueRow): Issue => ({
  ...toNoun(row),
  place: parsePlace(place),
  parts: parts.map(toNoun),
});

const partIs = 'place = $1 AND local_date = $2 AND number = $3';
const partValues = ({ place, localDate, number }: PartKey) => [placeKey(place), localDate, number];

/** The ledger in PostgreSQL. */
export function createLedgerStore(database: Database, logger: Logger): LedgerStore {
  const readIssues = (where: string, values: readonly unknown[]) => selectIssues(database, where, values);
  const record = inBatches<Recording, Issue>(
    (recordings) =>
      database.transaction(async (sql) => {
        const written = await recordIssues(sql, recordings);
        const issues: Issue[] = [];
        for (const { issue } of recordings)
          issues.push(written.get(placeKey(issue.place)) ?? (await storedIssue(sql, issue)));
        return issues;
      }),
    ({ issue }) => placeKey(issue.place),
  );
  const openIssues = inBatches<{ readonly place: Place; readonly now: number }, readonly Issue[]>(
    async (calls) => {
      const { rows } = await database.query<IssueRow>(
        `SELECT ${issueColumns} FROM issue JOIN unnest($1::text[], $2::double precision[]) AS asked (place, now) USING (place)
         WHERE done_at IS NULL AND (retry_at IS NULL OR retry_at <= now) ORDER BY local_date`,
        [calls.map(({ place }) => placeKey(place)), calls.map(({ now }) => now)],
      );
      return calls.map(({ place }) => rows.filter((row) => row.place === placeKey(place)).map(toIssue));
    },
    ({ place }) => placeKey(place),
  );
  return {
    ...createSending(database),
    recordIssue: (issue, progress, now) => record({ issue, progress, now }),
    async issue(place, localDate) {
      return (await readIssues('place = $1 AND local_date = $2', [placeKey(place), localDate]))[0];
    },
    async latestIssue(place, now) {
      const latest = 'place = $1 AND planned_at <= $2 ORDER BY planned_at DESC, local_date DESC LIMIT 1';
      return (await readIssues(latest, [placeKey(place), now]))[0];
    },
    postedIssues: (place, limit) =>
      readIssues(
        `place = $1 AND EXISTS (SELECT FROM part WHERE part.place = issue.place AND part.local_date = issue.local_date
           AND status = 'sent') ORDER BY local_date DESC LIMIT $2`,
        [placeKey(place), limit],
      ),
    async placesToDeliver(now, limit) {
      const { rows } = await database.query<{ place: string }>(
        `SELECT issue.place FROM issue JOIN place ON place.key = issue.place
         WHERE done_at IS NULL AND (retry_at IS NULL OR retry_at <= $1) AND stopped IS NULL
         GROUP BY issue.place ORDER BY min(planned_at), issue.place LIMIT $2`,
        [now, limit],
      );
      return rows.flatMap(({ place }) => readPlace(place, logger) ?? []);
    },
    openIssues: (place, now) => openIssues({ place, now }),
    async releasePart(part) {
      await database.query(
        `UPDATE part SET status = 'planned', leased_until = NULL WHERE ${partIs} AND status = 'sending'`,
        partValues(part),
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
    postedPapers: readByPlace<PaperOfPlace, ReadonlySet<string>>(
      database,
      `SELECT place, paper FROM posted WHERE place = ANY($1)
       UNION SELECT place, unnest(part.papers) FROM issue JOIN part USING (place, local_date) WHERE place = ANY($1) AND done_at IS NULL`,
      (rows) => new Set(rows.map(({ paper }) => paper)),
    ),
    consideredPapers: readByPlace<PaperOfPlace, ReadonlySet<string>>(
      database,
      `SELECT DISTINCT place, paper->>'id' AS paper FROM issue_papers, jsonb_array_elements(papers) AS paper WHERE place = ANY($1)`,
      (rows) => new Set(rows.map(({ paper }) => paper)),
    ),
    async newByTopic(place, since) {
      const { rows } = await database.query<TopicCount>(
        `SELECT topic, local_date AS "localDate", count(*)::integer AS papers
         FROM ${eachPaper}, unnest(topics) AS topic
         WHERE place = $1 AND local_date >= $2 AND outcome IN ('new', 'over')
         GROUP BY topic, local_date ORDER BY local_date, topic`,
        [placeKey(place), since],
      );
      return rows;
    },
    async postedSince(place, since) {
      const { rows } = await database.query<{ paper: string }>(
        `SELECT paper FROM ${eachPaper} WHERE place = $1 AND local_date >= $2 AND outcome IN ('new', 'leftover', 'archive')
         GROUP BY paper ORDER BY max(local_date) DESC, min(rank)`,
        [placeKey(place), since],
      );
      return rows.map(({ paper }) => paper);
    },
    async leftOut(place, since, limit) {
      const { rows } = await database.query<IssuePaper>(
        `SELECT ${paperColumns} FROM (
           SELECT DISTINCT ON (paper) each.*, local_date FROM ${eachPaper}
           WHERE place = $1 AND local_date >= $2 AND outcome = 'over'
             AND NOT EXISTS (SELECT FROM posted WHERE posted.place = $1 AND posted.paper = each.paper)
           ORDER BY paper, local_date DESC) AS latest
         ORDER BY rank, local_date DESC, paper LIMIT $3`,
        [placeKey(place), since, limit],
      );
      return rows;
    },
    async paperHistory(place, paperId) {
      const { rows } = await database.query<IssuePaper & { readonly localDate: LocalDate }>(
        `SELECT ${paperColumns}, local_date AS "localDate" FROM ${eachPaper}
         WHERE place = $1 AND ${paperIds} ? $2 AND paper = $2 ORDER BY local_date DESC`,
        [placeKey(place), paperId],
      );
      return rows;
    },
  };
}

async function storedIssue(
  sql: Sql,
  { place, localDate }: Pick<Issue, 'place' | 'localDate'>,
): Promise<Issue> {
  const [stored] = await selectIssues(sql, 'place = $1 AND local_date = $2', [placeKey(place), localDate]);
  if (stored === undefined) throw new Error(`the issue of ${localDate} vanished while it was written`);
  return stored;
}
