import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { type ConsoleOptions, runConsole } from '../../../adapters/console/console.ts';
import { code, line } from '../../../src/cards/builders.ts';
import { UserError } from '../../../src/errors.ts';
import { answerOf, createFakeRouter } from '../../support/fakes/fake-router.ts';
import { createSink } from '../../support/fakes/sink.ts';

async function run(stdin: Readable, options: Partial<ConsoleOptions> = {}) {
  const out = createSink();
  const exitCode = await runConsole({
    router: createFakeRouter(),
    stdin,
    stdout: out.stream,
    color: false,
    mode: 'auto',
    greeting: [line('Paperboy, 3 papers.')],
    tour: { lines: ['help', 'search x'], next: [line('Go on: ', code('npm run paperboy'), '.')] },
    onBug: () => 'i-1',
    ...options,
  });
  return { exitCode, text: out.text() };
}

const broken = () =>
  new Readable({
    read() {
      this.destroy(new Error('EISDIR'));
    },
  });

test.each([
  ['an input that ends at once', () => Readable.from([])],
  ['blank lines only', () => Readable.from(['\n', '  \n\n'])],
  ['an input that cannot be read', broken],
])('%s gives the tour', async (_name, stdin) => {
  const { exitCode, text } = await run(stdin());
  expect(exitCode).toBe(0);
  expect(text).toBe(
    'Paperboy, 3 papers.\n\n> help\nAnswer to help\n\n> search x\nAnswer to search x\n\nGo on: `npm run paperboy`.\n\n',
  );
});

test('piped lines are run, the first as well, without greeting or tour', async () => {
  const { text } = await run(Readable.from([Buffer.from('\none\ntwo')]));
  expect(text).toBe('> one\nAnswer to one\n\n> two\nAnswer to two\n\n');
});

test('the exit code is 1 when a line failed', async () => {
  const router = createFakeRouter(() => new UserError('no', 'No.', 'Never.'));
  expect((await run(Readable.from(['x']), { router })).exitCode).toBe(1);
  expect((await run(Readable.from([]), { router })).exitCode).toBe(1);
});

test('json prints objects only, and nothing without input', async () => {
  const { text } = await run(Readable.from(['# a\n']), { mode: 'json' });
  expect(JSON.parse(text)).toMatchObject({ line: '# a', ok: true });
  expect((await run(Readable.from([]), { mode: 'json' })).text).toBe('');
});

test('a terminal on both ends gives the prompt', async () => {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const out = createSink(300);
  const router = createFakeRouter(() => answerOf('word '.repeat(60)));
  stdin.write('a\rexit\r');
  const { exitCode } = await run(stdin, { stdout: out.stream, router });
  expect(exitCode).toBe(0);
  expect(out.text()).toContain('Paperboy, 3 papers.\n\n');
  const widest = Math.max(
    ...out
      .text()
      .split('\n')
      .filter((row) => row.startsWith('word'))
      .map((row) => row.length),
  );
  expect(widest).toBeGreaterThan(90);
  expect(widest).toBeLessThanOrEqual(100);
});

test('output to a file or pipe has the width of the options, else 80 columns', async () => {
  const router = createFakeRouter(() => answerOf('word '.repeat(60)));
  const widest = (text: string) => Math.max(...text.split('\n').map((row) => row.length));
  expect(widest((await run(Readable.from(['a']), { router })).text)).toBe(79);
  expect(widest((await run(Readable.from(['a']), { router, width: 40 })).text)).toBe(39);
});
