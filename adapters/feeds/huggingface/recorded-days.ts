import { gunzipSync } from 'node:zlib';
import type { Feed } from '../../../src/ports/feed.ts';
import { addDays, type LocalDate } from '../../../src/topics/calendar/local-date.ts';
import { readHuggingfaceDay } from './parse-day.ts';

/** Milliseconds after midnight UTC at which the papers of a day are there. */
const listedAfterMs = 6 * 60 * 60_000;

/**
 * Plays recorded days of Hugging Face's daily papers, each once its date has come: nothing is asked for outside.
 * @param gzipped JSON: the answer of the host for each date
 */
export function createRecordedDays(gzipped: Uint8Array) {
  const days = new Map(
    Object.entries(JSON.parse(gunzipSync(gzipped).toString()) as Record<LocalDate, unknown>),
  );
  const dates = [...days.keys()].sort();
  const feed: Feed = {
    name: 'huggingface',
    host: 'huggingface',
    async *read(cursor, now) {
      const through = typeof cursor === 'string' ? cursor : '';
      const today = new Date(now - listedAfterMs).toISOString().slice(0, 10);
      for (const date of dates.filter((each) => each > through && each <= today)) {
        const { records, rejects, skipped } = readHuggingfaceDay(days.get(date), { source: 'huggingface' });
        yield { records, rejects, skipped, cursor: date };
      }
      return { nextAt: Date.parse(addDays(today, 1)) + listedAfterMs };
    },
  };
  return { feed, dates };
}
