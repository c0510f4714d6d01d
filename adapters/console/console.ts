import type { Readable } from 'node:stream';
import type { Line } from '../../src/cards/span.ts';
import type { Router } from '../../src/commands/router.ts';
import type { OnBug } from '../../src/commands/run-line.ts';
import type { NoticeBoard } from './deliver/notice-board.ts';
import { runJson } from './modes/json.ts';
import { runLines } from './modes/lines.ts';
import { readLines } from './modes/read-lines.ts';
import { runTour, type Tour } from './modes/tour.ts';
import type { TerminalLike } from './prompt/mute-echo.ts';
import { runPrompt } from './prompt/prompt.ts';

export interface ConsoleOptions {
  readonly router: Router;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: TerminalLike;
  /** See `colorWanted`. */
  readonly color: boolean;
  /** Columns where the output is no terminal; default 80. */
  readonly width?: number;
  /** `json`: one object per line, for scripts. `auto`: prompt, piped lines or tour, by what stdin is. */
  readonly mode: 'json' | 'auto';
  /** A line or two: who speaks, and how much there is to find. */
  readonly greeting: readonly Line[];
  readonly tour: Tour;
  readonly historyFile?: string;
  readonly onBug: OnBug;
  /** Messages that come unasked; in JSON they are not shown. */
  readonly board?: NoticeBoard;
}

export interface Console {
  /** Until the person leaves or the input ends. The exit code: 1 when a line failed. */
  run(): Promise<0 | 1>;
}

const pipedWidth = 80;
/** Longer rows are hard to read, however wide the terminal. */
const readableWidth = 100;

/** The bot in a terminal: the same commands, no accounts. */
export function createConsole(options: ConsoleOptions): Console {
  const { router, stdin, stdout, mode } = options;
  const width = () =>
    stdout.isTTY && stdout.columns ? Math.min(stdout.columns, readableWidth) : (options.width ?? pipedWidth);
  const talk = { ...options, width };

  async function run(): Promise<0 | 1> {
    if (mode === 'json') return runJson(router, readLines(stdin), stdout, options);
    if (stdin.isTTY && stdout.isTTY) return runPrompt(router, stdin, stdout, talk);
    const lines = readLines(stdin);
    const first = await firstLine(lines);
    return first === undefined
      ? runTour(router, options.tour, stdout, talk)
      : runLines(router, chain(first, lines), stdout, talk);
  }

  return { run };
}

/** The first line with something on it. An input that cannot be read has none. */
async function firstLine(lines: AsyncGenerator<string>): Promise<string | undefined> {
  try {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) return undefined;
      if (value.trim() !== '') return value;
    }
  } catch {
    return undefined;
  }
}

async function* chain(first: string, others: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* others;
}
