import type { Neighbours } from './neighbours.ts';

/** Pairs of points that belong together, each pair once. */
export interface Graph {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** How surely they do, above 0, up to 1. */
  readonly weights: Float32Array;
}

/** Halvings of the interval in which a width is looked for: enough for six digits. */
const halvings = 40;

/**
 * The fuzzy graph of UMAP (McInnes, Healy and Melville 2018, algorithms 2 and 3): each point is joined surely to its nearest
 * one, and to the others less surely, so that all together count as much as the logarithm of their number. Two points are
 * joined when either of them says so. Yields after each point.
 */
export function* fuzzyGraph({ count, size, nearest, distances }: Neighbours): Generator<void, Graph> {
  const weightOf = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const own = distances.subarray(i * size, (i + 1) * size);
    const closest = own.find((distance) => distance > 0) ?? 0;
    const width = findWidth(own, closest);
    for (let j = 0; j < size; j++) {
      const other = nearest[i * size + j] as number;
      const weight = Math.exp(-Math.max(0, (own[j] as number) - closest) / width);
      const pair = Math.min(i, other) * count + Math.max(i, other);
      const known = weightOf.get(pair) ?? 0;
      weightOf.set(pair, known + weight - known * weight);
    }
    yield;
  }
  return yield* toColumns(weightOf, count);
}

/** Pairs between two chances for other work. */
const pairsAtOnce = 5_000;

function* toColumns(weightOf: ReadonlyMap<number, number>, count: number): Generator<void, Graph> {
  const { size } = weightOf;
  const graph = { from: new Uint32Array(size), to: new Uint32Array(size), weights: new Float32Array(size) };
  let row = 0;
  for (const [pair, weight] of weightOf) {
    if (row % pairsAtOnce === 0) yield;
    graph.from[row] = Math.floor(pair / count);
    graph.to[row] = pair % count;
    graph.weights[row++] = weight;
  }
  return graph;
}

/** The width at which the weights of the distances sum to the binary logarithm of their number. */
function findWidth(distances: Float32Array, closest: number): number {
  const wanted = Math.log2(distances.length);
  let [low, high, width] = [0, Number.POSITIVE_INFINITY, 1];
  for (let i = 0; i < halvings; i++) {
    let sum = 0;
    for (const distance of distances) sum += Math.exp(-Math.max(0, distance - closest) / width);
    if (sum > wanted) high = width;
    else low = width;
    width = high === Number.POSITIVE_INFINITY ? 2 * width : (low + high) / 2;
  }
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  // As umap-learn does: not so small that a single neighbour is left.
  return Math.max(width, 0.001 * mean, Number.MIN_VALUE);
}
