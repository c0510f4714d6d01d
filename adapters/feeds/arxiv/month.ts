/**
 * The month in which arXiv gave an id: `2026-09` for `2609.26811`, `1999-01` for `hep-th/9901001`. The paper was submitted
 * in that month or in the month before. Undefined for anything but an id without version.
 */
export function arxivMonth(id: string): string | undefined {
  const [, year, month] = /^(?:[a-z-]+\/)?(\d{2})(\d{2})(?:\.|\d{3}$)/.exec(id) ?? [];
  if (year === undefined || month === undefined || month < '01' || month > '12') return undefined;
  // arXiv began in 1991.
  return `${year >= '91' ? '19' : '20'}${year}-${month}`;
}

/** `2025-12` for `2026-01`. */
export function monthBefore(month: string): string {
  const [year, number] = month.split('-').map(Number);
  const before = new Date(Date.UTC(year ?? 0, (number ?? 1) - 2, 1));
  return before.toISOString().slice(0, 7);
}

/**
 * Whether a paper was submitted on that day or later: by the date of its first version or, if that is missing, by the month
 * of its id.
 * @param since ISO date; without it every paper is new
 */
export function isNewSince(since: string | undefined, published: string | undefined, id: string): boolean {
  if (since === undefined) return true;
  const day = /^\d{4}-\d{2}-\d{2}/.exec(published ?? '')?.[0];
  if (day !== undefined) return day >= since.slice(0, 10);
  return (arxivMonth(id) ?? since) >= since.slice(0, 7);
}
