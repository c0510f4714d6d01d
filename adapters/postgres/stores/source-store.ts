import { z } from 'zod';
import { defined } from '../../../src/defined.ts';
import { rejectsKept } from '../../../src/intake/rounds/counts.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Counts } from '../../../src/ports/feed.ts';
import type { Intake, IntakeStore, RoundEnd, SourceState } from '../../../src/ports/store/intake.ts';
import type { Database, Sql } from '../database/database.ts';
import { storableJson, storableText } from '../database/storable.ts';

type SourceStore = Pick<IntakeStore, 'source' | 'sources' | 'endRound' | 'rejects'>;

interface SourceRow extends Counts {
  readonly name: string;
  readonly cursor: unknown;
  readonly last_round: unknown;
  readonly last_attempt_at: number | null;
  readonly last_success_at: number | null;
  readonly last_added_at: number | null;
  readonly next_at: number | null;
  readonly failures: number;
  readonly note: string | null;
}

const count = z.number().int().nonnegative();
const countsShape = z.object({
  seen: count,
  added: count,
  merged: count,
  known: count,
  skipped: count,
  rejected: count,
});

export function createSourceStore(database: Database, logger: Logger): SourceStore {
  const toState = (row: SourceRow): SourceState => {
    const { name, cursor, failures, seen, added, merged, known, skipped, rejected } = row;
    const lastRound = row.last_round === null ? undefined : countsShape.safeParse(row.last_round);
    if (lastRound?.success === false)
      logger.error({ source: name }, 'the counts of a round cannot be read and are left out');
    return {
      name,
      failures,
      totals: { seen, added, merged, known, skipped, rejected },
      ...defined({
        lastRound: lastRound?.data,
        cursor,
        lastAttemptAt: row.last_attempt_at,
        lastSuccessAt: row.last_success_at,
        lastAddedAt: row.last_added_at,
        nextAt: row.next_at,
        note: row.note,
      }),
    };
  };
  return {
    async source(name) {
      const { rows } = await database.query<SourceRow>('SELECT * FROM source WHERE name = $1', [name]);
      return rows.map(toState)[0];
    },
    async sources() {
      const { rows } = await database.query<SourceRow>('SELECT * FROM source ORDER BY name');
      return rows.map(toState);
    },
    endRound: (name, end) => endRound(database, name, end),
    async rejects(name, limit) {
      const { rows } = await database.query<{ item: string; reason: string; excerpt: string; at: number }>(
        'SELECT item, reason, excerpt, at FROM reject WHERE source = $1 ORDER BY id DESC LIMIT $2',
        [name, limit],
      );
      return rows;
    },
  };
}

async function endRound(
  sql: Sql,
  name: string,
  { at, nextAt, counts, failure, note }: RoundEnd,
): Promise<void> {
  const failed = failure !== undefined;
  await sql.query(
    `INSERT INTO source (name, last_attempt_at, last_success_at, next_at, last_round, failures, note)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (name) DO UPDATE SET last_attempt_at = $2, last_success_at = coalesce($3, source.last_success_at),
       next_at = $4, last_round = coalesce($5, source.last_round), note = $7,
       failures = CASE WHEN $6 = 0 THEN 0 ELSE source.failures + 1 END`,
    [
      name,
      at,
      failed ? null : at,
      nextAt ?? null,
      counts === undefined ? null : JSON.stringify(counts),
      failed ? 1 : 0,
      storableText(failure ?? note ?? '') || null,
    ],
  );
}

/** Writes down what came from a source, and how far the source has been read. */
export async function recordIntake(sql: Sql, intake: Intake, counts: Counts, now: number): Promise<void> {
  const { seen, added, merged, known, skipped, rejected } = counts;
  await sql.query(
    `INSERT INTO source (name, cursor, last_added_at, seen, added, merged, known, skipped, rejected)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (name) DO UPDATE SET cursor = $2, last_added_at = coalesce($3, source.last_added_at),
       seen = source.seen + $4, added = source.added + $5, merged = source.merged + $6,
       known = source.known + $7, skipped = source.skipped + $8, rejected = source.rejected + $9`,
    [
      intake.source,
      intake.cursor === undefined ? null : storableJson(intake.cursor),
      added > 0 ? now : null,
      ...[seen, added, merged, known, skipped, rejected],
    ],
  );
  await keepRejects(sql, intake, now);
}

/** A reject that comes again, because feeds read their last days again, is kept once. */
async function keepRejects(sql: Sql, { source, rejects }: Intake, now: number): Promise<void> {
  const last = rejects.slice(-rejectsKept);
  if (last.length === 0) return;
  const [items, reasons, excerpts] = (['item', 'reason', 'excerpt'] as const).map((field) =>
    last.map((reject) => storableText(reject[field])),
  );
  await sql.query(
    `DELETE FROM reject USING unnest($2::text[], $3::text[]) AS again (item, reason)
     WHERE source = $1 AND reject.item = again.item AND reject.reason = again.reason`,
    [source, items, reasons],
  );
  await sql.query(
    `INSERT INTO reject (source, at, item, reason, excerpt)
     SELECT $1, $2, item, reason, excerpt
     FROM unnest($3::text[], $4::text[], $5::text[]) WITH ORDINALITY AS last (item, reason, excerpt, number)
     ORDER BY number`,
    [source, now, items, reasons, excerpts],
  );
  await sql.query(
    `DELETE FROM reject WHERE source = $1
     AND id NOT IN (SELECT id FROM reject WHERE source = $1 ORDER BY id DESC LIMIT $2)`,
    [source, rejectsKept],
  );
}
