import { describe, expect, it } from 'vitest';
import { layOut } from '../../../../adapters/web/map/umap.ts';
import { createRandom } from '../../../../src/seeded-random.ts';

function run<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Vectors in groups, the members of a group in turn: each near the middle of its group, which has a direction of its own. */
function grouped(groups: number, count: number, dimensions = 24): readonly Int8Array[] {
  const random = createRandom(7);
  const vector = (middle?: Int8Array) =>
    Int8Array.from({ length: dimensions }, (_, i) => 0.8 * (middle?.[i] ?? 0) + 40 * (random() - 0.5));
  const middles = Array.from({ length: groups }, () =>
    Int8Array.from({ length: dimensions }, () => 200 * (random() - 0.5)),
  );
  return Array.from({ length: count }, (_, i) => vector(middles[i % groups]));
}

const distance = (layout: Float32Array, i: number, j: number) =>
  Math.hypot(
    (layout[2 * i] as number) - (layout[2 * j] as number),
    (layout[2 * i + 1] as number) - (layout[2 * j + 1] as number),
  );

describe('the layout of a map', () => {
  const groups = 4;
  const vectors = grouped(groups, 80);
  const layout = run(layOut(vectors));

  it('keeps near vectors near: the nearest dots of a dot are those of its group', () => {
    const same = vectors.map((_, i) => {
      const nearest = vectors
        .map((_, j) => j)
        .filter((j) => j !== i)
        .sort((a, b) => distance(layout, i, a) - distance(layout, i, b))
        .slice(0, 10);
      return nearest.filter((j) => j % groups === i % groups).length / nearest.length;
    });
    expect(same.reduce((sum, share) => sum + share, 0) / same.length).toBeGreaterThan(0.9);
  });
  it('uses the square from 0 to 1, as far as it can', () => {
    expect(Math.min(...layout)).toBeCloseTo(0);
    expect(Math.max(...layout)).toBeCloseTo(1);
  });
  it('is the same for the same vectors, and gives way to other work often', () => {
    const steps = layOut(vectors);
    let count = 0;
    for (; ; count++) {
      const { done, value } = steps.next();
      if (!done) continue;
      expect(value).toEqual(layout);
      break;
    }
    expect(count).toBeGreaterThan(500);
  });
});

it.each([
  ['no', []],
  ['one', grouped(1, 1)],
  ['two', grouped(1, 2)],
  ['three', grouped(1, 3)],
  ['four', grouped(2, 4)],
  ['equal', Array.from({ length: 8 }, () => Int8Array.from([3, 4]))],
  ['empty', Array.from({ length: 8 }, () => new Int8Array(8))],
] as const)('%s vectors have places, too', (_, vectors) => {
  const layout = run(layOut(vectors));
  expect(layout).toHaveLength(2 * vectors.length);
  for (const value of layout) expect(value >= 0 && value <= 1, String(value)).toBe(true);
});
