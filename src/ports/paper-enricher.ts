import type { Paper } from '../corpus/paper.ts';
import type { PaperRecord } from '../corpus/record.ts';
import type { EnrichmentKind } from './store/enrichment.ts';

/** Asks one host what a paper lacks, under the same limits as its feeds. */
export interface PaperEnricher {
  /** The name under which the store keeps what was asked and what came in: `arxiv:titles`, `crossref:works`. */
  readonly name: string;
  /** What people call the host: `arXiv`. */
  readonly label: string;
  /** What it adds to papers. */
  readonly kind: EnrichmentKind;
  /**
   * @returns what the host says of this very paper; undefined where it does not know the paper, or several that it may be
   * @throws FeedError and nothing else
   */
  find(paper: Paper): Promise<PaperRecord | undefined>;
}
