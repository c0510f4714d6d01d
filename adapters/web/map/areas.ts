import type { Layout } from './umap.ts';

/** A part of the map. */
export interface Area {
  /** From 0 to 1. */
  readonly x: number;
  readonly y: number;
  /** Numbers of the points, in their order. */
  readonly points: readonly number[];
}

const rounds = 20;
const mostAreas = 12;
/** An area has some twenty points or more. */
const pointsInArea = 20;

/** Points between two chances for other work. */
const pointsAtOnce = 2_000;

/** Parts the map into at most twelve areas: k-means, begun from points that are far from each other. The largest first. Yields often. */
export function* findAreas(layout: Layout): Generator<void, readonly Area[]> {
  const count = layout.length / 2;
  const wanted = Math.min(mostAreas, Math.ceil(count / pointsInArea));
  let centres = farApart(layout, wanted);
  let areas: number[][] = [];
  for (let round = 0; round < rounds && centres.length > 0; round++) {
    areas = centres.map(() => []);
    for (let i = 0; i < count; i++) {
      if (i % pointsAtOnce === 0) yield;
      areas[nearestOf(centres, layout, i)]?.push(i);
    }
    areas = areas.filter((points) => points.length > 0);
    centres = areas.map((points) => middleOf(points, layout));
  }
  return areas
    .map((points, i) => ({ x: centres[i]?.[0] ?? 0, y: centres[i]?.[1] ?? 0, points }))
    .toSorted((one, other) => other.points.length - one.points.length);
}

type Spot = readonly [x: number, y: number];

const square = ([x, y]: Spot, layout: Layout, i: number): number =>
  (x - (layout[2 * i] as number)) ** 2 + (y - (layout[2 * i + 1] as number)) ** 2;

/** Each farthest from those before it. */
function farApart(layout: Layout, wanted: number): Spot[] {
  const count = layout.length / 2;
  const centres: Spot[] = [];
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let next = 0; centres.length < wanted; ) {
    const spot: Spot = [layout[2 * next] as number, layout[2 * next + 1] as number];
    centres.push(spot);
    for (let i = 0; i < count; i++) nearest[i] = Math.min(nearest[i] as number, square(spot, layout, i));
    next = nearest.reduce((best, value, i) => (value > (nearest[best] as number) ? i : best), 0);
  }
  return centres;
}

function nearestOf(centres: readonly Spot[], layout: Layout, i: number): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let number = 0; number < centres.length; number++) {
    const distance = square(centres[number] as Spot, layout, i);
    if (distance >= least) continue;
    best = number;
    least = distance;
  }
  return best;
}

function middleOf(points: readonly number[], layout: Layout): Spot {
  let [x, y] = [0, 0];
  for (const i of points) {
    x += layout[2 * i] as number;
    y += layout[2 * i + 1] as number;
  }
  return [x / points.length, y / points.length];
}
