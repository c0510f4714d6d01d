import { createInterface } from 'node:readline/promises';
import { type Readable, Writable } from 'node:stream';
import type { Line } from '../../../src/cards/card.ts';
import type { Router } from '../../../src/commands/router.ts';
import { createColors } from '../render/colors.ts';
import { renderEcho, renderLines } from '../render/message.ts';
import { createSession, type SessionOptions } from '../session.ts';
import { createWriter } from '../writer.ts';
import { completeLine, renderColumns } from './complete-line.ts';
import { type HistoryFile, maxHistory } from './history-file.ts';

/** A terminal, as far as it is written to: a tty.WriteStream, or a PassThrough in tests. */
export type TerminalLike = Writable & { readonly isTTY?: boolean; readonly columns?: number };

interface PromptOptions extends SessionOptions {
  readonly greeting: readonly Line[];
  /** Keeps the history from one run to the next. */
  readonly history?: HistoryFile;
}

/**
 * Talks with a person at a terminal until they leave by Ctrl-D, `exit`, `quit` or Ctrl-C twice. Lines that are pasted or
 * typed ahead wait, and nothing that readline draws gets into an answer.
 */
export async function runPrompt(
  router: Router,
  input: Readable,
  output: TerminalLike,
  options: PromptOptions,
): Promise<0> {
  const colors = createColors(options.color);
  const write = createWriter(output);
  const session = createSession(router, options);
  let history = (await options.history?.load()) ?? [];
  await write(renderLines(options.greeting, options));

  const queue = createInputQueue(handle, onIdle);
  const readline = createInterface({
    input,
    output: withMute(output, queue.isBusy),
    terminal: true,
    prompt: colors.key('> '),
    history,
    historySize: maxHistory,
    removeHistoryDuplicates: true,
    completer,
  });
  let isOpen = true;
  let isInterrupted = false;

  /** Answers a line. `isEchoed` is false for a line that came while the echo was muted: it is echoed here. */
  async function handle(line: string, isEchoed: boolean): Promise<void> {
    if (/^\s*:?(?:exit|quit|q|q!|wq|bye|logout)\s*$/i.test(line)) leave();
    else if (line.trim() !== '') {
      const { text } = await session.run(line);
      const echoed = isEchoed ? '' : `${renderEcho(line, options)}\n`;
      if (!(await write(`${echoed}${text}\n\n`))) leave();
    }
    await options.history?.save(history);
  }

  function onIdle(): void {
    if (isOpen) redraw();
  }

  /** Draws prompt and line below what was written. Readline first goes up as many rows as the line takes. */
  function redraw(): void {
    output.write('\n'.repeat(readline.getCursorPos().rows));
    readline.prompt(true);
  }

  async function completer(typed: string): Promise<[string[], string]> {
    const { line, labels } = await completeLine(router, typed);
    if (line !== typed) return [[line], typed];
    if (labels.length > 0 && !queue.isBusy()) {
      output.write(`\n${renderColumns(labels, options.width()).join('\n')}\n`);
      redraw();
    }
    return [[], typed];
  }

  function leave(): void {
    queue.clear();
    readline.close();
  }

  /** Ctrl-C clears the line. A second one leaves, even while a line is being answered. */
  function interrupt(): void {
    if (isInterrupted) {
      leave();
      abandon();
      return;
    }
    isInterrupted = true;
    readline.write(null, { ctrl: true, name: 'e' });
    readline.write(null, { ctrl: true, name: 'u' });
    output.write(`\n${colors.small('Press Ctrl-C again to quit.')}\n`);
    readline.prompt();
  }

  let abandon = () => {};
  const abandoned = new Promise<void>((resolve) => {
    abandon = resolve;
  });
  input.on('keypress', (_character, key?: { ctrl?: boolean; name?: string }) => {
    if (!(key?.ctrl && key.name === 'c')) isInterrupted = false;
  });
  readline.on('line', queue.push);
  readline.on('SIGINT', interrupt);
  readline.on('history', (lines: string[]) => {
    history = [...lines];
  });
  const closed = new Promise<void>((resolve) => {
    readline.on('close', () => {
      isOpen = false;
      // The cursor is behind the prompt.
      if (!queue.isBusy()) output.write('\n');
      resolve();
    });
  });

  readline.prompt();
  options.board?.listen((card) => {
    output.write(`\n${session.show(card)}\n\n`);
    if (isOpen && !queue.isBusy()) redraw();
  });
  await closed;
  await Promise.race([queue.idle(), abandoned]);
  return 0;
}

/**
 * Handles one line at a time, in order. `isFirst` is false for a line that came while another was being handled. Calls
 * `onIdle` after the last line, in the tick in which it is done.
 */
function createInputQueue(handle: (line: string, isFirst: boolean) => Promise<void>, onIdle: () => void) {
  const waiting: string[] = [];
  let working: Promise<void> | undefined;

  async function work(): Promise<void> {
    for (let isFirst = true; waiting.length > 0; isFirst = false)
      await handle(waiting.shift() ?? '', isFirst);
    working = undefined;
    onIdle();
  }

  return {
    push(line: string): void {
      waiting.push(line);
      working ??= work();
    },
    isBusy: () => working !== undefined,
    /** Removes the lines that wait. */
    clear(): void {
      waiting.length = 0;
    },
    /** Resolves when no line is being handled. */
    idle: async () => working,
  };
}

/**
 * The terminal for readline, or nowhere while muted: keeps the echo of what is typed ahead out of an answer. Passes text
 * on in the same tick, which keeps the order.
 */
function withMute(terminal: TerminalLike, isMuted: () => boolean): Writable {
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      if (!isMuted() && !terminal.destroyed) terminal.write(chunk);
      done();
    },
  });
  Object.defineProperty(stream, 'columns', { get: () => terminal.columns });
  terminal.on('resize', () => stream.emit('resize'));
  return stream;
}
