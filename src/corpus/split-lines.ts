/** A line without its end; `number` counts from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** Lines one by one, so that a page of a hundred million lines needs no array. Ends are `\n`, `\r\n` or `\r`. */
export function* splitLines(text: string): Generator<Line> {
  const page = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  let number = 1;
  let start = page.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (;;) {
    const end = page.indexOf('\n', start);
    if (end === -1) break;
    yield { number, text: page.slice(start, end) };
    start = end + 1;
    number++;
  }
  if (start < page.length || number === 1) yield { number, text: page.slice(start) };
}
