import type { LocalDate } from '../../src/topics/local-date.ts';

/** Ids until March 2007, `hep-th/9901001`, stand in another order. */
export const isRecentForm = (id: string): boolean => /^\d{4}\./.test(id);

/**
 * The id, if it may have been announced by that date: ids begin with the year and month of their announcement. A single wrong one from
 * the future would make every later announcement look old.
 */
export function plausibleId(id: string | undefined, date: LocalDate): string | undefined {
  const month = date.slice(2, 4) + date.slice(5, 7);
  return id !== undefined && isRecentForm(id) && id.slice(0, 4) <= month ? id : undefined;
}
