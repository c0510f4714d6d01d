import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { runJson } from '../../../../adapters/console/modes/json.ts';
import { readLines } from '../../../../adapters/console/modes/lines.ts';
import { UserError } from '../../../../src/errors.ts';
import { answerOf, createFakeRouter, type FakeRouter } from '../../../support/fakes/fake-router.ts';
import { createSink } from '../../../support/fakes/sink.ts';

async function run(router: FakeRouter, input: string | Uint8Array) {
  const out = createSink();
  let clock = 0;
  const now = () => {
    clock += 1.23456;
    return clock;
  };
  const lines = readLines(Readable.from([Buffer.from(input)]));
  const code = await runJson(router, lines, out.stream, { onBug: () => 'i-1', now });
  const rows = out.text().split('\n').slice(0, -1);
  return { code, rows, objects: rows.map((row) => JSON.parse(row)) };
}

test('each line that is not blank becomes one object', async () => {
  const papers = [{ id: '2405.1', title: 'A paper', score: 0.5 }];
  const router = createFakeRouter((line) => ({ ...answerOf(line), papers }));
  const { code, objects } = await run(router, '\n/papers search x\n   \nhelp');
  expect(code).toBe(0);
  expect(objects).toEqual([
    { line: '/papers search x', ok: true, card: answerOf('search x').card, papers, notes: [], ms: 1.23 },
    { line: 'help', ok: true, card: answerOf('help').card, papers, notes: [], ms: 1.23 },
  ]);
});

test("a person's mistake is an answer", async () => {
  const router = createFakeRouter(() => new UserError('bad-filter', 'No.', 'Try yes.', ['yes']));
  const { code, objects } = await run(router, 'search x');
  expect(code).toBe(1);
  expect(objects).toEqual([
    {
      line: 'search x',
      ok: false,
      error: { code: 'bad-filter', message: 'No.', hint: 'Try yes.' },
      ms: 1.23,
    },
  ]);
});

test('a bug shows only its incident', async () => {
  const { code, rows, objects } = await run(
    createFakeRouter(() => new Error('secret')),
    'search x',
  );
  expect(code).toBe(1);
  expect(objects[0].error).toMatchObject({ code: 'bug', incident: 'i-1' });
  expect(rows[0]).not.toContain('secret');
});

test('a megabyte, invalid bytes and line separators each stay one line', async () => {
  const router = createFakeRouter(() => answerOf('ok'));
  const long = 'x'.repeat(1_200_000);
  const input = Buffer.concat([
    Buffer.from(`${long}\r\n`),
    Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x0a]),
    Buffer.from('a\u2028b\u0085c\u202Ed\n'),
  ]);
  const { rows, objects } = await run(router, input);
  expect(objects.map(({ line }) => line)).toEqual([long, '\uFFFD\uFFFDa\u0000', 'a\u2028b\u0085c\u202Ed']);
  expect(rows[2]).toContain('"a\\u2028b\\u0085c\\u202ed"');
});

test('a slow reader slows it down', async () => {
  const router = createFakeRouter(() => answerOf('x'.repeat(100_000)));
  const slow = new PassThrough({ highWaterMark: 1 });
  const lines = Readable.from(['a\n', 'b\n', 'c\n']);
  const done = runJson(router, readLines(lines), slow, { onBug: () => '' });
  for (let turns = 0; turns < 50; turns++) await new Promise(setImmediate);
  expect(router.asked.length).toBeLessThan(3);
  slow.resume();
  await expect(done).resolves.toBe(0);
  expect(router.asked).toEqual(['a', 'b', 'c']);
});

test('ends quietly when the reader goes away during a write', async () => {
  const router = createFakeRouter();
  const stuck = new PassThrough({ highWaterMark: 1 });
  const done = runJson(router, readLines(Readable.from(['a\n'.repeat(100)])), stuck, { onBug: () => '' });
  stuck.once('readable', () => stuck.destroy());
  await expect(done).resolves.toBe(0);
  expect(router.asked.length).toBeLessThan(5);
});
