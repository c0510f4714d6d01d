import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createHistoryFile, type HistoryFile } from '../../../../adapters/console/prompt/history-file.ts';
import { runPrompt } from '../../../../adapters/console/prompt/prompt.ts';
import { line } from '../../../../src/cards/builders.ts';
import type { Answer } from '../../../../src/commands/command.ts';
import { answerOf, createFakeRouter, type FakeRouter } from '../../../support/fakes/fake-router.ts';
import { createSink, talk } from '../../../support/fakes/sink.ts';

const enter = '\r';
const tab = '\t';
const ctrlC = '\u0003';
const ctrlD = '\u0004';
const up = '\u001B[A';

// readline draws less when TERM is dumb.
beforeAll(() => {
  vi.stubEnv('TERM', 'xterm');
});
afterAll(() => {
  vi.unstubAllEnvs();
});

/** A prompt on streams that replace a terminal of 60 columns. */
function start(router: FakeRouter, options: { history?: HistoryFile } = {}) {
  const input = new PassThrough();
  const out = createSink(60);
  const width = () => out.stream.columns ?? 80;
  const done = runPrompt(router, input, out.stream, {
    ...talk,
    ...options,
    width,
    greeting: [line('Hello.')],
  });
  let from = 0;
  return {
    out,
    done,
    type: (keys: string) => input.write(keys),
    /** Resolves when the text appears after the last one waited for. */
    async see(part: string) {
      await out.until(part, from);
      from = out.text().indexOf(part, from) + part.length;
    },
    /** What a person sees, without the sequences that draw the prompt. */
    screen: () => stripVTControlCharacters(out.text()).replaceAll('\r', ''),
  };
}

/** A promise, and the function that resolves it. */
function later<T>() {
  let give: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    give = resolve;
  });
  return { promise, give };
}

test('greets, answers, and leaves on Ctrl-D', async () => {
  const terminal = start(createFakeRouter());
  await terminal.see('> ');
  terminal.type(`help${enter}`);
  await terminal.see('Answer to help\n\n');
  await terminal.see('> ');
  terminal.type(ctrlD);
  await expect(terminal.done).resolves.toBe(0);
  expect(terminal.screen()).toMatch(/^Hello\.\n\n> .*help\nAnswer to help\n\n> \n$/s);
});

test.each(['exit', ' QUIT '])('leaves on %j', async (word) => {
  const router = createFakeRouter();
  const terminal = start(router);
  terminal.type(word + enter);
  await expect(terminal.done).resolves.toBe(0);
  expect(router.asked).toEqual([]);
});

test('a number presses a button of the last card', async () => {
  const router = createFakeRouter((line) => answerOf(line, [{ label: 'Similar', line: 'similar 1' }]));
  const terminal = start(router);
  terminal.type(`search x${enter}`);
  await terminal.see('[1] Similar');
  terminal.type(`1${enter}`);
  await terminal.see('→ Similar');
  terminal.type(ctrlD);
  await terminal.done;
  expect(router.asked).toEqual(['search x', 'similar 1']);
});

test('Ctrl-C clears the line, and leaves when pressed again before another key', async () => {
  const router = createFakeRouter();
  const terminal = start(router);
  await terminal.see('> ');
  terminal.type(`never mind${ctrlC}`);
  await terminal.see('Press Ctrl-C again to quit.');
  terminal.type(`help${enter}`);
  await terminal.see('Answer to help');
  terminal.type(ctrlC);
  await terminal.see('Press Ctrl-C again to quit.');
  terminal.type(ctrlC);
  await expect(terminal.done).resolves.toBe(0);
  expect(router.asked).toEqual(['help']);
});

test('Ctrl-C twice leaves while an answer never comes', async () => {
  const asked = later<void>();
  const terminal = start(
    createFakeRouter(() => {
      asked.give();
      return new Promise<Answer>(() => {});
    }),
  );
  terminal.type(`help${enter}`);
  await asked.promise;
  terminal.type(ctrlC + ctrlC);
  await expect(terminal.done).resolves.toBe(0);
});

test('what is typed ahead waits and does not get into an answer', async () => {
  const slow = later<Answer>();
  const asked = later<void>();
  const router = createFakeRouter((line) => {
    asked.give();
    return line === 'first' ? slow.promise : answerOf(`Answer to ${line}`);
  });
  const terminal = start(router);
  terminal.type(`first${enter}`);
  await asked.promise;
  terminal.type(`second${enter}thi`);
  slow.give(answerOf('Answer to first'));
  await terminal.see('Answer to second\n\n');
  await terminal.see('thi');
  terminal.type(`rd${enter}`);
  await terminal.see('Answer to third');
  terminal.type(ctrlD);
  await terminal.done;
  expect(terminal.screen()).toContain('Answer to first\n\n> second\nAnswer to second\n\n> thi');
  expect(router.asked).toEqual(['first', 'second', 'third']);
});

test('lines pasted together with Ctrl-D are all answered first', async () => {
  const router = createFakeRouter();
  const terminal = start(router);
  terminal.type(`one${enter}two${enter}${ctrlD}`);
  await terminal.done;
  expect(router.asked).toEqual(['one', 'two']);
  expect(terminal.screen()).toContain('Answer to two');
});

test('Tab takes the common part, then lists labels, and inserts values', async () => {
  const commands = ['search ', 'similar ', 'subtopics '];
  const router = createFakeRouter(undefined, (typed) =>
    commands
      .filter((value) => value.startsWith(typed))
      .map((value) => ({ label: `${value.trim()}!`, value })),
  );
  const terminal = start(router);
  await terminal.see('> ');
  terminal.type(`s${tab}`);
  await terminal.see('search!     similar!    subtopics!\n');
  await terminal.see('> s');
  terminal.type(`e${tab}`);
  await terminal.see('arch ');
  terminal.type(`x${enter}`);
  await terminal.see('Answer to search x');
  terminal.type(ctrlD);
  await terminal.done;
});

test('answers have the present width', async () => {
  const terminal = start(createFakeRouter(() => answerOf('some words that need forty columns or so')));
  terminal.type(`a${enter}`);
  await terminal.see('some words that need forty columns or so\n');
  Object.assign(terminal.out.stream, { columns: 20 }).emit('resize');
  terminal.type(`b${enter}`);
  await terminal.see('some words that need\nforty columns or so\n');
  terminal.type(ctrlD);
  await terminal.done;
});

test('history is loaded from its file and saved to it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-prompt-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const historyFile = join(folder, 'history');
  await writeFile(historyFile, 'long ago\nyesterday\n');
  const router = createFakeRouter();
  const terminal = start(router, { history: createHistoryFile(historyFile) });
  await terminal.see('> ');
  terminal.type(`${up}${up}${enter}`);
  await terminal.see('Answer to long ago');
  terminal.type(`today${enter}`);
  await terminal.see('Answer to today');
  terminal.type(ctrlD);
  await terminal.done;
  expect(router.asked).toEqual(['long ago', 'today']);
  expect(await readFile(historyFile, 'utf8')).toBe('yesterday\nlong ago\ntoday\n');
});

test('ends when the terminal is gone', async () => {
  const terminal = start(createFakeRouter());
  await terminal.see('> ');
  terminal.out.stream.destroy();
  terminal.type(`help${enter}`);
  await expect(terminal.done).resolves.toBe(0);
});
