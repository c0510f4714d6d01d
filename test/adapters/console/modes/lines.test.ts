import { Readable, Writable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines, runLines } from '../../../../adapters/console/modes/lines.ts';
import { UserError } from '../../../../src/errors.ts';
import { answerOf, createFakeRouter } from '../../../support/fakes/fake-router.ts';
import { createSink, talk } from '../../../support/fakes/sink.ts';

const twoButtons = [
  { label: 'Abstract', line: 'abstract 1' },
  { label: 'Similar', line: 'similar 1' },
];
const withButtons = () =>
  createFakeRouter((line) => answerOf(`Answer to ${line}`, line === 'search x' ? twoButtons : []));

async function run(router: ReturnType<typeof createFakeRouter>, lines: string[], options = talk) {
  const out = createSink();
  const code = await runLines(router, lines, out.stream, options);
  return { code, text: out.text() };
}

test('lines are echoed and answered; blank lines and comments are skipped', async () => {
  const router = createFakeRouter();
  const { code, text } = await run(router, [
    'help',
    '',
    '  # a comment',
    '  /papers search x  ',
    '/papersize',
  ]);
  expect(code).toBe(0);
  expect(router.asked).toEqual(['help', 'search x', '/papersize']);
  expect(text).toMatchInlineSnapshot(`
    "> help
    Answer to help

    > /papers search x
    Answer to search x

    > /papersize
    Answer to /papersize

    "
  `);
});

test('a bare number presses a button of the last card and shows its label', async () => {
  const router = withButtons();
  const { code, text } = await run(router, ['search x', '2', '9b']);
  expect(router.asked).toEqual(['search x', 'similar 1']);
  expect(text).toContain('→ Similar\nAnswer to similar 1');
  expect(text).toContain('There is no button 9b.');
  expect(code).toBe(1);
});

test('a number and letter without a button lists the buttons', async () => {
  const { text } = await run(withButtons(), ['search x', '7b']);
  expect(text).toContain('! There is no button 7b.\n\nThe last answer has the buttons 1 to 2.');
});
test('a number without a button may be of a list before: the bot knows', async () => {
  const router = withButtons();
  await run(router, ['search x', '7']);
  expect(router.asked).toEqual(['search x', '7']);
});

test('a mistake shows its hint, its suggestions can be pressed, and the code is 1', async () => {
  const router = createFakeRouter((line) =>
    line === 'serach x'
      ? new UserError('unknown-command', 'There is no command "serach".', 'Did you mean search?', [
          'search x',
        ])
      : answerOf(`Answer to ${line}`),
  );
  const { code, text } = await run(router, ['serach x', '1']);
  expect(code).toBe(1);
  expect(text).toMatchInlineSnapshot(`
    "> serach x
    ! There is no command "serach".

    Did you mean search?

    [1] search x

    > 1
    → search x
    Answer to search x

    "
  `);
});

test('after a mistake without suggestions, the buttons of the card before it can be pressed', async () => {
  const router = createFakeRouter((line) =>
    line === 'oops' ? new UserError('oops', 'Oops.', 'Do not.') : answerOf(line, twoButtons),
  );
  await run(router, ['search x', 'oops', '1']);
  expect(router.asked).toEqual(['search x', 'oops', 'abstract 1']);
});

test('a bug shows its incident, but not the error', async () => {
  const caught: unknown[] = [];
  const bug = new TypeError('secret of the inside');
  const router = createFakeRouter(() => bug);
  const onBug = (error: unknown) => `i-${caught.push(error)}`;
  const { code, text } = await run(router, ['help'], { ...talk, onBug });
  expect(code).toBe(1);
  expect(caught).toEqual([bug]);
  expect(text).toBe(
    '> help\n! Something went wrong on my side.\n\nTry again. If it happens again, tell the person who runs me: incident i-1.\n\n',
  );
});

test('an echo is cleaned and cut', async () => {
  const { text } = await run(
    createFakeRouter(() => answerOf('ok')),
    [`a\u001B[2Jb${'x'.repeat(1_000_000)}`],
  );
  expect(text).not.toContain('\u001B');
  expect(text.length).toBeLessThan(300);
});

test('ends quietly when the reader is gone, before a line is run', async () => {
  const router = createFakeRouter();
  const gone = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    },
  });
  await expect(runLines(router, ['help', 'help', 'help'], gone, talk)).resolves.toBe(0);
  expect(router.asked).toEqual([]);
});

test('a full disk is an error', async () => {
  const full = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
    },
  });
  await expect(runLines(createFakeRouter(), ['help'], full, talk)).rejects.toThrow('no space left');
});

async function read(chunks: Uint8Array[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLines(Readable.from(chunks))) lines.push(line);
  return lines;
}

test('lines are the same however the bytes are split', async () => {
  const lines = fc.array(fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll(/[\r\n\uFEFF]/g, '')));
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 1, max: 7 }), async (lines, size) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      expect(await read(chunks)).toEqual(lines);
    }),
  );
});

test('byte order mark and carriage returns are removed; the last line needs no line break', async () => {
  expect(await read([Buffer.from('\uFEFFa\r\n\nb')])).toEqual(['a', '', 'b']);
});
