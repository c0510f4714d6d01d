import type { Place } from '../../topics/place.ts';

export interface Mark {
  readonly paperId: string;
  readonly kind: 'saved' | 'hidden';
  readonly person: string;
  readonly at: number;
}

/** Saves and hides: what a place says of papers. */
export interface MarkStore {
  /** A paper has one mark in a place; a new one takes the place of the old one. */
  mark(place: Place, mark: Mark): Promise<void>;
  /** False when there was none. */
  unmark(place: Place, paperId: string): Promise<boolean>;
  /** The newest first. */
  marks(place: Place): Promise<readonly Mark[]>;
}
