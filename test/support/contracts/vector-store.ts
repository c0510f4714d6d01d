import { expect, it } from 'vitest';
import type { VectorStore } from '../../../src/ports/embedder.ts';

/** Vectors of texts, by model. */
export function vectorCases(store: () => VectorStore): void {
  const key = (n: number) => n.toString(16).padStart(32, '0');
  it('gives back the vectors of a model that it keeps, and no others', async () => {
    const vectors = [
      { key: key(1), vector: Int8Array.from([127, -128, 0, 1]) },
      { key: key(2), vector: Int8Array.from([0, 10, 13, -1]) },
    ];
    await store().keepVectors('a model', vectors);
    const found = await store().vectors('a model', [key(2), key(3), key(1)]);
    expect([...found].sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual(vectors);
    expect(await store().vectors('another model', [key(1)])).toEqual([]);
    expect(await store().vectors('a model', [])).toEqual([]);
  });
  it('keeps a vector once', async () => {
    const vector = Int8Array.from([1, 2, 3, 4]);
    await store().keepVectors('a model', [{ key: key(4), vector }]);
    await store().keepVectors('a model', [
      { key: key(4), vector: Int8Array.from([4, 3, 2, 1]) },
      { key: key(5), vector },
    ]);
    expect((await store().vectors('a model', [key(4)]))[0]?.vector).toEqual(vector);
    expect(await store().vectors('a model', [key(5)])).toHaveLength(1);
    await store().keepVectors('a model', []);
  });
}
