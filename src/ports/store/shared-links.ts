import type { Place } from '../../topics/place.ts';

/** When links to papers were previewed in places. Nothing is kept of the messages, or of who wrote them. */
export interface SharedLinkStore {
  /**
   * Notes that a link to a paper is previewed in a place, unless one was in the `quietMs` before. Of several calls at once, one
   * notes it. The id of a paper that turned out to be another one means the other one.
   * @returns when a link to the paper was previewed there first: `now` for the first one; undefined when nothing was noted
   */
  noteSharedLink(place: Place, paperId: string, now: number, quietMs: number): Promise<number | undefined>;
  /** Forgets links that were last previewed before the instant. */
  forgetSharedLinks(before: number): Promise<void>;
}
