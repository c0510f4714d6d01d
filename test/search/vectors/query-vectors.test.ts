import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { EmbeddingError } from '../../../src/errors.ts';
import { createQueryVectors } from '../../../src/search/vectors/query-vectors.ts';
import { hashedEmbedder } from '../../support/fakes/hashed-embedder.ts';

it('asks once for each query', async () => {
  const embedder = hashedEmbedder();
  const vectorOf = createQueryVectors(embedder, 1_000);
  const [first, second] = await Promise.all([vectorOf('red pandas'), vectorOf('red pandas')]);
  expect(first).toBeInstanceOf(Int8Array);
  expect(second).toBe(first);
  await vectorOf('blue pandas');
  expect(embedder.asked).toEqual([['red pandas'], ['blue pandas']]);
});

it('waits for no late vector, and keeps to that for the next pages', async () => {
  const embedder = hashedEmbedder();
  const slow = {
    ...embedder,
    async embed(texts: readonly string[]) {
      await sleep(30);
      return embedder.embed(texts);
    },
  };
  const vectorOf = createQueryVectors(slow, 1);
  expect(await vectorOf('red pandas')).toBeUndefined();
  await sleep(60);
  expect(await vectorOf('red pandas')).toBeUndefined();
  expect(await createQueryVectors(slow, undefined)('red pandas')).toBeInstanceOf(Int8Array);
});

it('gives nothing where the model fails, and leaves it alone for a while', async () => {
  let asked = 0;
  const failing = {
    ...hashedEmbedder(),
    async embed(): Promise<never> {
      asked++;
      throw new EmbeddingError('it is away');
    },
  };
  const vectorOf = createQueryVectors(failing, 1_000);
  expect([await vectorOf('a'), await vectorOf('b'), await vectorOf('c')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(asked).toBe(1);
});
