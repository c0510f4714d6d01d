import { spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { engines } from './engines.mjs';

const at = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const [, script, file, count = '100000', one] = process.argv;

if (file === undefined) {
  process.stderr.write('Usage: node run-peers.mjs PAPERS [COUNT]\n');
  process.exitCode = 2;
} else if (one === undefined) runAll();
else process.stdout.write(`${(await runOne(one)).join('  ')}\n`);

function runAll() {
  const head = ['engine', 'build s', 'load s', 'heap MB', 'rss MB', 'p50 ms', 'p95 ms', 'p99 ms', 'nDCG@10'];
  process.stdout.write(`${count} papers; times are of the processor\n${head.map(pad).join('  ')}\n`);
  for (const name of Object.keys(engines)) {
    const child = spawnSync(process.execPath, [
      '--expose-gc',
      '--max-old-space-size=8000',
      script,
      file,
      count,
      name,
    ]);
    const failure = `${child.stderr}`.split('\n').find((line) => /Error/.test(line)) ?? 'it failed';
    process.stdout.write(child.status === 0 ? `${child.stdout}` : `${pad(name)}  ${failure}\n`);
  }
}

async function runOne(name) {
  const { idsByTitle, ndcg, readJudgements } = await import(at('dist/test/quality/measure.js'));
  const { loadCorpus } = await import(at('dist/src/corpus/corpus.js'));
  const judged = readJudgements(at('test/quality/judgements.json'));
  const seeds = await loadCorpus(at('seeds'));
  const build = await engines[name]();

  const small = await build(seeds.papers.map(({ id, title, abstract }) => ({ id, title, abstract })));
  const ids = idsByTitle(seeds);
  const scores = [];
  for (const { q, papers } of judged) {
    const grades = new Map(Object.entries(papers).map(([title, grade]) => [ids.get(title), grade]));
    if (grades.size > 0) scores.push(ndcg(await small.search(q), grades));
  }
  small.close?.();

  let docs = await readDocs();
  const before = memory();
  let used = cpu();
  let engine = await build(docs);
  const buildMs = engine.buildMs ?? cpu() - used;
  docs = undefined;
  const after = memory();
  let loadMs = Number.NaN;
  if (engine.save !== undefined) {
    await engine.save();
    used = cpu();
    engine = await engine.load();
    loadMs = cpu() - used;
  }
  const times = [];
  for (const run of [0, 1])
    for (const { q } of judged) {
      used = cpu();
      await engine.search(q);
      if (run === 1) times.push(engine.searchMs ?? cpu() - used);
    }
  engine.close?.();
  times.sort((a, b) => a - b);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) =>
    times[Math.floor(times.length * share)].toFixed(2),
  );
  const mean = scores.reduce((sum, each) => sum + each, 0) / scores.length;
  const [heap, rss] = after.map((each, i) => (each - before[i]).toFixed(0));
  return [
    name,
    (buildMs / 1e3).toFixed(1),
    (loadMs / 1e3).toFixed(2),
    heap,
    rss,
    p50,
    p95,
    p99,
    mean.toFixed(3),
  ].map(pad);
}

function pad(value) {
  return String(value).padStart(10);
}

function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

/** Of the heap with buffers, and of the whole process, in MB. */
function memory() {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return [heapUsed + arrayBuffers, rss].map((each) => each / 2 ** 20);
}

async function readDocs() {
  const bytes = createReadStream(file);
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  const docs = [];
  for await (const line of createInterface({ input })) {
    const { id, title, abstract } = JSON.parse(line);
    docs.push({ id, title, abstract });
    if (docs.length >= Number(count)) break;
  }
  return docs;
}
