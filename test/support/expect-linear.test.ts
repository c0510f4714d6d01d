import { expect, it } from 'vitest';
import { expectLinear } from './expect-linear.ts';

it('accepts work that grows with its input, and refuses work that grows with a power of it', async () => {
  await expectLinear((size) => Array.from({ length: size * 10 }, (_, i) => i % 7).length);
  await expect(expectLinear((size) => /a*b/.test('a'.repeat(size)))).rejects.toThrow(
    /four times as much as \d+ takes \d\d times the work/,
  );
});
