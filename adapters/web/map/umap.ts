import { createRandom } from '../../../src/seeded-random.ts';
import { fuzzyGraph, type Graph } from './fuzzy-graph.ts';
import { findNeighbours } from './neighbours.ts';
import { principalAxes } from './principal-axes.ts';

/** A place on the map for each vector, in the order of the vectors: x and y from 0 to 1. */
export type Layout = Float32Array;

/** umap-learn's defaults: 15 neighbours, a least distance of 0.1, for which its curve 1 / (1 + a·d^2b) has these values. */
const neighbours = 15;
const [a, b] = [1.577, 0.8951];
/** Points that each pair pushes away when it is pulled together. */
const pushed = 5;
/** A push or pull moves a point no farther in one step. */
const mostMoved = 4;
/** Of the first layout, by the two principal axes. */
const firstRadius = 10;
/** Rounds: fewer for many points, which have as many pushes and pulls in each. */
const roundsFor = (points: number) => (points > 10_000 ? 200 : 500);

/**
 * Lays vectors out on a plane so that near ones stay near: UMAP (McInnes, Healy and Melville 2018), begun from the principal
 * axes, which keeps more of the large picture than chance does (Kobak and Linderman 2021). The same vectors give the same map.
 * Yields often, so that other work can go on: a vector or a round is some milliseconds at most.
 * @param vectors of one model
 */
export function* layOut(vectors: readonly Int8Array[]): Generator<void, Layout> {
  const places = yield* principalAxes(vectors, firstRadius);
  if (vectors.length > 3) {
    const graph = yield* fuzzyGraph(yield* findNeighbours(vectors, neighbours));
    yield* pullAndPush(places, graph, vectors.length);
  }
  return toSquare(places);
}

/** Pairs between two chances for other work. */
const pairsAtOnce = 2_000;

/** Stochastic gradient descent on the fuzzy cross entropy; each pair has its turn as often as its weight says. */
function* pullAndPush(places: Float32Array, { from, to, weights }: Graph, points: number): Generator<void> {
  const random = createRandom(points);
  const rounds = roundsFor(points);
  const most = weights.reduce((largest, weight) => Math.max(largest, weight), 0);
  const every = weights.map((weight) => (weight > 0 ? most / weight : Number.POSITIVE_INFINITY));
  const next = every.slice();
  for (let round = 0; round < rounds; round++) {
    const rate = 1 - round / rounds;
    for (let pair = 0; pair < from.length; pair++) {
      if (pair % pairsAtOnce === 0) yield;
      if ((next[pair] as number) > round + 1) continue;
      next[pair] = (next[pair] as number) + (every[pair] as number);
      const [i, j] = [from[pair] as number, to[pair] as number];
      move(places, i, j, rate, pull, true);
      pushAway(places, i, j, rate, random);
    }
  }
}

function pushAway(places: Float32Array, i: number, j: number, rate: number, random: () => number): void {
  for (let k = 0; k < pushed; k++) {
    const own = random() < 0.5 ? i : j;
    const other = Math.floor((random() * places.length) / 2);
    if (other !== i && other !== j) move(places, own, other, rate, push, false);
  }
}

/** Of the logarithm of the curve, and of one minus it, by the square of the distance. */
const pull = (square: number) => (-2 * a * b * square ** (b - 1)) / (a * square ** b + 1);
const push = (square: number) => (2 * b) / ((0.001 + square) * (a * square ** b + 1));

function move(
  places: Float32Array,
  i: number,
  j: number,
  rate: number,
  force: (square: number) => number,
  both: boolean,
): void {
  const dx = (places[2 * i] as number) - (places[2 * j] as number);
  const dy = (places[2 * i + 1] as number) - (places[2 * j + 1] as number);
  const square = dx * dx + dy * dy;
  if (square === 0 && both) return;
  const strength = force(square);
  // Two points at one place are pushed apart along x.
  const x = rate * clip(square === 0 ? mostMoved : strength * dx);
  const y = rate * clip(strength * dy);
  places[2 * i] = (places[2 * i] as number) + x;
  places[2 * i + 1] = (places[2 * i + 1] as number) + y;
  if (!both) return;
  places[2 * j] = (places[2 * j] as number) - x;
  places[2 * j + 1] = (places[2 * j + 1] as number) - y;
}

const clip = (value: number): number => Math.max(-mostMoved, Math.min(mostMoved, value));

/** Into the square from 0 to 1, in the middle of it, with the same scale for x and y. */
function toSquare(places: Float32Array): Layout {
  const [lows, highs] = [
    [Infinity, Infinity],
    [-Infinity, -Infinity],
  ];
  for (const [i, value] of places.entries()) {
    lows[i % 2] = Math.min(lows[i % 2] as number, value);
    highs[i % 2] = Math.max(highs[i % 2] as number, value);
  }
  const sizes = lows.map((low, axis) => (highs[axis] as number) - low);
  const scale = 1 / (Math.max(...sizes) || 1);
  return places.map((value, i) => {
    const [low, size] = [lows[i % 2] as number, sizes[i % 2] as number];
    return (value - low) * scale + (1 - size * scale) / 2;
  });
}
