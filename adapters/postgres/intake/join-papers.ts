import type { JoinedPapers } from '../../../src/intake/decide/record-set.ts';
import type { Sql } from '../database/database.ts';
import { paperIds } from '../ledger/issue-papers.ts';

const joined = 'joined AS (SELECT * FROM unnest($1::text[], $2::text[]) AS joined (gone, stays))';

/**
 * Moves what is known of `gone` to `stays`. Where a place has rows of both papers, it keeps the earlier post, each
 * person's later mark, the first and the last preview, and otherwise the row of `stays`. `part` comes first: a delivery that
 * is just ending has locked its part, and has written to `posted` when it releases the lock.
 */
const moves = [
  `WITH ${joined}, touched AS (
     SELECT DISTINCT part.place, part.local_date, part.number
     FROM joined JOIN issue_papers ON ${paperIds} ? gone JOIN part USING (place, local_date) WHERE gone = ANY(part.papers))
   UPDATE part SET papers = ARRAY(
     SELECT coalesce(stays, id) FROM unnest(papers) WITH ORDINALITY AS old (id, position)
     LEFT JOIN joined ON gone = id GROUP BY 1 ORDER BY min(position))
   FROM touched
   WHERE part.place = touched.place AND part.local_date = touched.local_date AND part.number = touched.number`,
  `WITH ${joined}, touched AS (
     SELECT DISTINCT place, local_date FROM joined JOIN issue_papers ON ${paperIds} ? gone)
   UPDATE issue_papers SET papers = (
     SELECT jsonb_agg(jsonb_set(paper, '{id}', to_jsonb(id)) ORDER BY position) FROM (
       SELECT DISTINCT ON (id) paper, position, id FROM (
         SELECT paper, position, stays, coalesce(stays, paper->>'id') AS id
         FROM jsonb_array_elements(papers) WITH ORDINALITY AS old (paper, position) LEFT JOIN joined ON gone = paper->>'id') AS renamed
       ORDER BY id, stays IS NOT NULL, position) AS kept)
   FROM touched WHERE issue_papers.place = touched.place AND issue_papers.local_date = touched.local_date`,
  `WITH ${joined}
   INSERT INTO posted (place, paper, local_date)
   SELECT place, stays, min(local_date) FROM joined JOIN posted ON paper = gone GROUP BY place, stays
   ON CONFLICT (place, paper) DO UPDATE SET local_date = least(posted.local_date, excluded.local_date)`,
  `WITH ${joined}
   INSERT INTO mark (place, paper, kind, person, person_id, at)
   SELECT DISTINCT ON (place, stays, person_id) place, stays, kind, person, person_id, at
   FROM joined JOIN mark ON paper = gone
   ORDER BY place, stays, person_id, at DESC
   ON CONFLICT (place, paper, person_id) DO UPDATE SET kind = excluded.kind, person = excluded.person, at = excluded.at
   WHERE mark.at < excluded.at`,
  `WITH ${joined}
   INSERT INTO shared_link AS known (place, paper, first_at, last_at)
   SELECT place, stays, min(first_at), max(last_at) FROM joined JOIN shared_link ON paper = gone GROUP BY place, stays
   ON CONFLICT (place, paper) DO UPDATE SET
     first_at = least(known.first_at, excluded.first_at), last_at = greatest(known.last_at, excluded.last_at)`,
  `WITH ${joined}
   INSERT INTO correction (place, local_date, number, paper, reason, title, made_at, retry_at, done_at)
   SELECT place, local_date, number, stays, reason, title, made_at, retry_at, done_at
   FROM joined JOIN correction ON paper = gone ON CONFLICT DO NOTHING`,
  `WITH ${joined}
   INSERT INTO paper_key (key, paper) SELECT key, stays FROM joined JOIN paper_key ON paper = gone
   ON CONFLICT DO NOTHING`,
];

/**
 * Makes papers one: all that is known of `gone` is known of `stays` from then on, and the row of `gone` becomes a
 * tombstone that names `stays`. The caller holds the arrival lock.
 * @param revision the last revision given
 * @returns the last revision given now
 */
export async function joinPapers(
  sql: Sql,
  pairs: readonly JoinedPapers[],
  revision: number,
): Promise<number> {
  if (pairs.length === 0) return revision;
  const gone = pairs.map((pair) => pair.gone);
  const values = [gone, pairs.map(({ stays }) => stays)];
  for (const move of moves) await sql.query(move, values);
  for (const table of ['posted', 'mark', 'shared_link', 'correction', 'paper_key', 'paper_version'])
    await sql.query(`DELETE FROM ${table} WHERE paper = ANY($1)`, [gone]);
  const { rowCount } = await sql.query(
    `WITH ${joined}, buried AS (
       SELECT id, stays, row_number() OVER (ORDER BY arrival) AS number
       FROM joined JOIN paper ON id = gone OR became = gone)
     UPDATE paper SET became = stays, revision = $3 + number FROM buried WHERE paper.id = buried.id`,
    [...values, revision],
  );
  return revision + (rowCount ?? 0);
}
