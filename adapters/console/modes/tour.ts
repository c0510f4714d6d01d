import type { Writable } from 'node:stream';
import type { Line } from '../../../src/cards/span.ts';
import type { Router } from '../../../src/commands/router.ts';
import { createColors } from '../render/colors.ts';
import { renderSpans } from '../render/spans.ts';
import { wrapWithIndent } from '../render/wrap.ts';
import type { TalkOptions } from '../session.ts';
import { createWriter } from '../writer.ts';
import { runLines } from './lines.ts';

/** What is shown to someone who starts the bot with nothing to say to it. */
export interface Tour {
  readonly lines: readonly string[];
  /** How to go on: paragraphs after the last answer. */
  readonly next: readonly Line[];
}

/** Runs a few lines as if they were typed, then says how to go on. 1 when a line failed. */
export async function runTour(
  router: Router,
  tour: Tour,
  out: Writable,
  options: TalkOptions & { readonly greeting?: readonly Line[] },
): Promise<0 | 1> {
  const writer = createWriter(out);
  const say = (lines: readonly Line[]) => writer.write(drawLines(lines, options));
  if (options.greeting !== undefined) await say(options.greeting);
  const code = await runLines(router, tour.lines, out, options);
  await say(tour.next);
  return code;
}

/** Plain lines, each wrapped, with an empty row after the last; nothing at all for none. */
export function drawLines(
  lines: readonly Line[],
  { width, color }: Pick<TalkOptions, 'width' | 'color'>,
): string {
  if (lines.length === 0) return '';
  const ink = createColors(color);
  return `${lines.flatMap((line) => wrapWithIndent(renderSpans(line, ink), width())).join('\n')}\n\n`;
}
