import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantize } from '../../../src/search/vectors/vector.ts';
import { createVectorIndex } from '../../../src/search/vectors/vector-index.ts';
import { createRandom } from '../../../src/seeded-random.ts';

/** Vectors around a few centres, as those of papers about a few subjects. */
function makeVectors(count: number, dimensions: number, seed = 1): Int8Array[] {
  const random = createRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const centres = Array.from({ length: 20 }, () => Array.from({ length: dimensions }, normal));
  return Array.from({ length: count }, (_, i) =>
    quantize((centres[i % centres.length] ?? []).map((value) => value + normal())),
  );
}

const cosine = (a: Int8Array, b: Int8Array) => {
  const product = (x: Int8Array, y: Int8Array) => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
};

const fill = (vectors: readonly Int8Array[]) => {
  const index = createVectorIndex();
  for (const [i, vector] of vectors.entries()) index.put(`d${i}`, vector);
  return index;
};

describe('the nearest vectors', () => {
  it('are those of the largest cosine, best first', () => {
    const vectors = makeVectors(60, 40);
    const [query = new Int8Array()] = makeVectors(1, 40, 7);
    const expected = vectors
      .map((vector, i) => ({ id: `d${i}`, likeness: cosine(query, vector) }))
      .sort((a, b) => b.likeness - a.likeness);
    const found = fill(vectors).nearest(query, 10);
    expect(found.map(({ id }) => id)).toEqual(expected.slice(0, 10).map(({ id }) => id));
    for (const [i, { likeness }] of found.entries())
      expect(likeness).toBeCloseTo(expected[i]?.likeness ?? 0, 5);
  });
  it('are nearly all found in two steps', () => {
    const vectors = makeVectors(4_020, 384);
    const index = fill(vectors.slice(20));
    let found = 0;
    for (const query of vectors.slice(0, 20)) {
      const exact = new Set(index.nearest(query, 50, { exact: true }).map(({ id }) => id));
      found += index.nearest(query, 50).filter(({ id }) => exact.has(id)).length;
    }
    expect(found / (20 * 50)).toBeGreaterThanOrEqual(0.98);
  });
  it('are nothing for a vector of another model, and for an empty index', () => {
    expect(fill(makeVectors(3, 8)).nearest(Int8Array.from([1, 2]), 3)).toEqual([]);
    expect(createVectorIndex().nearest(Int8Array.from([1, 2]), 3)).toEqual([]);
    expect(() => fill(makeVectors(3, 8)).put('x', Int8Array.from([1]))).toThrow('1 components, not 8');
  });
});

it('depends on what is in it, not on the order in which it came or on what was removed', () => {
  const vectors = makeVectors(30, 24);
  const operations = fc.array(fc.tuple(fc.nat(29), fc.boolean(), fc.nat(29)), { maxLength: 60 });
  fc.assert(
    fc.property(operations, (steps) => {
      const changed = createVectorIndex();
      const expected = new Map<string, Int8Array>();
      for (const [id, isPut, which] of steps) {
        const vector = vectors[which] ?? new Int8Array();
        if (isPut) changed.put(`d${id}`, vector);
        else changed.remove(`d${id}`);
        if (isPut) expected.set(`d${id}`, vector);
        else expected.delete(`d${id}`);
      }
      const fresh = createVectorIndex();
      for (const [id, vector] of [...expected].sort(([a], [b]) => (a < b ? -1 : 1))) fresh.put(id, vector);
      const [query = new Int8Array()] = vectors;
      for (const centred of [false, true])
        expect(changed.nearest(query, 5, { centred })).toEqual(fresh.nearest(query, 5, { centred }));
      for (const [id, vector] of expected) expect(changed.get(id)).toEqual(vector);
      expect(changed.size()).toBe(expected.size);
    }),
    { numRuns: 60 },
  );
});

it('compares what tells texts apart, when centred', () => {
  const vectors = makeVectors(50, 32).map((vector) => vector.map((value, i) => value + (i === 0 ? 100 : 0)));
  const length = (vector: Int8Array) => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  const units = vectors.map((vector) => Array.from(vector, (value) => value / length(vector)));
  const mean = Array.from(
    { length: 32 },
    (_, i) => units.reduce((sum, unit) => sum + (unit[i] ?? 0), 0) / 50,
  );
  const centred = units.map((unit) => unit.map((value, i) => value - (mean[i] ?? 0)));
  const product = (a: readonly number[] = [], b: readonly number[] = []) =>
    a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  const like = fill(vectors).likenessTo(vectors[0] ?? new Int8Array(), { centred: true });
  for (const i of [1, 7, 49]) {
    const [a, b] = [centred[0], centred[i]];
    expect(like(`d${i}`)).toBeCloseTo(product(a, b) / Math.sqrt(product(a, a) * product(b, b)), 3);
  }
});
