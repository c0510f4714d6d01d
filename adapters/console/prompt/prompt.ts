import { createInterface } from 'node:readline/promises';
import type { Readable } from 'node:stream';
import type { Line } from '../../../src/cards/span.ts';
import type { Router } from '../../../src/commands/router.ts';
import { drawEcho } from '../modes/lines.ts';
import { drawLines } from '../modes/tour.ts';
import { createColors } from '../render/colors.ts';
import { drawColumns } from '../render/columns.ts';
import { createSession, type TalkOptions } from '../session.ts';
import { createWriter } from '../writer.ts';
import { completeLine } from './complete-line.ts';
import { createHistoryFile, maxHistory } from './history-file.ts';
import { createInputQueue } from './input-queue.ts';
import { createEchoMute, type TerminalLike } from './mute-echo.ts';

export interface PromptOptions extends TalkOptions {
  readonly greeting: readonly Line[];
  /** Where history is kept; without it there is none beyond this run. */
  readonly historyFile?: string;
}

/**
 * Talks with a person at a terminal until they leave: Ctrl-D, `exit`, `quit`, or Ctrl-C twice. Lines that are
 * pasted or typed ahead wait their turn, and nothing that readline draws gets into an answer.
 */
export async function runPrompt(
  router: Router,
  input: Readable,
  output: TerminalLike,
  options: PromptOptions,
): Promise<0> {
  const ink = createColors(options.color);
  const writer = createWriter(output);
  const session = createSession(router, options);
  const historyFile = createHistoryFile(options.historyFile);
  let history = await historyFile.load();
  await writer.write(drawLines(options.greeting, options));

  const gate = createEchoMute(output);
  const readline = createInterface({
    input,
    output: gate.stream,
    terminal: true,
    prompt: ink.key('> '),
    history,
    historySize: maxHistory,
    removeHistoryDuplicates: true,
    completer,
  });
  const turns = createInputQueue({ begin: gate.mute, take, end: resume });
  let isOpen = true;
  let isArmed = false;

  /** Answers a line that readline drew, or, when it came while the gate was shut, echoes it first. */
  async function take(line: string, isDrawn: boolean): Promise<void> {
    if (/^\s*(exit|quit)\s*$/i.test(line)) leave();
    else if (line.trim() !== '') {
      const { text } = await session.tell(line);
      const echo = isDrawn ? '' : `${drawEcho(line, options)}\n`;
      if (!(await writer.write(`${echo}${text}\n\n`))) leave();
    }
    await historyFile.save(history);
  }

  function resume(): void {
    gate.unmute();
    if (isOpen) redraw();
  }

  /** Draws prompt and line below what was written; readline itself first goes up the rows of the old line. */
  function redraw(): void {
    output.write('\n'.repeat(readline.getCursorPos().rows));
    readline.prompt(true);
  }

  async function completer(typed: string): Promise<[string[], string]> {
    const { line, labels } = await completeLine(router, typed);
    if (line !== typed) return [[line], typed];
    if (labels.length > 0 && !turns.isBusy()) {
      output.write(`\n${drawColumns(labels, options.width()).join('\n')}\n`);
      redraw();
    }
    return [[], typed];
  }

  function leave(): void {
    turns.drop();
    readline.close();
  }

  /** Ctrl-C clears the line; the next one leaves, even in the midst of an answer. */
  function interrupt(): void {
    if (isArmed) {
      leave();
      abandon();
      return;
    }
    isArmed = true;
    readline.write(null, { ctrl: true, name: 'e' });
    readline.write(null, { ctrl: true, name: 'u' });
    output.write(`\n${ink.small('Ctrl-C once more leaves.')}\n`);
    readline.prompt();
  }

  let abandon = () => {};
  const abandoned = new Promise<void>((resolve) => {
    abandon = resolve;
  });
  input.on('keypress', (_character, key?: { ctrl?: boolean; name?: string }) => {
    if (!(key?.ctrl && key.name === 'c')) isArmed = false;
  });
  readline.on('line', turns.push);
  readline.on('SIGINT', interrupt);
  readline.on('history', (lines: string[]) => {
    history = [...lines];
  });
  const closed = new Promise<void>((resolve) => {
    readline.on('close', () => {
      isOpen = false;
      // The cursor stands behind the prompt.
      if (!turns.isBusy()) output.write('\n');
      resolve();
    });
  });

  readline.prompt();
  options.board?.listen((card) => {
    output.write(`\n${session.show(card)}\n\n`);
    if (isOpen && !turns.isBusy()) redraw();
  });
  await closed;
  await Promise.race([turns.done(), abandoned]);
  return 0;
}
