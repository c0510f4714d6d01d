import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitLines } from '../../../../adapters/files/input/bytes.ts';

async function linesOf(chunks: Iterable<Buffer>, longest?: number) {
  const lines: { number: number; text: string; isCut: boolean }[] = [];
  for await (const { bytes, ...line } of splitLines(asStream(chunks), longest))
    lines.push({ ...line, text: bytes.toString('latin1') });
  return lines;
}

async function* asStream(chunks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
}

it('gives every line of a text, however it is cut into chunks', async () => {
  const chunks = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\r', '\n'), maxLength: 20 }));
  await fc.assert(
    fc.asyncProperty(chunks, async (pieces) => {
      const text = pieces.join('');
      const expected = text.split('\n').map((line) => line.replace(/\r$/, ''));
      if (text === '' || text.endsWith('\n')) expected.pop();
      const lines = await linesOf(pieces.map((piece) => Buffer.from(piece)));
      expect(lines.map((line) => line.text)).toEqual(expected);
      expect(lines.map((line) => line.number)).toEqual(expected.map((_, index) => index + 1));
    }),
  );
});

it('passes over a line that is too long, and goes on behind it', async () => {
  const chunks = ['ok\n', 'x'.repeat(8), 'x'.repeat(8), 'x\n', '1234567890\n', '12345678901\n', 'last'];
  const lines = await linesOf(
    chunks.map((chunk) => Buffer.from(chunk)),
    10,
  );
  expect(lines.map(({ number, isCut }) => [number, isCut])).toEqual([
    [1, false],
    [2, true],
    [3, false],
    [4, true],
    [5, false],
  ]);
  expect(lines[2]?.text).toBe('1234567890');
  expect(lines[4]?.text).toBe('last');
});

it('holds a line of 200 MB for no moment', async () => {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  let most = 0;
  function* chunks() {
    yield Buffer.from('first\n');
    for (let done = 0; done < 200e6; done += chunk.length) {
      most = Math.max(most, process.memoryUsage().arrayBuffers);
      yield chunk;
    }
    yield Buffer.from('\nlast');
  }
  const before = process.memoryUsage().arrayBuffers;
  const lines = await linesOf(chunks());
  expect(lines.map(({ text, isCut }) => (isCut ? `${text.length} of it` : text))).toEqual([
    'first',
    '1000 of it',
    'last',
  ]);
  expect(most - before).toBeLessThan(20e6);
});
