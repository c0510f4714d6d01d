import type { Embedder } from '../../../src/ports/embedder.ts';

const dimensions = 96;

/** A model for tests: the sum of a direction for each word, so that texts with more words in common are nearer. */
export function hashedEmbedder(): Embedder & { readonly asked: string[][] } {
  const asked: string[][] = [];
  return {
    model: 'hashed words',
    asked,
    async embed(texts) {
      asked.push([...texts]);
      return texts.map(vectorOf);
    },
    async close() {},
  };
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) addDirection(vector, word);
  return vector;
}

function addDirection(vector: Float32Array, word: string): void {
  let state = 2_166_136_261;
  for (const letter of word) state = Math.imul(state ^ letter.charCodeAt(0), 16_777_619);
  for (let i = 0; i < dimensions; i++) {
    state = Math.imul(state ^ (state >>> 15), 2_246_822_507) + 1;
    vector[i] = (vector[i] ?? 0) + ((state >>> 8) / 2 ** 23 - 1);
  }
}
