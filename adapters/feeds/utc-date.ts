import { addDays, type LocalDate } from '../../src/topics/local-date.ts';

export const utcDate = (instant: number): LocalDate => new Date(instant).toISOString().slice(0, 10);

/** The next one, in milliseconds since 1970. */
export const utcMidnightAfter = (instant: number): number =>
  Date.parse(`${addDays(utcDate(instant), 1)}T00:00Z`);
