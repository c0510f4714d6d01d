import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpack } from '../../../../adapters/files/input/open-input.ts';

/** Letters without a pattern, which gzip can only halve. */
const text = Buffer.alloc(200_000);
let state = 1;
for (let at = 0; at < text.length; at++) {
  state = (state * 48_271) % 2_147_483_647;
  text[at] = 97 + (state % 26);
}
const packed = gzipSync(text);

async function unpacked(bytes: Buffer, step = 64 * 1024) {
  const pieces: Buffer[] = [];
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
  }
  try {
    for await (const piece of unpack(chunks())) pieces.push(piece);
    return { read: Buffer.concat(pieces) };
  } catch (error) {
    return { read: Buffer.concat(pieces), problem: (error as Error).message };
  }
}

describe('unpack', () => {
  it.each([100, 1_000, 64 * 1024])('reads gzip in chunks of %i, by its first bytes', async (step) => {
    const { read, problem } = await unpacked(packed, step);
    expect(problem).toBeUndefined();
    expect(read.equals(text)).toBe(true);
  });

  it('leaves anything else as it is', async () => {
    for (const bytes of [text, Buffer.from([0x1f]), Buffer.from([0x1f, 0x8b, 9]), Buffer.alloc(0)])
      expect((await unpacked(bytes, 1_000)).read.equals(bytes)).toBe(true);
  });

  it('reads several packed files one behind the other, and zeros behind them', async () => {
    const { read, problem } = await unpacked(Buffer.concat([packed, packed, Buffer.alloc(100_000)]));
    expect(problem).toBeUndefined();
    expect(read.equals(Buffer.concat([text, text]))).toBe(true);
  });

  it.each([0.1, 0.5, 0.9])(
    'gives what is there of a file that is cut off at %d, and says where',
    async (part) => {
      const { read, problem } = await unpacked(packed.subarray(0, packed.length * part), 5_000);
      expect(read.length).toBeGreaterThan(text.length * (part - 0.1));
      expect(text.subarray(0, read.length).equals(read)).toBe(true);
      expect(problem).toBe(
        `The compressed file is cut off after ${read.length.toLocaleString('en-US')} bytes of text.`,
      );
    },
  );

  it('says that a file is cut off within its last bytes', async () => {
    const { read, problem } = await unpacked(packed.subarray(0, -3));
    expect(read.equals(text)).toBe(true);
    expect(problem).toMatch(/cut off after 200,000 bytes/);
  });

  it('gives what stands before a broken place', async () => {
    const broken = Buffer.from(packed);
    const middle = packed.length >> 1;
    broken.fill(0xff, middle, middle + 50);
    const { read, problem } = await unpacked(broken, 5_000);
    expect(problem).toMatch(/^The compressed file is broken \(.+\) after [\d,]+ bytes of text\.$/);
    expect(read.length).toBeGreaterThan(text.length / 4);
    expect((await unpacked(Buffer.concat([packed, Buffer.from('rubbish')]))).problem).toMatch(/is broken/);
  });
});
