import { fileURLToPath } from 'node:url';
import MiniSearch from 'minisearch';
import type { Paper } from '../../src/corpus/paper.ts';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { snapshotFile } from '../../src/search/snapshot-file.ts';
import { readJudgements } from '../quality/measure.ts';
import { watchStalls } from './bench-live.ts';
import { readPapers } from './read-papers.ts';

/** Of one engine. Times are of the processor, in milliseconds. */
export interface EngineReport {
  /** Until all papers are found. */
  readonly readyMs: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly suggestP95?: number;
  readonly correctionP95?: number;
  /** Growth of the heap and of buffers, in MB, with the papers that are kept. */
  readonly memory: number;
  /** The longest time of the processor for which nothing else could run while the index became ready. */
  readonly stallMs?: number;
}

const [, , engine = '', file = '', count = '0', indexFile = ''] = process.argv;
const judgements = fileURLToPath(new URL('../../../test/quality/judgements.json', import.meta.url));
const queries = readJudgements(judgements).map(({ q }) => q);
const mistyped = queries.map((text) => text.replace(/([a-z])([a-z])(?=[a-z]{3})/, '$2$1'));
/** Other mistakes in the same words: each mistake is timed when it is made for the first time. */
const mistypedBefore = queries.map((text) => text.replace(/([a-z]{3})[a-z](?=[a-z]{2})/, '$1'));

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** What is in use of the heap and of buffers, in MB. */
function memory(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

/** The first papers, and altered copies of them where there are too few. */
async function papersOf(wanted: number): Promise<Paper[]> {
  const read = await readPapers(file);
  return Array.from({ length: wanted }, (_, i) => {
    const paper = read[i % read.length] as Paper;
    const copy = Math.floor(i / read.length);
    if (copy === 0) return paper;
    const words = paper.abstract.split(' ');
    const abstract = [...words.slice(copy * 7), `copy${copy}`, ...words.slice(0, copy * 7)].join(' ');
    return { ...paper, id: `${paper.id}v${copy}`, arxivId: `${paper.arxivId}v${copy}`, abstract };
  });
}

async function timed(
  texts: readonly string[],
  call: (text: string) => unknown,
  warmUp = texts,
): Promise<number[]> {
  for (const text of warmUp) await call(text);
  const times: number[] = [];
  for (const text of texts) {
    const started = cpu();
    await call(text);
    times.push(cpu() - started);
  }
  return times.sort((a, b) => a - b);
}

const at = (times: readonly number[], share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;

async function benchMinisearch(): Promise<EngineReport> {
  const before = memory();
  let papers: readonly Paper[] = await papersOf(Number(count));
  const started = cpu();
  const index = new MiniSearch<Paper>({ fields: ['title', 'abstract'] });
  index.addAll(papers);
  const readyMs = cpu() - started;
  papers = [];
  const after = memory();
  const times = await timed(queries, (text) => index.search(text));
  const suggest = await timed(
    queries.map((text) => text.slice(0, 6)),
    (text) => index.autoSuggest(text),
  );
  return {
    readyMs,
    p50: at(times, 0.5),
    p95: at(times, 0.95),
    p99: at(times, 0.99),
    suggestP95: at(suggest, 0.95),
    memory: after - before,
  };
}

async function benchOurs(isStart: boolean): Promise<EngineReport> {
  const before = memory();
  let papers = isStart ? [] : await papersOf(Number(count));
  const started = cpu();
  const watch = watchStalls();
  const nothing = { papers: [], notes: [], subtopics: [] };
  const index = createPaperIndex(nothing);
  const snapshots = index.snapshots(snapshotFile(indexFile, nothing));
  if (isStart) (await snapshots.open())?.use();
  else await index.put(papers);
  const readyMs = cpu() - started;
  const stallMs = watch.stop().longestCpu;
  if (!isStart) await snapshots.save(1);
  papers = [];
  while ((await index.suggest('', { limit: 1e9, kinds: ['paper'] })).length < (await index.size()).papers)
    await new Promise((done) => setTimeout(done, 500));
  const page = { offset: 0, limit: 10, notes: 3 };
  const times = await timed(queries, (text) => index.search(parseQuery(text), page));
  const corrected = await timed(mistyped, (text) => index.search(parseQuery(text), page), mistypedBefore);
  const suggest = await timed(
    queries.map((text) => text.slice(0, 6)),
    (text) => index.suggest(text, { limit: 25 }),
  );
  return {
    readyMs,
    p50: at(times, 0.5),
    p95: at(times, 0.95),
    p99: at(times, 0.99),
    suggestP95: at(suggest, 0.95),
    correctionP95: at(corrected, 0.95),
    memory: memory() - before,
    stallMs,
  };
}

const report = engine === 'minisearch' ? benchMinisearch() : benchOurs(engine === 'start');
process.stdout.write(JSON.stringify(await report));
process.exit(0);
