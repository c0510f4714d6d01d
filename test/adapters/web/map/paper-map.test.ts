import { expect, it } from 'vitest';
import { createPaperMap } from '../../../../adapters/web/map/paper-map.ts';
import { until } from '../../../support/until.ts';

function library(count: number) {
  const state = { count, broken: false };
  return {
    state,
    index: {
      paperVectors: async (limit: number) =>
        Array.from({ length: Math.min(limit, state.count) }, (_, i) => ({
          id: `p${i}`,
          vector: Int8Array.from([100 * (i % 2), 100 * ((i + 1) % 2), i % 7, i % 5]),
        })),
      async paper(id: string) {
        if (state.broken) throw new Error('no records');
        const isEven = Number(id.slice(1)) % 2 === 0;
        return { title: isEven ? `Sparse lattices ${id}` : `Deep oceans ${id}` } as never;
      },
    },
  };
}

it('is drawn once, in the background, and again when a tenth has come', async () => {
  const { state, index } = library(60);
  const map = createPaperMap(index, (error) => {
    throw error;
  });
  expect(await map.read()).toEqual({ kind: 'drawing', papers: 60 });
  const isReady = async (papers: number) => {
    const read = await map.read();
    return read.kind === 'ready' && read.papers.length === papers;
  };
  await until(() => isReady(60));
  const first = await map.read();
  expect(first.kind === 'ready' && new Set(first.areas.flatMap(({ name }) => name.split(', ')))).toEqual(
    new Set(['sparse lattices', 'deep oceans']),
  );
  state.count = 65;
  expect(await map.read()).toBe(first);
  state.count = 70;
  expect(await map.read()).toBe(first);
  await until(() => isReady(70));
});

it('says that there is nothing to draw, and tries again after a failure', async () => {
  const { state, index } = library(0);
  const errors: unknown[] = [];
  const map = createPaperMap(index, (error) => errors.push(error));
  expect(await map.read()).toEqual({ kind: 'none' });
  Object.assign(state, { count: 5, broken: true });
  await map.read();
  await until(async () => errors.length > 0);
  state.broken = false;
  await until(async () => (await map.read()).kind === 'ready');
});
