import type { Piece } from './block.ts';

/**
 * A heading begins a part of its own: a rule stands before it, but not below the title. What it heads follows in the same
 * block where that is text; entries have blocks of their own.
 */
export function withHeadings(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    const joined = last?.heading && !piece.item ? join(last, piece) : undefined;
    if (joined !== undefined) result[result.length - 1] = joined;
    else if (piece.heading && last !== undefined && !last.title) {
      result.push({ ...piece, blocks: [{ type: 'divider' }, ...piece.blocks] });
    } else result.push(piece);
  }
  return result;
}

/** One block of rich text of both, so that no gap parts them. */
function join(heading: Piece, piece: Piece): Piece | undefined {
  const above = heading.blocks.at(-1);
  const [below, ...rest] = piece.blocks;
  if (piece.heading || above?.type !== 'rich_text' || below?.type !== 'rich_text') return undefined;
  const block = { ...above, elements: [...above.elements, ...below.elements] };
  return { blocks: [...heading.blocks.slice(0, -1), block, ...rest] };
}
