import { openVectorFile } from '../../adapters/embed/vector-file.ts';
import { quantize } from '../../src/search/vectors/vector.ts';
import { createVectorIndex } from '../../src/search/vectors/vector-index.ts';
import { createRandom } from '../../src/seeded-random.ts';
import { ms, print, summary } from './report.ts';

const wanted = 50;
const searches = 300;

/** How fast and how whole the search in two steps is. */
export async function benchVectors(file: string, made: number): Promise<void> {
  const real = openVectorFile(file).all();
  const random = createRandom(7);
  const isQuery = real.map((_, i) => i % 10 === 0);
  report(`real vectors of ${file}`, real, (i) => isQuery[i] === true);
  // Between two real ones, and a little beside: they lie as the real ones do, only denser.
  const between = Array.from({ length: made }, () => {
    const [a, b] = [pick(real, random), pick(real, random)];
    const share = random();
    return quantize(a.map((value, i) => share * value + (1 - share) * (b[i] ?? 0) + 40 * (random() - 0.5)));
  });
  report('made vectors', between, (i) => i < searches);
}

const pick = (vectors: readonly Int8Array[], random: () => number): Float32Array =>
  Float32Array.from(vectors[Math.floor(random() * vectors.length)] ?? []);

function report(name: string, vectors: readonly Int8Array[], isQuery: (i: number) => boolean): void {
  const index = createVectorIndex();
  const queries = vectors.filter((_, i) => isQuery(i)).slice(0, searches);
  for (const [i, vector] of vectors.entries()) if (!isQuery(i)) index.put(String(i), vector);
  const times: number[] = [];
  let found = 0;
  let exactMs = 0;
  for (const query of queries) {
    let started = performance.now();
    const near = index.nearest(query, wanted);
    times.push(performance.now() - started);
    started = performance.now();
    const exact = new Set(index.nearest(query, wanted, { exact: true }).map(({ id }) => id));
    exactMs += performance.now() - started;
    found += near.filter(({ id }) => exact.has(id)).length;
  }
  const recall = found / (queries.length * Math.min(wanted, index.size()));
  print(`  ${index.size()} ${name}: ${summary(times)}`);
  print(
    `    recall@${wanted} ${recall.toFixed(4)} of the exact scan, which takes ${ms(exactMs / queries.length)}`,
  );
}
