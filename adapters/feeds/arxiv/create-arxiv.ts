import { defined } from '../../../src/defined.ts';
import type { Feed } from '../../../src/ports/feed.ts';
import { installationDelay } from '../http/etiquette.ts';
import { parseArxivCursor } from './cursor.ts';
import { readArxivGaps } from './read-gaps.ts';
import { readArxivRss, readFirstRss } from './read-rss.ts';
import type { ArxivDeps } from './requests.ts';
import { type ArxivRound, maxDelayMs, nextArxivRound, nextRound, silenceAt } from './round.ts';

/** Which categories are read, and how. */
export interface ArxivOptions extends ArxivDeps {
  /** Decides how long after midnight in New York this installation asks. */
  readonly installationKey: string;
}

/**
 * Reads arXiv's announcements in some categories: today's by RSS, missed ones by OAI-PMH. A round asks for nothing that it
 * has, and for nothing at all at weekends and on holidays.
 */
export function createArxiv(options: ArxivOptions): Feed {
  const delayMs = installationDelay(options.installationKey, maxDelayMs);
  const readRss = async function* ({ cursor, rss, first }: ArxivRound, now: number) {
    if (first !== undefined) return yield* readFirstRss(options, cursor, first, now);
    return rss === undefined ? { cursor } : yield* readArxivRss(options, cursor, rss, now);
  };
  return {
    name: options.name,
    host: 'arxiv',
    async *read(given, now) {
      const round = nextRound(parseArxivCursor(given), now, delayMs);
      const rss = yield* readRss(round, now);
      const gaps = yield* readArxivGaps(options, rss, now);
      const notes = [round.note, silenceAt(now), rss.note, gaps.note].filter((note) => note !== undefined);
      const nextAt = nextArxivRound(gaps.cursor, now, delayMs);
      const note = notes.length === 0 ? undefined : notes.join('; ');
      return { nextAt, ...defined({ note, isUnread: gaps.isUnread }) };
    },
  };
}
