import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { createProgress } from '../../../../adapters/files/import/report.ts';
import { defined } from '../../../../src/defined.ts';

/** A file of 1,000 bytes, and a clock, which both stand where they are put. */
function begin(isTTY: boolean, size?: number) {
  const at = { bytes: 0, now: 0 };
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 200 });
  const file = { name: 'a.jsonl', bytesRead: () => at.bytes, ...defined({ size }) };
  const progress = createProgress(file, stream, { now: () => at.now });
  const go = (seconds: number, bytes: number, items: number, upTo = items) => {
    Object.assign(at, { bytes, now: seconds * 1000 });
    progress.update(items, upTo);
  };
  return { go, end: progress.end, said: () => `${stream.read() ?? ''}` };
}

it('writes a line every ten seconds where there is no terminal', () => {
  const { go, end, said } = begin(false, 1_000);
  go(1, 50, 1_000);
  go(9, 150, 3_000);
  expect(said()).toBe('');
  go(11, 300, 5_500);
  expect(said()).toBe('a.jsonl: 30 % · 5,500 read · 500/s · 28 s left\n');
  go(20, 400, 7_000);
  go(21, 500, 10_500);
  end();
  expect(said()).toBe('a.jsonl: 50 % · 10,500 read · 500/s · 22 s left\n');
});

it('knows no end of a pipe', () => {
  const { go, said } = begin(false);
  go(125, 500, 1_000);
  expect(said()).toBe('a.jsonl: 1,000 read · 8/s\n');
});

it('counts the rate of this import alone', () => {
  const { go, said } = begin(false, 1_000);
  go(10, 600, 1_000, 51_000);
  expect(said()).toBe('a.jsonl: 60 % · 51,000 read · 100/s\n');
});

it('draws a bar on a terminal, and takes it away', () => {
  const { go, end, said } = begin(true, 1_000);
  go(1, 250, 1_000);
  go(2, 500, 2_000);
  end();
  const drawn = said();
  expect(drawn).toContain('a.jsonl');
  expect(drawn).toMatch(/[=█]+/);
  expect(drawn.endsWith('\n')).toBe(false);
});
