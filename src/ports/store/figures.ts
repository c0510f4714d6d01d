/**
 * How many digests are in a state.
 *
 * | state     |                                                                       |
 * |-----------|-----------------------------------------------------------------------|
 * | `due`     | to be posted now: not composed yet, or not posted whole               |
 * | `failing` | the same, and the last try failed                                     |
 * | `sent`    | posted within the last 24 hours, at most three minutes after its hour |
 * | `late`    | posted within the last 24 hours, later than that                      |
 * | `stopped` | channels whose digests wait for a person                              |
 */
type DigestState = 'due' | 'failing' | 'sent' | 'late' | 'stopped';

/** How many digests of a platform are in a state. */
export interface DigestFigure {
  /** The adapter's name. */
  readonly platform: string;
  /** As in the table above. */
  readonly state: DigestState;
  /** At least 1. */
  readonly count: number;
  /** Of what is due: when the oldest was due, in milliseconds since 1970. */
  readonly oldestAt?: number;
}

/** Counts digests by platform and state; what there is none of is left out. @throws Error when the database fails */
export type ReadFigures = (now: number) => Promise<readonly DigestFigure[]>;
