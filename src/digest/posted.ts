import type { Paper } from '../corpus/paper.ts';
import type { LedgerStore } from '../ports/store/ledger.ts';
import type { PaperStore } from '../ports/store/papers.ts';
import type { LocalDate } from '../topics/calendar/local-date.ts';
import type { Place } from '../topics/place.ts';

/** What a digest has brought, as far as it was posted. */
export interface PostedDay {
  readonly localDate: LocalDate;
  /** When the digest was posted, in milliseconds since 1970. */
  readonly at: number;
  readonly papers: readonly PostedPaper[];
}

/** A paper that was posted in a place. */
export interface PostedPaper {
  /** The id under which the paper was posted; it may have another one by now. */
  readonly id: string;
  /** As the paper is now. */
  readonly paper: Paper;
  /** The texts of the topics for which it came. */
  readonly topics: readonly string[];
}

/** The last digests of a place that brought papers, the newest first, without messages that were not sent. */
export async function postedDays(
  place: Place,
  store: Pick<LedgerStore, 'postedIssues'> & Pick<PaperStore, 'arrivalOf'>,
  limit: number,
): Promise<readonly PostedDay[]> {
  const issues = await store.postedIssues(place, limit);
  const days = await Promise.all(
    issues.map(async ({ localDate, doneAt, plannedAt, parts, papers }) => {
      const ids = parts.filter(({ status }) => status === 'sent').flatMap((part) => part.papers);
      const posted = await Promise.all(
        ids.map(async (id): Promise<PostedPaper | undefined> => {
          const known = await store.arrivalOf(id);
          const topics = papers.find((each) => each.id === id)?.topics ?? [];
          return known && { id, paper: known.paper, topics };
        }),
      );
      return { localDate, at: doneAt ?? plannedAt, papers: posted.filter((each) => each !== undefined) };
    }),
  );
  return days.filter(({ papers }) => papers.length > 0);
}
