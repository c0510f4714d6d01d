import type { Writable } from 'node:stream';
import type { Line } from '../../../src/cards/card.ts';
import type { Router } from '../../../src/commands/router.ts';
import { renderEcho, renderLines } from '../render/message.ts';
import { createSession, type SessionOptions } from '../session.ts';
import { createWriter } from '../writer.ts';

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

/**
 * Runs lines in order, and writes each with its answer. Blank lines and `#` comments are skipped, a bare number presses a
 * button of the last card. Ends quietly when the reader is gone.
 * @returns 1 when a line failed
 */
export async function runLines(
  router: Router,
  lines: AsyncIterable<string> | Iterable<string>,
  out: Writable,
  options: SessionOptions,
): Promise<0 | 1> {
  const session = createSession(router, options);
  const write = createWriter(out);
  options.board?.listen((card) => out.write(`${session.show(card)}\n\n`));
  let code: 0 | 1 = 0;
  for await (const line of lines) {
    if (/^\s*(#|$)/.test(line)) continue;
    const echo = renderEcho(line, options);
    if (!(await write(`${echo}\n`))) break;
    const { text, ok } = await session.run(line);
    if (!ok) code = 1;
    if (!(await write(`${text}\n\n`))) break;
  }
  return code;
}

/** What is shown when there is neither a terminal nor input. */
export interface Tour {
  readonly lines: readonly string[];
  /** What to do next: paragraphs after the last answer. */
  readonly next: readonly Line[];
}

/** Runs a few lines as if they were typed, then says what to do next. @returns 1 when a line failed */
export async function runTour(
  router: Router,
  tour: Tour,
  out: Writable,
  options: SessionOptions & { readonly greeting?: readonly Line[] },
): Promise<0 | 1> {
  const write = createWriter(out);
  await write(renderLines(options.greeting ?? [], options));
  const code = await runLines(router, tour.lines, out, options);
  await write(renderLines(tour.next, options));
  return code;
}
