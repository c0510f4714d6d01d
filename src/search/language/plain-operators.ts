import { stopWords } from '../words/tokens.ts';
import type { Operator, Piece } from './pieces.ts';

/** In words. A longer line is a sentence, in which `or` and `not` are words like others. */
const maxWords = 8;

/** Small words that people put between the things they name, too. */
const linking = new Set('or and not but of for in on with to the a an'.split(' '));

/**
 * Decides which of `or` and `not` in lower case are operators: those in a line that only names things, such as `moe or
 * mamba` and `vision and not language`. `and` never changes anything, because things side by side are joined already.
 * @returns the pieces without the other ones
 */
export function plainOperators(
  pieces: readonly Piece[],
  isQuestion: boolean,
): { readonly pieces: readonly Piece[]; readonly found: readonly Operator[] } {
  const words = pieces.flatMap((each) =>
    each.kind === 'operand' && !each.phrase && each.filter === undefined ? [each.text.toLowerCase()] : [],
  );
  const isSentence =
    isQuestion || words.length > maxWords || words.some((word) => stopWords.has(word) && !linking.has(word));
  const found: Operator[] = [];
  const kept = pieces.filter((piece, i) => {
    if (!isWordOperator(piece)) return true;
    const isOne = isPlain(piece, pieces, i, isSentence);
    if (isOne) found.push(piece);
    return isOne;
  });
  return { pieces: kept, found };
}

const isWordOperator = (piece: Piece | undefined): piece is Operator =>
  piece !== undefined && 'isWord' in piece && piece.isWord;

function isPlain({ kind }: Operator, pieces: readonly Piece[], at: number, isSentence: boolean): boolean {
  const [before, next, after] = [pieces[at - 1], pieces[at + 1], pieces[at + 2]];
  if (next === undefined || kind === 'and') return false;
  if (kind === 'or') {
    if (before === undefined || isWordOperator(next)) return false;
    return !isSentence || (isMarked(before) && isMarked(next));
  }
  if (isSentence) return false;
  if (isMarked(next)) return true;
  // What follows is one word at the end: `vision and not language`.
  const isJoined = before !== undefined && (isWordOperator(before) || isBut(before));
  return (
    isJoined &&
    next.kind === 'operand' &&
    (after === undefined || after.kind !== 'operand' || isMarked(after))
  );
}

/** Quoted, in brackets, or a filter: nobody writes sentences so. */
const isMarked = (piece: Piece): boolean =>
  piece.kind === 'open' ||
  piece.kind === 'close' ||
  (piece.kind === 'operand' && (piece.phrase || piece.filter !== undefined));

const isBut = (piece: Piece): boolean => piece.kind === 'operand' && piece.text.toLowerCase() === 'but';
