import { z } from 'zod';
import { defined } from '../../../src/defined.ts';
import { newsRules } from '../../../src/intake/decide/news.ts';
import { countIntake, rejectsKept } from '../../../src/intake/rounds/counts.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Counts } from '../../../src/ports/feed.ts';
import type {
  Intake,
  IntakeStore,
  PaperChange,
  RoundEnd,
  SourceState,
} from '../../../src/ports/store/intake.ts';
import type { Database, Sql } from '../database/database.ts';
import { inBatches } from '../database/in-batches.ts';
import { takeInRecords } from '../intake/take-in.ts';
import { type PaperRow, type RowOf, readRow, storableJson, storableText, toNoun } from './rows.ts';

interface SourceRow extends Counts, RowOf<Omit<SourceState, 'totals' | 'lastRound'>> {
  /** Counts, or anything if somebody else wrote the row. */
  readonly lastRound: unknown;
}

const sourceColumns = `name, cursor, seen, added, merged, known, skipped, rejected, failures, note, last_round AS "lastRound",
  last_attempt_at AS "lastAttemptAt", last_success_at AS "lastSuccessAt", last_added_at AS "lastAddedAt", next_at AS "nextAt"`;

const count = z.number().int().nonnegative();
const countsShape = z.object({
  seen: count,
  added: count,
  merged: count,
  known: count,
  skipped: count,
  rejected: count,
});

/** The intake store in PostgreSQL. */
export function createIntakeStore(database: Database, logger: Logger): IntakeStore {
  const toChange = (row: PaperRow): PaperChange[] => {
    const { id, revision, became } = row;
    if (became !== null) return [{ id, revision, becameId: became }];
    const paper = readRow(row, logger);
    return paper === undefined ? [] : [{ id, revision, paper }];
  };
  const toSource = ({ lastRound, seen, added, merged, known, skipped, rejected, ...row }: SourceRow) => {
    const read = lastRound === null ? undefined : countsShape.safeParse(lastRound);
    if (read?.success === false)
      logger.error({ source: row.name }, 'the counts of a round cannot be read and are left out');
    const totals = { seen, added, merged, known, skipped, rejected };
    return { ...toNoun(row), totals, ...defined({ lastRound: read?.data }) };
  };
  const selectSources = async (rest: string, values: readonly unknown[] = []): Promise<SourceState[]> => {
    const { rows } = await database.query<SourceRow>(`SELECT ${sourceColumns} FROM source ${rest}`, values);
    return rows.map(toSource);
  };
  return {
    takeIn: (intake, now) =>
      database.transaction(async (sql) => {
        const rules = newsRules(intake.quietBefore, now);
        const options = { now, logger, rules, keepGivenIds: false };
        const counts = countIntake(intake, await takeInRecords(sql, intake.records, options));
        await recordIntake(sql, intake, counts, now);
        return counts;
      }),
    async changedPapers(after, limit) {
      const changes: PaperChange[] = [];
      for (let last = after; changes.length < limit; ) {
        const missing = limit - changes.length;
        const { rows } = await database.query<PaperRow>(
          'SELECT * FROM paper WHERE revision > $1 ORDER BY revision LIMIT $2',
          [last, missing],
        );
        changes.push(...rows.flatMap(toChange));
        if (rows.length < missing) break;
        last = rows.at(-1)?.revision ?? last;
      }
      return changes;
    },
    latestRevision: inBatches<void, number>(async (calls) => {
      const { rows } = await database.query<{ latest: number }>(
        'SELECT coalesce(max(revision), 0) AS latest FROM paper',
      );
      return calls.map(() => rows[0]?.latest ?? 0);
    }),
    source: async (name) => (await selectSources('WHERE name = $1', [name]))[0],
    sources: () => selectSources('ORDER BY name'),
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
      nextAt,
      counts,
      failed ? 1 : 0,
      storableText(failure ?? note ?? '') || null,
    ],
  );
}

/** Writes down what came from a source, and how far the source has been read. */
async function recordIntake(sql: Sql, intake: Intake, counts: Counts, now: number): Promise<void> {
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
