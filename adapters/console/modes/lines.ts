import type { Writable } from 'node:stream';
import { cleanText } from '../../../src/cards/safe-text.ts';
import type { Router } from '../../../src/commands/router.ts';
import { createColors } from '../render/colors.ts';
import { wrapWithIndent } from '../render/wrap.ts';
import { createSession, type TalkOptions } from '../session.ts';
import { createWriter } from '../writer.ts';

/** An echoed line is cut here: it is there to be recognised, and input may be a megabyte long. */
const echoLength = 200;

/**
 * Runs lines in order, each echoed and then answered; blank lines and `#` comments are skipped, a bare number
 * presses a button of the last card. 1 when any line failed. Ends quietly when nobody reads any more.
 */
export async function runLines(
  router: Router,
  lines: AsyncIterable<string> | Iterable<string>,
  out: Writable,
  options: TalkOptions,
): Promise<0 | 1> {
  const session = createSession(router, options);
  const writer = createWriter(out);
  options.board?.listen((card) => out.write(`${session.show(card)}\n\n`));
  let code: 0 | 1 = 0;
  for await (const line of lines) {
    if (isIdle(line)) continue;
    if (!(await writer.write(`${drawEcho(line, options)}\n`))) break;
    const { text, ok } = await session.tell(line);
    if (!ok) code = 1;
    if (!(await writer.write(`${text}\n\n`))) break;
  }
  return code;
}

/** Nothing to run: a blank line or a comment. */
const isIdle = (line: string): boolean => /^\s*(#|$)/.test(line);

/** What was typed, behind the prompt's own sign. */
export function drawEcho(typed: string, { width, color }: Pick<TalkOptions, 'width' | 'color'>): string {
  const ink = createColors(color);
  const cut = typed.length > echoLength ? `${typed.slice(0, echoLength)}…` : typed;
  return wrapWithIndent(ink.strong(cleanText(cut).trim()), width(), ink.key('> ')).join('\n');
}
