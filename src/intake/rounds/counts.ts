import type { Counts } from '../../ports/feed.ts';

export const noCounts: Counts = { seen: 0, added: 0, merged: 0, known: 0, skipped: 0, rejected: 0 };

export const addCounts = (a: Counts, b: Counts): Counts => ({
  seen: a.seen + b.seen,
  added: a.added + b.added,
  merged: a.merged + b.merged,
  known: a.known + b.known,
  skipped: a.skipped + b.skipped,
  rejected: a.rejected + b.rejected,
});

/** `45 seen: 12 new, 3 merged, 30 known`; what is zero is left out. */
export function describeCounts({ seen, added, merged, known, skipped, rejected }: Counts): string {
  const parts = Object.entries({ new: added, merged, known, skipped, rejected })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count.toLocaleString('en-US')} ${what}`);
  return `${seen.toLocaleString('en-US')} seen${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}
