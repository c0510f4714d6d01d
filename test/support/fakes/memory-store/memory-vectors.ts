import type { StoredVector, VectorStore } from '../../../../src/ports/embedder.ts';

export function createMemoryVectors(): VectorStore & { readonly kept: ReadonlyMap<string, Int8Array> } {
  const kept = new Map<string, Int8Array>();
  const nameOf = (model: string, key: string) => `${model}\n${key}`;
  return {
    kept,
    vectors: async (model, keys) =>
      keys.flatMap((key): StoredVector[] => {
        const vector = kept.get(nameOf(model, key));
        return vector === undefined ? [] : [{ key, vector }];
      }),
    async keepVectors(model, vectors) {
      for (const { key, vector } of vectors) {
        const name = nameOf(model, key);
        if (!kept.has(name)) kept.set(name, vector);
      }
    },
  };
}
