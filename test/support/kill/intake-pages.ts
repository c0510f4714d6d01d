import type { PaperRecord } from '../../../src/corpus/record.ts';
import type { Counts } from '../../../src/ports/feed.ts';
import type { Intake } from '../../../src/ports/store/intake.ts';
import { sampleRecord } from '../fixtures/sample-records.ts';

export const source = 'pages';
const newPapers = 10;

export interface Stored {
  readonly live: number;
  readonly became: number;
  /** Absent before the first page. */
  readonly totals?: Counts;
}

/** What a store has after so many pages. */
export const afterPages = (pages: number): Stored => {
  if (pages === 0) return { live: 0, became: 0 };
  const before = pages - 1;
  return {
    live: pages * (newPapers + 2) - before,
    became: before,
    totals: {
      seen: pages * 17,
      added: pages * (newPapers + 2),
      merged: before * 2,
      known: pages,
      skipped: pages + 2,
      rejected: pages,
    },
  };
};

/**
 * A page with new papers (one of them twice), a new title for a paper of the page before, two papers that the next page
 * joins, a skipped item, and a reject.
 */
export function intakePage(page: number): Intake {
  const fresh = Array.from({ length: newPapers }, (_, n) => record(page, n));
  const changed = { title: `Quite another title for what page ${page} has`, isNew: false };
  const last = page - 1;
  return {
    source,
    records: [
      ...fresh,
      record(page, 3),
      record(last, 4, changed),
      early(page),
      late(page),
      { ...both(last), isNew: false },
    ],
    skipped: 1,
    rejects: [{ item: `page ${page}`, reason: 'no title', excerpt: '' }],
    cursor: { page },
  };
}

const record = (page: number, n: number, fields: Parameters<typeof sampleRecord>[1] = {}): PaperRecord =>
  sampleRecord(`page${page}paper${n}`, { arxivId: `26${pad(n)}.${pad(page)}`, ...fields });

const early = (page: number) =>
  sampleRecord(`early${page}`, { arxivId: `2700.${pad(page)}`, edition: { by: 'huggingface' } });
const late = (page: number) => sampleRecord(`late${page}`, { edition: { by: 'import' } });
const both = (page: number) =>
  sampleRecord(`late${page}`, { arxivId: `2700.${pad(page)}`, edition: { by: 'arxiv' } });

const pad = (n: number) => String(n).padStart(5, '0');
