/** Rounds of power iteration: the axes need not be exact. */
const rounds = 20;
/** Vectors between two chances for other work. */
const rowsAtOnce = 1_000;

/**
 * Places of vectors on their two principal axes, x and y in turn, scaled so that the farthest is at `radius`. Yields often.
 */
export function* principalAxes(vectors: readonly Int8Array[], radius: number): Generator<void, Float32Array> {
  const rows = yield* centred(vectors);
  const places = new Float32Array(2 * vectors.length);
  const axes: Float32Array[] = [];
  for (const axis of [0, 1]) {
    let direction = firstDirection(rows[0]?.length ?? 0, axis);
    for (let round = 0; round < rounds; round++) {
      const next = yield* sumAlong(rows, direction);
      for (const other of axes) add(next, other, -product(next, other));
      direction = unit(next);
    }
    axes.push(direction);
    for (const [i, row] of rows.entries()) {
      if (i % rowsAtOnce === 0) yield;
      places[2 * i + axis] = product(row, direction);
    }
  }
  const farthest = places.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return places.map((value) => (value * radius) / (farthest || 1));
}

/** The rows, each as often as it points along the direction. */
function* sumAlong(rows: readonly Float32Array[], direction: Float32Array): Generator<void, Float32Array> {
  const sum = new Float32Array(direction.length);
  for (const [i, row] of rows.entries()) {
    if (i % rowsAtOnce === 0) yield;
    add(sum, row, product(row, direction));
  }
  return sum;
}

/** As directions, without their mean. */
function* centred(vectors: readonly Int8Array[]): Generator<void, readonly Float32Array[]> {
  const rows: Float32Array[] = [];
  const mean = new Float32Array(vectors[0]?.length ?? 0);
  for (const [i, vector] of vectors.entries()) {
    if (i % rowsAtOnce === 0) yield;
    const row = unit(Float32Array.from(vector));
    add(mean, row, 1 / vectors.length);
    rows.push(row);
  }
  for (const [i, row] of rows.entries()) {
    if (i % rowsAtOnce === 0) yield;
    add(row, mean, -1);
  }
  return rows;
}

/** Any direction will do that is not at a right angle to the axis. */
const firstDirection = (dimensions: number, axis: number): Float32Array =>
  unit(Float32Array.from({ length: dimensions }, (_, i) => Math.sin((i + 1) * (axis + 1))));

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function add(to: Float32Array, other: Float32Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) + times * (other[i] as number);
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(product(vector, vector)) || 1;
  return vector.map((value) => value / length);
}
