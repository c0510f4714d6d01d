import type { Feed } from '../../../src/ports/feed.ts';
import { installationDelay } from '../installation-delay.ts';
import { parseArxivCursor } from './cursor.ts';
import type { ArxivDeps } from './deps.ts';
import { readArxivGaps } from './read-gaps.ts';
import { readArxivRss, readFirstRss } from './read-rss.ts';
import { type ArxivRound, nextArxivRound, nextRound, silenceAt, spreadRangeMs } from './round.ts';

export interface ArxivOptions extends ArxivDeps {
  /** Of this installation: decides how long after midnight in New York it asks. */
  readonly spreadKey: string;
}

/**
 * arXiv's announcements in some categories: today's by RSS, what was missed by the lists. A round asks for nothing that
 * it has, and for nothing at all at weekends and on holidays.
 */
export function createArxiv(options: ArxivOptions): Feed {
  const { name, spreadKey } = options;
  const delayMs = installationDelay(spreadKey, spreadRangeMs);
  const readRss = async function* ({ cursor, rss, first }: ArxivRound, now: number) {
    if (first !== undefined) return yield* readFirstRss(options, cursor, first, now);
    return rss === undefined ? undefined : yield* readArxivRss(options, cursor, rss, now);
  };
  return {
    name,
    host: 'arxiv',
    async *read(given, now) {
      const plan = nextRound(parseArxivCursor(given), now, delayMs);
      let { cursor } = plan;
      const notes = [plan.note, silenceAt(now)];
      const step = yield* readRss(plan, now);
      if (step !== undefined) {
        cursor = step.cursor;
        notes.push(step.note);
      }
      const gaps = yield* readArxivGaps(options, cursor, now, step?.isUnsaved !== true);
      cursor = gaps.cursor;
      notes.push(gaps.note);
      const note = notes.filter((each) => each !== undefined).join('; ');
      const nextAt = nextArxivRound(cursor, now, delayMs);
      return note === '' ? { nextAt } : { nextAt, note };
    },
  };
}
