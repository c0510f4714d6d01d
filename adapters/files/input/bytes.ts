/** In bytes. Records of papers with thousands of authors stay below a tenth of it. */
export const longestLine = 1024 * 1024;

/** What is kept of a line that is too long, to show it. */
const keptOfLonger = 1_000;

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its line break. */
  readonly bytes: Buffer;
  /** It was longer than the longest; these are its first bytes. */
  readonly isCut: boolean;
}

/** Lines of bytes, in memory bounded by the longest line; a longer one is passed over to its end. */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  longest: number = longestLine,
): AsyncGenerator<Line> {
  let number = 0;
  let pieces: Buffer[] = [];
  let length = 0;
  const add = (piece: Buffer) => {
    length += piece.length;
    if (length <= longest) pieces.push(piece);
    // Copied, so that no long line stays in memory for its beginning.
    else if (pieces.length !== 1 || pieces[0]?.length !== keptOfLonger) {
      pieces = [Buffer.from(Buffer.concat([...pieces, piece]).subarray(0, keptOfLonger))];
    }
  };
  const take = (): Line => {
    const [first = Buffer.alloc(0)] = pieces;
    const whole = pieces.length === 1 ? first : Buffer.concat(pieces);
    const isCut = length > longest;
    pieces = [];
    length = 0;
    number += 1;
    return { number, bytes: whole.at(-1) === 0x0d ? whole.subarray(0, -1) : whole, isCut };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      add(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    if (start < chunk.length) add(chunk.subarray(start));
  }
  if (length > 0) yield take();
}
