import { formatCount } from '../../cards/text.ts';
import type { Counts } from '../../ports/feed.ts';
import type { Intake } from '../../ports/store/intake.ts';
import type { RecordOutcome } from '../decide/decide-records.ts';

/** Rejects that are remembered of each source: the last ones. */
export const rejectsKept = 50;

/** Nothing read. */
export const noCounts: Counts = { seen: 0, added: 0, merged: 0, known: 0, skipped: 0, rejected: 0 };

/** The sums of two counts. */
export const addCounts = (a: Counts, b: Counts): Counts => ({
  seen: a.seen + b.seen,
  added: a.added + b.added,
  merged: a.merged + b.merged,
  known: a.known + b.known,
  skipped: a.skipped + b.skipped,
  rejected: a.rejected + b.rejected,
});

/** What became of the items of an intake, by what became of its records. */
export const countIntake = (
  { records, rejects, skipped }: Intake,
  outcomes: Readonly<Record<RecordOutcome, number>>,
): Counts => ({
  ...outcomes,
  skipped: outcomes.skipped + skipped,
  rejected: rejects.length,
  seen: records.length + skipped + rejects.length,
});

/** `45 seen: 12 new, 3 merged, 30 known`, without zeros. */
export function describeCounts({ seen, added, merged, known, skipped, rejected }: Counts): string {
  const parts = Object.entries({ new: added, merged, known, skipped, rejected })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${formatCount(count)} ${what}`);
  return `${formatCount(seen)} seen${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}
