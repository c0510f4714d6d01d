import { expect, it } from 'vitest';
import { createOfflineEmbedder } from '../../../adapters/embed/offline.ts';

// The only test that loads the model.
it('gives vectors that are nearer for texts that mean nearly the same', async () => {
  const embedder = createOfflineEmbedder({ threads: 1 });
  try {
    const [query, near, far] = await embedder.embed(
      [
        'stop thinking too long',
        'Reasoning models overthink: they go on after they have the answer.',
        'A quantum circuit simulator for stabilizer codes.',
      ],
      'urgent',
    );
    const cosine = (a: ArrayLike<number> = [], b: ArrayLike<number> = []) =>
      Array.from(a).reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
    expect(query).toHaveLength(384);
    expect(cosine(query, query)).toBeCloseTo(1, 3);
    expect(cosine(query, near)).toBeGreaterThan(cosine(query, far) + 0.2);
    // Its thread has another way to compile the model.
    expect(await embedder.embed(['stop thinking too long'], 'background')).toEqual([query]);
  } finally {
    await embedder.close();
  }
  await expect(embedder.embed(['more'])).rejects.toThrow('Paperboy is stopping.');
});
