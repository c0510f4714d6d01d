import { StaleIssueError } from '../../../src/errors.ts';
import type { Issue, IssueDraft } from '../../../src/ports/store/ledger.ts';
import type { PlaceProgress } from '../../../src/ports/store/places.ts';
import { placeKey } from '../../../src/topics/place.ts';
import type { Sql } from '../database/database.ts';
import { holdPapers } from '../intake/take-in.ts';

/** An issue to be written, and how far its place is with it. */
export interface Recording {
  readonly issue: IssueDraft;
  readonly progress: PlaceProgress;
  readonly now: number;
}

/**
 * Writes issues of different places, in a transaction.
 * @returns the issues as they are stored, without those whose place has an issue of that date already
 * @throws StaleIssueError when one of them is stale
 */
export async function recordIssues(
  sql: Sql,
  recordings: readonly Recording[],
): Promise<ReadonlyMap<string, Issue>> {
  const keys = recordings.map(({ issue }) => placeKey(issue.place));
  await holdPapers(sql);
  await sql.query('SELECT FROM place WHERE key = ANY($1) ORDER BY key FOR NO KEY UPDATE', [keys]);
  await refuseStale(sql, recordings);
  const { rows } = await sql.query<{ place: string; moved: boolean }>(writeIssues, [
    JSON.stringify(recordings.map(toRow)),
  ]);
  for (const { place, moved } of rows)
    if (!moved) throw new StaleIssueError(`another issue of ${place} was written while one was composed`);
  const written = new Set(rows.map(({ place }) => place));
  return new Map(
    recordings
      .map((recording) => [placeKey(recording.issue.place), asStored(recording)] as const)
      .filter(([key]) => written.has(key)),
  );
}

function toRow({ issue, progress, now }: Recording) {
  const { place, localDate, kind, dueAt, previous, matchedTopics } = issue;
  return {
    ...progress,
    place: placeKey(place),
    localDate,
    kind,
    dueAt,
    previous,
    now,
    topics: matchedTopics,
    parts: issue.parts.map((part, number) => ({ ...part, number })),
    papers: issue.papers,
  };
}

/** Where another process, or a clock that was ahead, wrote the issue, the place only goes on after its date. */
const writeIssues = `
  WITH given AS (
    SELECT * FROM jsonb_to_recordset($1) AS each (place text, "localDate" text, kind text, "dueAt" double precision,
      previous text, now double precision, topics text[], parts jsonb, papers jsonb,
      "lastDate" text, "nextAt" double precision, seen integer, "checkedAt" double precision)),
  written AS (
    INSERT INTO issue (place, local_date, kind, due_at, planned_at)
    SELECT place, "localDate", kind, "dueAt", now FROM given ON CONFLICT DO NOTHING RETURNING place),
  new AS (SELECT given.* FROM given JOIN written USING (place)),
  new_parts AS (
    INSERT INTO part (place, local_date, number, key, card, papers, role)
    SELECT place, "localDate", part.* FROM new, jsonb_to_recordset(parts) AS part (number integer, key text, card jsonb, papers text[], role text)),
  new_papers AS (
    INSERT INTO issue_papers (place, local_date, papers)
    SELECT place, "localDate", papers FROM new WHERE papers <> '[]'),
  matched AS (
    UPDATE subscription SET last_match_at = now FROM new
    WHERE subscription.place = new.place AND topic_key = ANY(new.topics)),
  moved AS (
    UPDATE place SET last_date = greatest(last_date, "lastDate"), next_at = "nextAt",
      seen = CASE WHEN written.place IS NULL THEN place.seen ELSE greatest(place.seen, given.seen) END,
      checked_at = CASE WHEN written.place IS NULL THEN checked_at ELSE "checkedAt" END
    FROM given LEFT JOIN written USING (place)
    WHERE key = given.place AND last_date IS NOT DISTINCT FROM previous RETURNING key)
  SELECT place, key IS NOT NULL AS moved FROM written LEFT JOIN moved ON key = place`;

const asStored = ({ issue, now }: Recording): Issue => {
  const { previous: _, matchedTopics: __, ...rest } = issue;
  const parts = issue.parts.map((part, number) => ({ ...part, number, status: 'planned' as const }));
  return { ...rest, parts, plannedAt: now, tries: 0 };
};

/** @throws StaleIssueError when what happened to papers since an issue was composed would make it repeat one */
async function refuseStale(sql: Sql, recordings: readonly Recording[]): Promise<void> {
  const given = recordings.map(({ issue: { place, localDate, papers, parts } }) => ({
    place: placeKey(place),
    date: localDate,
    papers: papers.map(({ id }) => id),
    shown: parts.flatMap((part) => part.papers),
  }));
  const { rows } = await sql.query<{ place: string; date: string; joined: boolean; told: boolean }>(
    `WITH gone AS MATERIALIZED (
       SELECT coalesce(array_agg(id), '{}') AS ids FROM paper WHERE id = ANY($2) AND became IS NOT NULL)
     SELECT * FROM (
       SELECT given.place, date, given.papers && gone.ids AS joined,
         EXISTS (SELECT FROM posted WHERE posted.place = given.place AND paper = ANY(shown))
         OR EXISTS (SELECT FROM issue JOIN part USING (place, local_date)
           WHERE issue.place = given.place AND done_at IS NULL AND part.papers && shown) AS told
       FROM gone, jsonb_to_recordset($1) AS given (place text, date text, papers text[], shown text[])
       WHERE NOT EXISTS (SELECT FROM issue WHERE issue.place = given.place AND local_date = date)) AS each
     WHERE joined OR told LIMIT 1`,
    [JSON.stringify(given), [...new Set(given.flatMap(({ papers }) => papers))]],
  );
  const [found] = rows;
  if (found === undefined) return;
  const what = found.joined ? 'turned out to be another one' : `was told to ${found.place}`;
  throw new StaleIssueError(`a paper ${what} while the issue of ${found.date} was composed`);
}
