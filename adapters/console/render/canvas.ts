import type { Button } from '../../../src/cards/card.ts';
import type { Colors } from './colors.ts';

/** What the blocks of one card share while it is rendered. */
export interface Canvas {
  /** Columns. */
  readonly width: number;
  readonly colors: Colors;
  readonly firstButton: number;
  /** All buttons rendered so far. The number of each is its place here, counted from `firstButton`. */
  readonly buttons: Button[];
}
