import type { Place } from '../topics/place.ts';

/**
 * What a person may do, as the platform tells. Each platform gives its own, which asks the platform about the place that
 * is shown or changed, wherever the person is at the moment. Answers are kept for at most a minute.
 *
 * Each method throws a UserError when the platform does not answer: then nothing is shown or changed.
 */
export interface Rights {
  /** Whether the person may see what the place follows, its digests and its reading list. */
  mayRead(person: string, place: Place): Promise<boolean>;
  /** Whether the person may put papers on the reading list of the place, and take their own papers off it. */
  mayMark(person: string, place: Place): Promise<boolean>;
  /** Whether the person may change what the place follows, and its digest. */
  mayChange(person: string, place: Place): Promise<boolean>;
  /** Whether the person may choose who may change things in the workspace of the place. */
  mayManage(person: string, place: Place): Promise<boolean>;
  /** Whether the person may choose which feeds are read for the whole workspace of the place. */
  mayChooseFeeds(person: string, place: Place): Promise<boolean>;
  /**
   * What people call a person of the workspace of the place.
   * @returns undefined when there is no such person, or when the person may never change things: a guest, a bot
   */
  nameOf(person: string, place: Place): Promise<string | undefined>;
}
