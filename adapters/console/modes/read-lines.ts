/** In UTF-16 units. Longer lines are cut, so that input without line breaks fits in memory. No command is that long. */
const maxLength = 2 ** 21;

/**
 * The lines of a stream of UTF-8, as they come. Invalid bytes become U+FFFD; the last line needs no line break. (Node's
 * readline may lose lines that arrive before its iterator is read.)
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
