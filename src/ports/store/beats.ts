/**
 * What runs regularly.
 *
 * | beat     |                                                     |
 * |----------|-----------------------------------------------------|
 * | `tick`   | looks for digests and amendments that are due       |
 * | `feeds`  | looks for feeds that are due                        |
 * | `rescue` | runs digests that the queue has not run             |
 * | `watch`  | logs when digests are late                          |
 * | `tidy`   | forgets what is over, or never was                  |
 * | `enrich` | asks hosts for what papers lack                      |
 * | `embed`  | embeds papers; its claim is renewed while it works  |
 */
export type BeatName = 'tick' | 'feeds' | 'rescue' | 'watch' | 'tidy' | 'enrich' | 'embed';

/** The bot's clock: when each beat ran last, for all processes together. */
export interface BeatStore {
  /**
   * Claims a beat for the caller, unless somebody claimed it less than `everyMs` ago. A claim that lies more than `everyMs`
   * in the future, by a process whose clock is ahead, does not count.
   * @returns whether the caller has it
   */
  claimBeat(name: BeatName, now: number, everyMs: number): Promise<boolean>;
  /** The beat has run to its end. */
  finishBeat(name: BeatName, now: number): Promise<void>;
  /** When the beat last ran to its end; undefined before the first. */
  lastBeat(name: BeatName): Promise<number | undefined>;
}
