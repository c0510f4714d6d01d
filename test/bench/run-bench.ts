import { fileURLToPath } from 'node:url';
import { type Corpus, loadCorpus } from '../../src/corpus/corpus.ts';
import type { PaperIndex } from '../../src/ports/index.ts';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { readJudgements } from '../quality/measure.ts';
import { benchLarge } from './bench-large.ts';
import { benchLive } from './bench-live.ts';
import { benchPlaces } from './bench-places.ts';
import { benchStart } from './bench-start.ts';
import { benchTopics } from './bench-topics.ts';
import { benchVectors } from './bench-vectors.ts';
import { readPapers } from './read-papers.ts';
import { measure, ms, print, summary } from './report.ts';

// From dist/test/bench to the project.
const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const queries = readJudgements(at('test/quality/judgements.json')).map(({ q }) => q);

async function timed(
  runs: number,
  texts: readonly string[],
  call: (text: string) => Promise<unknown>,
): Promise<string> {
  const times: number[] = [];
  for (let run = -1; run < runs; run++) {
    for (const text of texts) {
      const started = performance.now();
      await call(text);
      if (run >= 0) times.push(performance.now() - started);
    }
  }
  return summary(times);
}

/** What a person types on the way to a query: its first 1 to 20 letters. */
const prefixes = (text: string) =>
  Array.from({ length: Math.min(text.length, 20) }, (_, i) => text.slice(0, i + 1));

async function benchIndex(
  name: string,
  corpus: Pick<Corpus, 'papers' | 'notes' | 'subtopics'>,
  runs: number,
): Promise<void> {
  const built = await measure((): PaperIndex => createPaperIndex(corpus));
  const index = built.result;
  print(`${name}: ${corpus.papers.length} papers, ${corpus.notes.length} notes`);
  print(
    `  index build      ${ms(built.ms)} (${ms(built.cpu)} of the processor), ${built.heap.toFixed(0)} MB of heap`,
  );
  print(
    `  search           ${await timed(runs, queries, (text) => index.search(parseQuery(text), { offset: 0, limit: 10, notes: 3 }))}`,
  );
  print(
    `  suggest          ${await timed(1, queries.flatMap(prefixes), (text) => index.suggest(text, { limit: 25 }))}`,
  );
}

/** New papers of one busy day. */
const papersOfDay = 300;

const seeds = await loadCorpus(at('seeds'));
const file = process.env['PAPERS'];
const papers = file === undefined ? seeds.papers : await readPapers(file);

print(`Node ${process.version}`);
benchStart(at('dist/bundle/main.js'), 5);
await benchIndex('seeds', seeds, 5);
print('vectors');
await benchVectors(process.env['VECTORS'] ?? at('seeds/vectors.bin'), 100_000);
await benchTopics(papers.slice(0, papersOfDay), papers.slice(papersOfDay, 2 * papersOfDay), papers);
await benchPlaces(seeds, papers.slice(0, papersOfDay));
if (file === undefined) print('skipped: a larger corpus, which PAPERS=file.jsonl[.gz] names');
else {
  benchLarge(file, Number(process.env['REPEAT'] ?? 1));
  await benchIndex(file, { papers, notes: [], subtopics: [] }, 1);
  await benchLive(papers, queries);
}
