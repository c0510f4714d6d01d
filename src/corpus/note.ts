import type { Source } from './paper.ts';

/** A research question with a description. */
export interface Note {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The id of its subtopic. */
  readonly subtopic: string;
  readonly source: Source;
}

/** A group of notes. */
export interface Subtopic {
  /** A slug of its name: `rl-with-verifiable-rewards-rlvr`. */
  readonly id: string;
  readonly name: string;
  /** The number of notes that the page claims, which may be wrong. */
  readonly claimedNotes: number;
  readonly source: Source;
}
