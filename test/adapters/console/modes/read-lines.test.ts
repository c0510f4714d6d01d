import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines } from '../../../../adapters/console/modes/read-lines.ts';

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
