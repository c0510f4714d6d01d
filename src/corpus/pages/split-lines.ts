/** `text` has no line end; `number` counts from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** More lines than any saved page has. Parsers stop here, so that a hostile page costs seconds and no memory. */
export const maxLines = 300_000;

/** The lines one by one, so that a hundred million lines need no array. A line ends in `\n`, `\r\n` or `\r`. */
export function* splitLines(text: string): Generator<Line> {
  let number = 1;
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let feed = -1;
  let carriage = -1;
  for (;;) {
    if (feed < start) feed = indexOrEnd(text, '\n', start);
    if (carriage < start) carriage = indexOrEnd(text, '\r', start);
    const end = Math.min(feed, carriage);
    if (end === text.length) break;
    yield { number, text: text.slice(start, end) };
    start = end === carriage && feed === end + 1 ? end + 2 : end + 1;
    number++;
  }
  if (start < text.length || number === 1) yield { number, text: text.slice(start) };
}

function indexOrEnd(text: string, character: string, from: number): number {
  const index = text.indexOf(character, from);
  return index === -1 ? text.length : index;
}
