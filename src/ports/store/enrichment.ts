import type { Paper } from '../../corpus/paper.ts';

/**
 * What a paper lacks, and by what it is asked for.
 *
 * | kind    | papers                                                                          |
 * |---------|---------------------------------------------------------------------------------|
 * | `title` | without an arXiv id and without a DOI                                           |
 * | `doi`   | with a DOI, without abstract, authors, venue or date; and preprints, which may have been published |
 */
export type EnrichmentKind = 'title' | 'doi';

/** `found`: something came of it. `unknown`: the host does not know the paper, or another one. */
export type EnrichmentOutcome = 'found' | 'unknown';

/** Which papers were asked for where. */
export interface EnrichmentStore {
  /**
   * Papers that lack something and that the source was not asked for, or not since the instant and did not know. The
   * newest arrivals first.
   * @param source the name of an enricher
   */
  papersToEnrich(
    source: string,
    kind: EnrichmentKind,
    askedBefore: number,
    limit: number,
  ): Promise<readonly Paper[]>;
  /** @param now in milliseconds since 1970 */
  rememberAsked(source: string, paperId: string, outcome: EnrichmentOutcome, now: number): Promise<void>;
}
