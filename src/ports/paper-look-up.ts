import type { PaperRecord } from '../corpus/record.ts';

/** Asks one host for single papers, under the same limits as its feeds. */
export interface PaperLookUp {
  /** The name under which the store counts what comes in: `arxiv:look-ups`. */
  readonly name: string;
  /** What people call the host: `arXiv`. */
  readonly label: string;
  /**
   * @param id an arXiv id without version
   * @returns undefined where the host has no such paper
   * @throws FeedError and nothing else
   */
  byArxivId(id: string): Promise<PaperRecord | undefined>;
}
