import type { PaperRecord } from '../../../src/corpus/record.ts';
import type { Feed, FeedEnd, FeedPage } from '../../../src/ports/feed.ts';
import { samplePaper } from '../fixtures/sample-papers.ts';

const record = (title: string): PaperRecord => ({
  paper: samplePaper({
    id: `p${title.toLowerCase().replaceAll(/\W/g, '')}`,
    title,
    abstract: `What ${title} is about.`,
    sources: [{ file: 'fake', line: 1 }],
    edition: { by: 'huggingface' },
  }),
  isNew: true,
});

export interface FakeFeed extends Feed {
  /** A cursor is the number of pages that were read. */
  pages: readonly Omit<FeedPage, 'cursor'>[];
  /** An error, thrown in place of the page with this number, counted from 0. */
  failing: { readonly at: number; readonly error: unknown } | undefined;
  end: FeedEnd;
  /** The cursors of all reads, in order. */
  readonly asked: unknown[];
  /** How many reads did not come to their end. */
  cutOff: number;
}

export function createFakeFeed(fields: Partial<FakeFeed> = {}): FakeFeed {
  const feed: FakeFeed = {
    name: 'fake',
    host: 'fakehost',
    pages: [],
    failing: undefined,
    end: { nextAt: 0 },
    asked: [],
    cutOff: 0,
    async *read(cursor) {
      feed.asked.push(cursor);
      let isWhole = false;
      try {
        for (let at = typeof cursor === 'number' ? cursor : 0; at < feed.pages.length; at++) {
          if (feed.failing?.at === at) throw feed.failing.error;
          yield { records: [], rejects: [], skipped: 0, ...feed.pages[at], cursor: at + 1 };
        }
        isWhole = true;
        return feed.end;
      } finally {
        if (!isWhole) feed.cutOff += 1;
      }
    },
    ...fields,
  };
  return feed;
}

/** A page of new papers with these titles. */
export const page = (...titles: readonly string[]): Omit<FeedPage, 'cursor'> => ({
  records: titles.map(record),
  rejects: [],
  skipped: 0,
});
