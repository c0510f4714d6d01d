import { laterMigrations } from './later-migrations.ts';
import type { Migration } from './migrate.ts';

/**
 * The schema, step by step. Instants are milliseconds since 1970, as `double precision`: `pg` reads that as a number,
 * and `bigint` as a string.
 */
export const migrations: readonly Migration[] = [
  {
    id: 1,
    name: 'papers, places, ledger, marks',
    sql: `
      CREATE TABLE paper (
        id text PRIMARY KEY,
        arrival integer NOT NULL UNIQUE,
        first_seen_at double precision NOT NULL,
        data jsonb NOT NULL
      );
      CREATE INDEX ON paper (first_seen_at);

      CREATE TABLE place (
        key text PRIMARY KEY,
        schedule jsonb NOT NULL,
        size integer NOT NULL,
        when_empty text NOT NULL,
        owner text NOT NULL,
        since double precision NOT NULL,
        last_date text,
        next_at double precision,
        seen integer NOT NULL,
        checked_at double precision,
        stopped jsonb
      );
      CREATE INDEX ON place (next_at) WHERE stopped IS NULL;

      CREATE TABLE subscription (
        place text NOT NULL REFERENCES place (key) ON DELETE CASCADE,
        topic_key text NOT NULL,
        topic jsonb NOT NULL,
        added_by text NOT NULL,
        added_by_name text,
        added_at double precision NOT NULL,
        baseline integer NOT NULL,
        last_match_at double precision,
        PRIMARY KEY (place, topic_key)
      );

      CREATE TABLE change (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        place text NOT NULL,
        at double precision NOT NULL,
        person text NOT NULL,
        what text NOT NULL
      );
      CREATE INDEX ON change (place, id DESC);

      CREATE TABLE issue (
        place text NOT NULL,
        local_date text NOT NULL,
        kind text NOT NULL,
        planned_at double precision NOT NULL,
        done_at double precision,
        tries integer NOT NULL DEFAULT 0,
        retry_at double precision,
        problem text,
        PRIMARY KEY (place, local_date)
      );
      CREATE INDEX ON issue (planned_at) WHERE done_at IS NULL;

      CREATE TABLE part (
        place text NOT NULL,
        local_date text NOT NULL,
        number integer NOT NULL,
        key text NOT NULL UNIQUE,
        card jsonb NOT NULL,
        papers text[] NOT NULL,
        status text NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'sending', 'sent')),
        ref jsonb,
        tried_at double precision,
        leased_until double precision,
        PRIMARY KEY (place, local_date, number),
        FOREIGN KEY (place, local_date) REFERENCES issue (place, local_date) ON DELETE CASCADE
      );

      CREATE TABLE issue_paper (
        place text NOT NULL,
        local_date text NOT NULL,
        paper text NOT NULL,
        rank integer NOT NULL,
        outcome text NOT NULL,
        topics text[] NOT NULL,
        words text[] NOT NULL,
        PRIMARY KEY (place, local_date, paper),
        FOREIGN KEY (place, local_date) REFERENCES issue (place, local_date) ON DELETE CASCADE
      );
      CREATE INDEX ON issue_paper (place, paper);

      CREATE TABLE posted (
        place text NOT NULL,
        paper text NOT NULL,
        local_date text NOT NULL,
        PRIMARY KEY (place, paper)
      );

      CREATE TABLE mark (
        place text NOT NULL,
        paper text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('saved', 'hidden')),
        person text NOT NULL,
        at double precision NOT NULL,
        PRIMARY KEY (place, paper)
      );
    `,
  },
  {
    id: 2,
    name: 'platforms: workspaces, installations, button lines, places that move',
    sql: `
      CREATE TABLE workspace (
        platform text NOT NULL,
        id text NOT NULL,
        change_rule jsonb NOT NULL,
        PRIMARY KEY (platform, id)
      );

      CREATE TABLE installation (
        workspace text PRIMARY KEY,
        sealed text NOT NULL
      );

      CREATE TABLE button_line (
        id text PRIMARY KEY,
        line text NOT NULL
      );

      ALTER TABLE subscription DROP CONSTRAINT subscription_place_fkey,
        ADD FOREIGN KEY (place) REFERENCES place (key) ON UPDATE CASCADE ON DELETE CASCADE;
      ALTER TABLE part DROP CONSTRAINT part_place_local_date_fkey,
        ADD FOREIGN KEY (place, local_date) REFERENCES issue (place, local_date) ON UPDATE CASCADE ON DELETE CASCADE;
      ALTER TABLE issue_paper DROP CONSTRAINT issue_paper_place_local_date_fkey,
        ADD FOREIGN KEY (place, local_date) REFERENCES issue (place, local_date) ON UPDATE CASCADE ON DELETE CASCADE;
    `,
  },
  {
    id: 3,
    name: 'papers that come in, change, and turn out to be one',
    sql: `
      ALTER TABLE paper
        ADD revision integer UNIQUE,
        ADD quiet boolean NOT NULL DEFAULT false,
        ADD became text,
        ADD keyed boolean NOT NULL DEFAULT false;
      UPDATE paper SET revision = arrival;
      ALTER TABLE paper ALTER revision SET NOT NULL;
      CREATE INDEX ON paper (arrival) WHERE NOT quiet AND became IS NULL;
      CREATE INDEX ON paper (became) WHERE became IS NOT NULL;
      CREATE INDEX ON paper (id) WHERE NOT keyed;

      CREATE TABLE paper_key (
        key text,
        paper text,
        PRIMARY KEY (key, paper)
      );
      CREATE INDEX ON paper_key (paper);
      CREATE INDEX ON issue_paper (paper);
      CREATE INDEX ON posted (paper);
      CREATE INDEX ON mark (paper);

      CREATE TABLE source (
        name text PRIMARY KEY,
        cursor jsonb,
        seen integer NOT NULL DEFAULT 0,
        added integer NOT NULL DEFAULT 0,
        merged integer NOT NULL DEFAULT 0,
        known integer NOT NULL DEFAULT 0,
        skipped integer NOT NULL DEFAULT 0,
        rejected integer NOT NULL DEFAULT 0,
        last_round jsonb,
        last_attempt_at double precision,
        last_success_at double precision,
        last_added_at double precision,
        next_at double precision,
        failures integer NOT NULL DEFAULT 0,
        note text
      );

      CREATE TABLE reject (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        source text NOT NULL,
        at double precision NOT NULL,
        item text NOT NULL,
        reason text NOT NULL,
        excerpt text NOT NULL
      );
      CREATE INDEX ON reject (source, id DESC);

      CREATE TABLE host (
        name text PRIMARY KEY,
        next_at double precision NOT NULL DEFAULT 0,
        busy_until double precision,
        turn text,
        refused_until double precision,
        refusal text,
        refusals integer NOT NULL DEFAULT 0
      );

      CREATE TABLE correction (
        place text NOT NULL,
        local_date text NOT NULL,
        number integer NOT NULL,
        paper text NOT NULL,
        reason text NOT NULL CHECK (reason IN ('withdrawn', 'retitled')),
        title text NOT NULL,
        made_at double precision NOT NULL,
        retry_at double precision,
        done_at double precision,
        PRIMARY KEY (place, local_date, number, paper),
        FOREIGN KEY (place, local_date, number) REFERENCES part (place, local_date, number)
          ON UPDATE CASCADE ON DELETE CASCADE
      );
      CREATE INDEX ON correction (made_at) WHERE done_at IS NULL;
    `,
  },
  {
    id: 4,
    name: 'the clock of digests and feeds',
    sql: `
      CREATE TABLE beat (
        name text PRIMARY KEY,
        claimed_at double precision NOT NULL,
        done_at double precision
      );
      ALTER TABLE issue
        ADD failed_at double precision,
        ADD not_before double precision;
      CREATE INDEX ON issue (done_at) WHERE done_at IS NOT NULL;
    `,
  },
  ...laterMigrations,
];
