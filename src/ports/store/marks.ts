import type { Place } from '../../topics/place.ts';

/** What a place says of a paper. */
export interface Mark {
  readonly paperId: string;
  readonly kind: 'saved' | 'hidden';
  /** The name of the person. */
  readonly person: string;
  readonly at: number;
}

/** A paper has at most one mark in a place. The id of a paper that turned out to be another one means the other one. */
export interface MarkStore {
  /** Replaces the mark that the paper has. */
  mark(place: Place, mark: Mark): Promise<void>;
  /** False when there was none. */
  unmark(place: Place, paperId: string): Promise<boolean>;
  /** The newest first. */
  marks(place: Place): Promise<readonly Mark[]>;
}
