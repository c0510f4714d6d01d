/** A line is cut here. Far above any command, and low enough that endless input without a break fits in memory. */
const maxLength = 2 ** 21;

/**
 * The lines of a stream of UTF-8, as they come. Invalid bytes become U+FFFD; the last line needs no line break.
 * (readline's own iterator may lose lines that arrive before it is asked.)
 */
export async function* readLines(stream: AsyncIterable<string | Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    const [first = '', ...more] = (
      typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    ).split('\n');
    if (rest.length < maxLength) rest = (rest + first).slice(0, maxLength);
    for (const line of more) {
      yield withoutReturn(rest);
      rest = line.slice(0, maxLength);
    }
  }
  rest += decoder.decode();
  if (rest !== '') yield withoutReturn(rest);
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
