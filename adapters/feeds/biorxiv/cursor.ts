import { z } from 'zod';
import type { LocalDate } from '../../../src/topics/calendar/local-date.ts';

const cursorSchema = z.object({
  version: z.literal(1),
  /** The last day that was read, in UTC. */
  through: z.iso.date(),
});

/** The last day that was read, in UTC: `2026-08-21`. Undefined for another cursor. */
export const biorxivReadThrough = (cursor: unknown): LocalDate | undefined =>
  cursorSchema.safeParse(cursor).data?.through;

/** The cursor when everything up to a day has been read. */
export const readThroughDay = (through: LocalDate): z.infer<typeof cursorSchema> => ({ version: 1, through });
