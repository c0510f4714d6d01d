import type { FeedError } from '../../../src/errors.ts';
import type { FeedPage } from '../../../src/ports/feed.ts';
import { utcDate } from '../../../src/topics/calendar/local-date.ts';
import { newYorkDate } from './announcements.ts';
import type { ArxivCursor, Gap } from './cursor.ts';
import { oaiErrorsOn } from './cursor-edits.ts';
import type { ArxivDeps } from './deps.ts';
import { readArxivApi } from './read-api.ts';
import { readArxivOai } from './read-oai.ts';

/** After so many errors and refusals OAI-PMH is left alone for the day, in UTC. */
const mostOaiErrors = 3;

/**
 * Announcements that RSS did not bring, the oldest first: by OAI-PMH, or where that fails by the search API, page by
 * page. Ends when no gap is left for the day.
 * @throws FeedError when arXiv refuses, or neither way can be gone; the cursor of the last page goes on from there
 */
export async function* readArxivGaps(
  deps: ArxivDeps,
  given: ArxivCursor,
  now: number,
): AsyncGenerator<FeedPage, ArxivCursor> {
  let cursor = given;
  let problem: FeedError | undefined;
  for (let [gap] = cursor.gaps; gap !== undefined && isDue(gap, now); [gap] = cursor.gaps) {
    if (problem === undefined && mayAskOai(cursor, now)) {
      ({ cursor, problem } = yield* readArxivOai(deps, cursor, gap, now));
    } else {
      cursor = yield* readArxivApi(deps, cursor, gap, now);
    }
  }
  return cursor;
}

const isDue = ({ askFrom }: Gap, now: number): boolean =>
  askFrom === undefined || askFrom <= newYorkDate(now);

function mayAskOai(cursor: ArxivCursor, now: number): boolean {
  const { count, refused } = oaiErrorsOn(cursor, utcDate(now));
  return cursor.progress?.by !== 'api' && count + refused < mostOaiErrors;
}
