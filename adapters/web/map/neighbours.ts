import { createVectorIndex } from '../../../src/search/vectors/vector-index.ts';

/** For each of `count` points its nearest others, the nearest first: `size` in a row. */
export interface Neighbours {
  readonly count: number;
  readonly size: number;
  /** Numbers of points. */
  readonly nearest: Uint32Array;
  /** 0 for the same direction, up to 2. */
  readonly distances: Float32Array;
}

/** @param vectors of one model @param wanted of each point; fewer where there are no more points */
export function* findNeighbours(vectors: readonly Int8Array[], wanted: number): Generator<void, Neighbours> {
  const count = vectors.length;
  const size = Math.max(0, Math.min(wanted, count - 1));
  const index = createVectorIndex();
  for (const [i, vector] of vectors.entries()) {
    index.put(String(i), vector);
    yield;
  }
  const nearest = new Uint32Array(count * size);
  const distances = new Float32Array(count * size);
  for (const [i, vector] of vectors.entries()) {
    // One more, because the nearest to a point is mostly the point itself.
    const near = index.nearest(vector, size + 1, { centred: true }).filter(({ id }) => Number(id) !== i);
    for (const [j, { id, likeness }] of near.slice(0, size).entries()) {
      nearest[i * size + j] = Number(id);
      distances[i * size + j] = Math.max(0, 1 - likeness);
    }
    yield;
  }
  return { count, size, nearest, distances };
}
