import type { Readable } from 'node:stream';
import type { Line } from '../../src/cards/card.ts';
import type { Router } from '../../src/commands/router.ts';
import type { OnBug } from '../../src/commands/run-line.ts';
import type { NoticeBoard } from './deliver/messenger.ts';
import { runJson } from './modes/json.ts';
import { readLines, runLines, runTour, type Tour } from './modes/lines.ts';
import type { HistoryFile } from './prompt/history-file.ts';
import { runPrompt, type TerminalLike } from './prompt/prompt.ts';

/** What a terminal session needs: the streams, what answers, and how it looks. */
export interface ConsoleOptions {
  readonly router: Router;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: TerminalLike;
  /** See `colorWanted`. */
  readonly color: boolean;
  /** Columns when the output is not a terminal; default 80. */
  readonly width?: number;
  /** `json`: one object per line, for scripts. `auto`: prompt, piped lines or tour, depending on stdin. */
  readonly mode: 'json' | 'auto';
  /** A line or two before the prompt or the tour. */
  readonly greeting: readonly Line[];
  readonly tour: Tour;
  readonly history?: HistoryFile;
  readonly onBug: OnBug;
  /** Cards that nobody asked for; not shown in JSON. */
  readonly board?: NoticeBoard;
}

const defaultWidth = 80;
/** Longer rows are hard to read, however wide the terminal. */
const maxWidth = 100;

/**
 * The bot in a terminal: the same commands, no accounts. Ends when the person leaves or the input ends.
 * @returns the exit code: 1 when a line failed
 */
export async function runConsole(options: ConsoleOptions): Promise<0 | 1> {
  const { router, stdin, stdout, mode, tour } = options;
  const width = () =>
    stdout.isTTY && stdout.columns ? Math.min(stdout.columns, maxWidth) : (options.width ?? defaultWidth);
  const session = { ...options, width };
  if (mode === 'json') return runJson(router, readLines(stdin), stdout, options);
  if (stdin.isTTY && stdout.isTTY) return runPrompt(router, stdin, stdout, session);
  const lines = readLines(stdin);
  const first = await firstLine(lines);
  return first === undefined
    ? runTour(router, tour, stdout, session)
    : runLines(router, chain(first, lines), stdout, session);
}

/** The first line that is not blank; undefined when there is none or the input cannot be read. */
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
