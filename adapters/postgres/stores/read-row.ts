import { z } from 'zod';
import type { Paper } from '../../../src/corpus/paper.ts';
import type { Schedule } from '../../../src/topics/calendar/schedule.ts';
import { dateAt } from '../../../src/topics/calendar/wall-clock.ts';
import type { Topic } from '../../../src/topics/topic.ts';

/** The shapes of JSON columns. A row that was written by hand or by another version may have any other. */

const text = z.string();
const date = z.iso.date();

const schedule = z.object({
  time: text.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
  zone: text.refine(isZone),
  days: z.array(z.literal([1, 2, 3, 4, 5, 6, 7])),
  paused: z.object({ until: date.optional() }).optional(),
  skips: z.array(z.object({ first: date, last: date })),
});

const topic = z.union([
  z.object({ kind: z.literal('query'), query: text }),
  z.object({ kind: z.literal('subtopic'), subtopic: text, name: text }),
]);

const paper = z.object({
  id: text.min(1),
  title: text.min(1),
  abstract: text,
  published: text.optional(),
  authorCount: z.number().optional(),
  authors: z.array(text).optional(),
  organization: z.object({ handle: text, name: text }).optional(),
  comments: z.number().optional(),
  upvotes: z.number().optional(),
  categories: z.array(text).optional(),
  arxivId: text.optional(),
  doi: text.optional(),
  url: text.optional(),
  links: z.array(z.object({ kind: z.enum(['code', 'project']), url: text })),
  sources: z.array(z.object({ file: text, line: z.number() })),
  edition: z
    .object({ by: z.enum(['import', 'huggingface', 'arxiv']), version: z.number().optional() })
    .optional(),
  generated: z.object({ summary: text, model: text.optional() }).optional(),
  withdrawn: z.literal(true).optional(),
});

const reader =
  <Value>(shape: z.ZodType) =>
  (value: unknown): Value | undefined =>
    shape.safeParse(value).success ? (value as Value) : undefined;

export const readSchedule = reader<Schedule>(schedule);
export const readTopic = reader<Topic>(topic);
export const readPaper = reader<Paper>(paper);

function isZone(name: string): boolean {
  try {
    dateAt(name, 0);
    return true;
  } catch {
    return false;
  }
}
