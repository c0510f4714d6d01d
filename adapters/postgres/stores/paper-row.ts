import type { Paper } from '../../../src/corpus/paper.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { readPaper } from './read-row.ts';

export interface PaperRow {
  readonly id: string;
  readonly arrival: number;
  readonly first_seen_at: number;
  readonly revision: number;
  readonly quiet: boolean;
  readonly became: string | null;
  /** A paper; null for a paper that is stored under another id, and anything if somebody else wrote the row. */
  readonly data: unknown;
}

/** Undefined, and logged, for a row that cannot be read: the other rows are still given. */
export function readRow({ id, arrival, data }: PaperRow, logger: Logger): Paper | undefined {
  const paper = readPaper(data);
  if (paper === undefined)
    logger.error({ paper: id, arrival }, 'a stored paper cannot be read and is left out');
  return paper;
}
