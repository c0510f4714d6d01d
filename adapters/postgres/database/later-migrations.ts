import type { Migration } from './migrate.ts';

/** Those from the fifth on. */
export const laterMigrations: readonly Migration[] = [
  {
    id: 5,
    name: 'unfollowing can be undone',
    sql: `
      CREATE TABLE unfollowed (
        place text NOT NULL REFERENCES place (key) ON UPDATE CASCADE ON DELETE CASCADE,
        topic_key text NOT NULL,
        baseline integer NOT NULL,
        seen integer NOT NULL,
        at double precision NOT NULL,
        PRIMARY KEY (place, topic_key)
      );
    `,
  },
  {
    id: 6,
    name: 'marks of several people',
    sql: `
      ALTER TABLE mark ADD person_id text;
      UPDATE mark SET person_id = person;
      ALTER TABLE mark ALTER person_id SET NOT NULL, DROP CONSTRAINT mark_pkey,
        ADD PRIMARY KEY (place, paper, person_id);
    `,
  },
  {
    id: 7,
    name: 'what papers said before they changed',
    sql: `
      CREATE TABLE paper_version (
        paper text NOT NULL,
        arrival integer NOT NULL,
        facts jsonb NOT NULL,
        at double precision NOT NULL,
        PRIMARY KEY (paper, arrival)
      );
      CREATE INDEX ON paper_version (arrival);
      CREATE INDEX ON paper_version (at);
    `,
  },
  {
    id: 8,
    name: 'vectors of texts',
    sql: `
      CREATE TABLE embedding (
        model text NOT NULL,
        key text NOT NULL,
        vector bytea NOT NULL,
        PRIMARY KEY (model, key)
      );
    `,
  },
  {
    id: 9,
    name: 'when an issue was due',
    sql: 'ALTER TABLE issue ADD due_at double precision;',
  },
  {
    id: 10,
    name: 'processes that share the database',
    sql: `
      CREATE TABLE process (
        id text PRIMARY KEY,
        role text NOT NULL,
        gateways text[] NOT NULL,
        posts boolean NOT NULL,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
    `,
  },
  {
    id: 11,
    name: 'how much a digest says of each paper',
    sql: 'ALTER TABLE place ADD mode text;',
  },
  {
    id: 12,
    name: 'saves that messages show',
    sql: `
      ALTER TABLE part ADD saves_changed integer NOT NULL DEFAULT 0, ADD saves_shown integer NOT NULL DEFAULT 0,
        ADD saves_due_at double precision;
      CREATE INDEX ON part (saves_due_at) WHERE saves_changed > saves_shown;
    `,
  },
  {
    id: 13,
    name: 'feeds that people add',
    sql: `
      CREATE TABLE added_feed (
        workspace text NOT NULL,
        name text NOT NULL,
        label text,
        added_by text NOT NULL,
        added_at double precision NOT NULL,
        removed_at double precision,
        PRIMARY KEY (workspace, name)
      );
    `,
  },
  {
    id: 14,
    name: 'which papers were asked for where',
    sql: `
      CREATE TABLE enrichment (
        source text NOT NULL,
        paper text NOT NULL,
        outcome text NOT NULL,
        asked_at double precision NOT NULL,
        PRIMARY KEY (paper, source)
      );
    `,
  },
  {
    id: 15,
    name: 'papers that lack something are found without reading all',
    // The conditions are those of `papersToEnrich`, word for word.
    sql: `
      CREATE INDEX paper_without_id ON paper (arrival)
        WHERE became IS NULL AND jsonb_typeof(data) = 'object' AND NOT data ? 'arxivId' AND NOT data ? 'doi';
      CREATE INDEX paper_with_doi ON paper (arrival)
        WHERE became IS NULL AND jsonb_typeof(data) = 'object' AND data ? 'doi';
    `,
  },
  {
    id: 16,
    name: 'links to what was posted',
    sql: `
      CREATE TABLE publication (
        place text PRIMARY KEY REFERENCES place (key) ON UPDATE CASCADE ON DELETE CASCADE,
        hash text NOT NULL UNIQUE,
        at double precision NOT NULL
      );
    `,
  },
  {
    id: 17,
    name: 'reviews of the week',
    sql: 'ALTER TABLE place ADD review smallint; ALTER TABLE part ADD role text;',
  },
  {
    id: 18,
    name: 'links to papers that were previewed',
    // A channel may have previews without following anything, so there is no reference to a place.
    sql: `
      CREATE TABLE shared_link (
        place text NOT NULL,
        paper text NOT NULL,
        first_at double precision NOT NULL,
        last_at double precision NOT NULL,
        PRIMARY KEY (place, paper)
      );
      CREATE INDEX ON shared_link (last_at);
    `,
  },
  {
    id: 19,
    name: 'the papers of an issue in one row',
    // A row for each paper was most of the work of a digest. The index is on the expression of `paperIds`, word for word.
    sql: `
      CREATE TABLE issue_papers (
        place text NOT NULL,
        local_date text NOT NULL,
        papers jsonb NOT NULL,
        PRIMARY KEY (place, local_date),
        FOREIGN KEY (place, local_date) REFERENCES issue (place, local_date) ON UPDATE CASCADE ON DELETE CASCADE
      );
      INSERT INTO issue_papers (place, local_date, papers)
        SELECT place, local_date,
          jsonb_agg(jsonb_build_object('id', paper, 'outcome', outcome, 'topics', topics, 'words', words) ORDER BY rank, paper)
        FROM issue_paper GROUP BY place, local_date;
      DROP TABLE issue_paper;
      CREATE INDEX issue_papers_ids ON issue_papers USING gin (jsonb_path_query_array(papers, '$[*].id'));
    `,
  },
];
