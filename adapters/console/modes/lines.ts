import type { Writable } from 'node:stream';
import type { Router } from '../../../src/commands/router.ts';
import { renderEcho } from '../render/lines.ts';
import { createSession, type SessionOptions } from '../session.ts';
import { createWriter } from '../writer.ts';

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
  const writer = createWriter(out);
  options.board?.listen((card) => out.write(`${session.show(card)}\n\n`));
  let code: 0 | 1 = 0;
  for await (const line of lines) {
    if (/^\s*(#|$)/.test(line)) continue;
    const echo = renderEcho(line, { width: options.width(), color: options.color });
    if (!(await writer.write(`${echo}\n`))) break;
    const { text, ok } = await session.run(line);
    if (!ok) code = 1;
    if (!(await writer.write(`${text}\n\n`))) break;
  }
  return code;
}
