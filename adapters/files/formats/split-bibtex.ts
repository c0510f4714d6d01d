import { decodeAny } from '../input/decode-bytes.ts';
import { longestLine, splitLines } from '../input/split-lines.ts';

/** The text of one entry, from its `@` to its closing bracket; without space between its kind and its bracket. */
export interface BibtexText {
  /** In lower case: `article`, `string`. */
  readonly kind: string;
  /** Where it begins, from 1. */
  readonly line: number;
  readonly text: string;
  /** Why there is no end to it. */
  readonly problem?: string;
}

/** A line like this begins an entry even where the one before has not ended: that one lost a bracket. */
const begins = /^[ \t]*@[ \t]*[a-z]+[ \t]*[{(][ \t]*(?:[^\s,{}()="]*[ \t]*(?:,|$)|[^\s,{}()"]+[ \t]*=)/i;

const entry = /@\s*([a-z]+)\s*[{(]/gi;

/** The entries of a `.bib` file, each by itself, so that a mistake in one costs only that one. Text between is none. */
export async function* splitBibtex(chunks: AsyncIterable<Buffer>): AsyncGenerator<BibtexText> {
  let lines: string[] = [];
  let length = 0;
  let first = 1;
  for await (const { number, bytes, isCut } of splitLines(chunks)) {
    const text = decodeAny(bytes);
    if (begins.test(text)) {
      yield* entriesOf(lines, first, length);
      [lines, length, first] = [[], 0, number];
    }
    length += isCut ? longestLine + 1 : bytes.length + 1;
    if (length <= longestLine || lines.length === 0) lines.push(text);
  }
  yield* entriesOf(lines, first, length);
}

function* entriesOf(lines: readonly string[], first: number, length: number): Generator<BibtexText> {
  const text = lines.join('\n');
  entry.lastIndex = 0;
  for (let found = entry.exec(text); found !== null; found = entry.exec(text)) {
    const kind = (found[1] ?? '').toLowerCase();
    const line = first + countBreaks(text, found.index);
    const end = closing(text, entry.lastIndex - 1);
    if (end === undefined) {
      const problem =
        length > longestLine ? `longer than ${longestLine / 1024 / 1024} MB` : 'its brackets do not close';
      yield { kind, line, text: text.slice(found.index), problem };
      return;
    }
    yield { kind, line, text: `@${kind}${text.slice(entry.lastIndex - 1, end)}` };
    entry.lastIndex = end;
  }
}

/** Behind the bracket that closes the one at `start`; round ones in braces or between quotes are text. */
function closing(text: string, start: number): number | undefined {
  const isRound = text[start] === '(';
  let depth = isRound ? 0 : 1;
  let isQuoted = false;
  for (let at = start + 1; at < text.length; at++) {
    const sign = text[at];
    if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    else if (sign === '"' && isRound && depth === 0) isQuoted = !isQuoted;
    if (depth < 0) return undefined;
    if (depth === 0 && !isQuoted && (!isRound || sign === ')')) return at + 1;
  }
  return undefined;
}

function countBreaks(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
