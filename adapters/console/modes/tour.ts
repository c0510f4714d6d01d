import type { Writable } from 'node:stream';
import type { Line } from '../../../src/cards/card.ts';
import type { Router } from '../../../src/commands/router.ts';
import { renderLines } from '../render/lines.ts';
import type { SessionOptions } from '../session.ts';
import { createWriter } from '../writer.ts';
import { runLines } from './lines.ts';

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
  const writer = createWriter(out);
  const write = (lines: readonly Line[]) =>
    writer.write(renderLines(lines, { width: options.width(), color: options.color }));
  if (options.greeting !== undefined) await write(options.greeting);
  const code = await runLines(router, tour.lines, out, options);
  await write(tour.next);
  return code;
}
