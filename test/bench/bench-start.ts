import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
    /** Lines and columns from 0. */
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
      readonly columnNumber: number;
    };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

type CallFrame = CpuProfile['nodes'][number]['callFrame'];

/** The source of a bundled function. A module's own code, which has no name, is where the module begins. */
function createSourceFinder(): (frame: CallFrame) => string {
  const maps = new Map<string, SourceMap | undefined>();
  const mapOf = (url: string) => {
    const file = url.startsWith('file:') ? `${fileURLToPath(url)}.map` : '';
    return existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  };
  return ({ url, lineNumber, columnNumber }) => {
    if (!maps.has(url)) maps.set(url, mapOf(url));
    const entry = maps.get(url)?.findEntry(lineNumber, columnNumber);
    return entry !== undefined && 'originalSource' in entry ? entry.originalSource : url;
  };
}

/** What code belongs to: a room of the project, a package, or what V8 says. */
function ownerOf({ functionName }: CallFrame, url: string): string {
  const packaged = /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (packaged !== undefined) return packaged;
  const own = /(?:^|\/)((?:src|adapters)\/[^/]+(?:\/[^/.]+(?=\/))?)/.exec(url)?.[1];
  if (own !== undefined) return own;
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
    const sourceOf = createSourceFinder();
    const owners = new Map(
      longest.nodes.map(({ id, callFrame }) => [id, ownerOf(callFrame, sourceOf(callFrame))]),
    );
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
