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
  /** A paper, unless somebody else wrote it, or it became another one. */
  readonly data: unknown;
}

/** One row that cannot be read must not keep all the others from those who ask. */
export function readRow({ id, arrival, data }: PaperRow, logger: Logger): Paper | undefined {
  const paper = readPaper(data);
  if (paper === undefined)
    logger.error({ paper: id, arrival }, 'a stored paper cannot be read and is left out');
  return paper;
}
