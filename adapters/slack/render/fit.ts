import { line } from '../../../src/cards/span.ts';
import type { Piece } from './block.ts';
import { renderHint } from './hint.ts';
import { weigh } from './limits.ts';

export interface Room {
  readonly blocks: number;
  readonly weight: number;
}

/** Kept for the line that says what is missing. */
const reserved: Room = { blocks: 1, weight: 100 };

/**
 * Leaves out what does not fit: first the last of many alike (papers of a list), then whatever comes last. What is
 * left out is counted in a line of small print.
 */
export function fitPieces(pieces: readonly Piece[], room: Room): Piece[] {
  const left = { blocks: room.blocks - reserved.blocks, weight: room.weight - reserved.weight };
  const take = (piece: Piece): boolean => {
    const need = { blocks: piece.blocks.length, weight: weigh(piece.blocks) };
    if (need.blocks > left.blocks || need.weight > left.weight) return false;
    left.blocks -= need.blocks;
    left.weight -= need.weight;
    return true;
  };
  const kept = new Set(pieces.filter((piece) => !piece.item && take(piece)));
  const items = pieces.filter(({ item }) => item);
  const end = items.findIndex((piece) => !take(piece));
  for (const piece of end < 0 ? items : items.slice(0, end)) kept.add(piece);
  const shown = pieces.filter((piece) => kept.has(piece));
  const lost = pieces.length - shown.length;
  return lost === 0 ? shown : [...shown, { blocks: renderHint(line(missing(lost)), 100) }];
}

const missing = (count: number) => `… and ${count} more, too much for one Slack message.`;
