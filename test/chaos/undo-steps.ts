import type { Database } from '../../adapters/postgres/database/database.ts';
import { migrations } from '../../adapters/postgres/database/migrations.ts';

/** The first step of the schema that can be undone here. */
const firstStep = 19;

/** By the id of the step, from the first one: what makes a database of the version before it, with all that it holds. */
const undone = [
  `CREATE TABLE issue_paper (
     place text NOT NULL, local_date text NOT NULL, paper text NOT NULL, rank integer NOT NULL, outcome text NOT NULL,
     topics text[] NOT NULL, words text[] NOT NULL, PRIMARY KEY (place, local_date, paper),
     FOREIGN KEY (place, local_date) REFERENCES issue (place, local_date) ON UPDATE CASCADE ON DELETE CASCADE);
   CREATE INDEX ON issue_paper (place, paper);
   CREATE INDEX ON issue_paper (paper);
   INSERT INTO issue_paper (place, local_date, paper, rank, outcome, topics, words)
     SELECT place, local_date, paper, rank, outcome, topics, words FROM issue_papers, LATERAL ROWS FROM (
       jsonb_to_recordset(papers) AS (id text, outcome text, topics text[], words text[])
     ) WITH ORDINALITY AS each (paper, outcome, topics, words, rank);
   DROP TABLE issue_papers`,
] as const;

/**
 * Makes a database as an earlier version left it. @returns the steps that were undone
 * @throws Error for a newer step that nobody has said here how to undo
 */
export async function undoSteps(database: Database): Promise<string> {
  const steps = migrations.map(({ id }) => id).filter((id) => id >= firstStep);
  for (const id of steps.toReversed()) {
    const sql = undone[id - firstStep];
    if (sql === undefined) throw new Error(`Say in undo-steps.ts how step ${id} of the schema is undone.`);
    await database.query(sql);
    await database.query('DELETE FROM migration WHERE id = $1', [id]);
  }
  return steps.join(', ');
}
