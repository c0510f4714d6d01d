import { createCentre } from './centre.ts';
import { createSignBits } from './sign-bits.ts';
import { dot } from './vector.ts';

interface Near {
  readonly id: string;
  /** The cosine, -1 to 1. */
  readonly likeness: number;
}

interface Comparison {
  /** Compares what tells texts apart from the mean of all: for two texts of the collection, not for a query. */
  readonly centred?: boolean;
}

/** For each vector that is wanted, so many are compared in full, and at least `leastCompared`. */
const comparedForOne = 16;
const leastCompared = 800;

/** Vectors of one model by id. */
export function createVectorIndex() {
  const rowOf = new Map<string, number>();
  const ids: string[] = [];
  let rows = createRows(0);

  function rowsFor(dimensions: number) {
    if (ids.length === 0 && rows.dimensions !== dimensions) rows = createRows(dimensions);
    if (rows.dimensions !== dimensions)
      throw new Error(`a vector has ${dimensions} components, not ${rows.dimensions}`);
    return rows;
  }

  /** The rows whose signs differ least from those of the vector: at least `wanted`, if there are so many. */
  function candidates(vector: Int8Array, wanted: number): readonly number[] {
    if (ids.length <= wanted) return ids.map((_, row) => row);
    const distances = rows.signs.distances(vector, ids.length);
    const holders = new Uint32Array(rows.dimensions + 1);
    for (const distance of distances) holders[distance] = (holders[distance] as number) + 1;
    let most = 0;
    for (let sum = holders[0] as number; sum < wanted; sum += holders[most] as number) most++;
    const near: number[] = [];
    for (let row = 0; row < distances.length; row++) if ((distances[row] as number) <= most) near.push(row);
    return near;
  }

  return {
    size: (): number => ids.length,
    has: (id: string): boolean => rowOf.has(id),
    ids: (): readonly string[] => [...ids],
    /**
     * Adds a vector, or replaces the one of that id.
     * @throws Error when it has more or fewer components than those that are there
     */
    put(id: string, vector: Int8Array): void {
      const { set } = rowsFor(vector.length);
      const known = rowOf.get(id);
      const row = known ?? ids.push(id) - 1;
      rowOf.set(id, row);
      set(row, vector, known !== undefined);
    },
    /** Removes the vector of an id, if there is one. The last row takes its place. */
    remove(id: string): void {
      const row = rowOf.get(id);
      if (row === undefined) return;
      rowOf.delete(id);
      const moved = ids.pop() as string;
      rows.drop(row, ids.length);
      if (row === ids.length) return;
      ids[row] = moved;
      rowOf.set(moved, row);
    },
    get(id: string): Int8Array | undefined {
      const row = rowOf.get(id);
      return row === undefined ? undefined : rows.read(row);
    },
    /** The cosines of a vector with those of ids; undefined for an id without a vector. */
    likenessTo(vector: Int8Array, { centred = false }: Comparison = {}): (id: string) => number | undefined {
      if (vector.length !== rows.dimensions) return () => undefined;
      const compare = rows.compare(vector, centred);
      return (id) => {
        const row = rowOf.get(id);
        return row === undefined ? undefined : compare(row);
      };
    },
    /**
     * The nearest, best first; equal ones by id. In two steps: the vectors whose signs differ least, and of these the nearest.
     * @param exact compares all vectors in full
     */
    nearest(
      vector: Int8Array,
      count: number,
      { centred = false, exact = false }: Comparison & { readonly exact?: boolean } = {},
    ): readonly Near[] {
      if (vector.length !== rows.dimensions) return [];
      const wanted = exact ? ids.length : Math.max(leastCompared, comparedForOne * count);
      const compare = rows.compare(vector, centred);
      return candidates(vector, wanted)
        .map((row) => ({ id: ids[row] as string, likeness: compare(row) }))
        .sort((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1))
        .slice(0, count);
    },
  };
}

/** The components of vectors, their lengths, signs and mean, in rows. */
function createRows(dimensions: number) {
  let components = new Int8Array(0);
  let lengths = new Float32Array(0);
  const signs = createSignBits(dimensions);
  const centre = createCentre(dimensions);

  const read = (row: number) => components.slice(row * dimensions, (row + 1) * dimensions);

  function reserve(rows: number): void {
    if (rows <= lengths.length) return;
    const [more, moreLengths] = [new Int8Array(2 * rows * dimensions), new Float32Array(2 * rows)];
    more.set(components);
    moreLengths.set(lengths);
    [components, lengths] = [more, moreLengths];
  }

  return {
    dimensions,
    signs,
    read,
    set(row: number, vector: Int8Array, isKnown: boolean): void {
      reserve(row + 1);
      if (isKnown) centre.remove(read(row), lengths[row] as number);
      components.set(vector, row * dimensions);
      lengths[row] = Math.sqrt(dot(vector, vector));
      signs.set(row, vector);
      centre.add(vector, lengths[row] as number);
    },
    /** Takes a row out, and puts the row `last` in its place. */
    drop(row: number, last: number): void {
      centre.remove(read(row), lengths[row] as number);
      components.copyWithin(row * dimensions, last * dimensions, (last + 1) * dimensions);
      lengths[row] = lengths[last] as number;
      signs.move(last, row);
    },
    /** The cosine of a vector with that of a row. */
    compare(vector: Int8Array, centred: boolean): (row: number) => number {
      const length = Math.sqrt(dot(vector, vector));
      const cosine = (row: number) =>
        dot(vector, components, row * dimensions) / (length * (lengths[row] as number) || 1);
      if (!centred) return cosine;
      const square = centre.square();
      const own = centre.offset(vector, 0, length);
      const ownLength = Math.sqrt(Math.max(0, 1 - 2 * own + square));
      return (row) => {
        const other = centre.offset(components, row * dimensions, lengths[row] as number);
        const product = cosine(row) - own - other + square;
        return product / (ownLength * Math.sqrt(Math.max(0, 1 - 2 * other + square)) || 1);
      };
    },
  };
}
