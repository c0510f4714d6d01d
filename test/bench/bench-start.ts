import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { print, summary } from './report.ts';

const line = 'search stop thinking too long\n';

/** A new process that answers one line and ends. @returns milliseconds of the processor, of all its threads */
function answerOnce(main: string, flags: readonly string[] = []): number {
  // The last line that it writes says what it used, because a process knows of its children only by the clock.
  const report =
    'process.on("exit", () => { const { user, system } = process.cpuUsage(); process.stderr.write("cpu " + (user + system) / 1e3 + "\\n"); });';
  const args = [...flags, '--import', `data:text/javascript,${encodeURIComponent(report)}`, main];
  const { status, stderr } = spawnSync(process.execPath, args, { input: line, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the process ended with ${status}: ${stderr}`);
  return Number(/cpu ([\d.]+)\n$/.exec(stderr)?.[1]);
}

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** What code belongs to: a room of the project, a package, or what V8 says. */
function ownerOf({ functionName, url }: CpuProfile['nodes'][number]['callFrame']): string {
  const own = /\/dist\/((?:src|adapters)\/[^/]+(?:\/[^/.]+(?=\/))?)/.exec(url)?.[1];
  if (own !== undefined) return own;
  const packaged = /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (packaged !== undefined) return packaged;
  if (functionName.startsWith('RegExp')) return 'regular expressions';
  return url === '' && functionName.startsWith('(')
    ? functionName.slice(1, -1)
    : 'Node: modules, files, threads';
}

/** What the main thread does on the way from its start to the first answer, by who owns the code. */
export function benchStart(main: string, runs: number): void {
  print(
    `process to first answer  ${summary(Array.from({ length: runs }, () => answerOnce(main)))} of the processor`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-start-'));
  try {
    answerOnce(main, ['--cpu-prof', '--cpu-prof-interval', '200', '--cpu-prof-dir', folder]);
    const profiles = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
    const longest = profiles.reduce((a, b) => (b.samples.length > a.samples.length ? b : a)) as CpuProfile;
    const owners = new Map(longest.nodes.map(({ id, callFrame }) => [id, ownerOf(callFrame)]));
    const times = new Map<string, number>();
    for (const [i, sample] of longest.samples.entries()) {
      const owner = owners.get(sample) ?? '';
      times.set(owner, (times.get(owner) ?? 0) + (longest.timeDeltas[i] ?? 0) / 1_000);
    }
    times.delete('idle');
    const all = [...times.values()].reduce((sum, time) => sum + time, 0);
    for (const [owner, time] of [...times].sort((a, b) => b[1] - a[1]).slice(0, 12))
      print(`  ${owner.padEnd(32)} ${((100 * time) / all).toFixed(1).padStart(5)} %`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
