import { newsRules } from '../../../src/intake/decide/quiet.ts';
import { countIntake } from '../../../src/intake/rounds/counts.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Counts } from '../../../src/ports/feed.ts';
import type { Intake, IntakeStore, PaperChange } from '../../../src/ports/store/intake.ts';
import type { Database, Sql } from '../database/database.ts';
import { takeInRecords } from '../intake/take-in.ts';
import { type PaperRow, readRow } from './paper-row.ts';
import { createSourceStore, recordIntake } from './source-store.ts';

export function createIntakeStore(database: Database, logger: Logger): IntakeStore {
  const toChange = (row: PaperRow): PaperChange[] => {
    const { id, revision, became } = row;
    if (became !== null) return [{ id, revision, becameId: became }];
    const paper = readRow(row, logger);
    return paper === undefined ? [] : [{ id, revision, paper }];
  };
  return {
    ...createSourceStore(database, logger),
    takeIn: (intake, now) => database.transaction((sql) => takeIn(sql, intake, now, logger)),
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
    async latestRevision() {
      const { rows } = await database.query<{ latest: number }>(
        'SELECT coalesce(max(revision), 0) AS latest FROM paper',
      );
      return rows[0]?.latest ?? 0;
    },
  };
}

async function takeIn(sql: Sql, intake: Intake, now: number, logger: Logger): Promise<Counts> {
  const rules = newsRules(intake.quietBefore, now);
  const outcomes = await takeInRecords(sql, intake.records, { now, logger, rules, keepGivenIds: false });
  const counts = countIntake(intake, outcomes);
  await recordIntake(sql, intake, counts, now);
  return counts;
}
