import { expect, it } from 'vitest';
import { blend, blendedDepth } from '../../../src/search/vectors/blend.ts';

const candidate = (id: string, score: number, like?: number) => ({ id, score, like });
const order = (...candidates: ReturnType<typeof candidate>[]) =>
  blend(
    candidates,
    ({ like }) => like,
    ({ like }) => like !== undefined,
    0.5,
  ).map(({ id }) => id);

it('adds what words and vectors say, each between its least and its most', () => {
  const a = candidate('a', 100, 0.2);
  const b = candidate('b', 60, 0.3);
  const c = candidate('c', 0, 0.25);
  expect(order(a, b, c)).toEqual(['b', 'a', 'c']);
});

it('takes words alone for what has no vector', () => {
  expect(order(candidate('a', 9), candidate('b', 5, 0.1), candidate('c', 4, 0.5))).toEqual(['a', 'c', 'b']);
});

it('keeps the order by words where nothing has a vector', () => {
  expect(order(candidate('a', 9), candidate('b', 5), candidate('c', 5), candidate('d', 1))).toEqual([
    'a',
    'b',
    'c',
    'd',
  ]);
});

it('leaves what is far back in both orders where it was, without a score', () => {
  const many = Array.from({ length: blendedDepth + 20 }, (_, i) => candidate(`n${i}`, 1_000 - i));
  const near = candidate('near', 1, 0.9);
  const blended = blend(
    [...many, near],
    ({ like }) => like,
    ({ like }) => like !== undefined,
    0.5,
  );
  expect(blended).toHaveLength(many.length + 1);
  expect(blended.slice(-20)).toEqual(many.slice(-20).map((each) => ({ ...each, score: 0 })));
  expect(blended.findIndex(({ id }) => id === 'near')).toBeLessThan(blendedDepth + 1);
});
