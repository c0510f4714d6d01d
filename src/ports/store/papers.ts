import type { Paper } from '../../corpus/paper.ts';

/**
 * A paper with its arrival: a number that grows with each paper that is seen for the first time. A quiet paper that
 * digests may announce after all, or that turned out to be one with such a paper, arrives again.
 */
export interface Arrival {
  readonly paper: Paper;
  readonly arrival: number;
  readonly firstSeenAt: number;
}

export interface PaperStore {
  /**
   * Papers that are not known in any form get the next arrival numbers, in the order given; the others merge into what
   * is stored, as in `takeIn`. One that is stored under another id is found under its own too. Returns how many are new.
   */
  addPapers(papers: readonly Paper[], now: number): Promise<number>;
  /**
   * In order of arrival: all with `after < arrival <= upTo`, but for those that no digest announces (`quietBefore`) and
   * those that turned out to be another one.
   */
  arrivals(after: number, upTo: number): Promise<readonly Arrival[]>;
  /** Also of a paper that turned out to be another one: that one's then. */
  arrivalOf(paperId: string): Promise<Arrival | undefined>;
  /** Of all papers, announced or not. 0 before the first. */
  latestArrival(): Promise<number>;
  /** As `arrivals` has them. */
  countArrivalsSince(instant: number): Promise<number>;
  /** How many `arrivals` has of the papers with `after < arrival`. */
  countArrivals(after: number): Promise<number>;
}
