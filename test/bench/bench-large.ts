import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { print } from './report.ts';
import type { EngineReport } from './run-engine.ts';

const script = fileURLToPath(new URL('run-engine.js', import.meta.url));

/** Each measurement has a process of its own, so that its memory is its own. */
function run(engine: string, file: string, count: number, index: string): EngineReport {
  const args = ['--expose-gc', '--max-old-space-size=12000', script, engine, file, `${count}`, index];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const row = (cells: readonly (string | number | undefined)[]) =>
  print(
    `  ${cells
      .map((cell, i) => {
        const text = typeof cell === 'number' ? cell.toFixed(cell < 10 ? 2 : 0) : (cell ?? '–');
        return i === 0 ? text.padEnd(26) : text.padStart(9);
      })
      .join(' ')}`,
  );

const rows = (report: EngineReport) => [
  report.readyMs,
  report.p50,
  report.p95,
  report.p99,
  report.suggestP95,
  report.correctionP95,
  report.memory,
  report.stallMs,
];

/**
 * The engine beside minisearch as it comes, and how it grows. Times are of the processor, in milliseconds.
 * @param repeat more than 1: also with that many altered copies of all papers
 */
export function benchLarge(file: string, repeat: number): void {
  const index = join(tmpdir(), `paperboy-bench-${process.pid}`);
  const all = 100_000;
  print(`${file}: contents, in a process each`);
  row(['', 'ready', 'p50', 'p95', 'p99', 'suggest', 'correct', 'MB', 'stall']);
  const plain = run('minisearch', file, all, index);
  row(['minisearch as it comes', ...rows(plain)]);
  const built = run('build', file, all, index);
  row(['ours, built', ...rows(built)]);
  const started = run('start', file, all, index);
  row(['ours, from its snapshot', ...rows(started)]);
  row(['minisearch / ours', ...rows(plain).map((value, i) => ratio(value, rows(started)[i]))]);
  for (const count of [1_000, 10_000, ...(repeat > 1 ? [all * repeat] : [])]) {
    run('build', file, count, index);
    row([`ours, ${count.toLocaleString('en')} papers`, ...rows(run('start', file, count, index))]);
  }
  rmSync(index, { force: true });
}

const ratio = (theirs: number | undefined, ours: number | undefined) =>
  theirs === undefined || ours === undefined ? undefined : `${(theirs / ours).toFixed(1)} ×`;
