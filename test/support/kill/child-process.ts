import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface Build {
  /** Starts a compiled file of the repository, e.g. `test/support/kill/store-child.ts`. */
  start(file: string, ...args: string[]): Child;
  /** Where the compiled file lies. */
  path(file: string): string;
  remove(): void;
}

interface Child {
  readonly pid: number;
  readonly lines: readonly string[];
  /** The next line that matches, or undefined when it ends without. */
  line(pattern: RegExp): Promise<string | undefined>;
  /** The code, or the signal's name; `hung` when it had to be ended because it did not end by itself. */
  readonly ended: Promise<number | string>;
  kill(signal: NodeJS.Signals): Promise<number | string>;
}

/** Compiles files for child processes: Node 20 runs no TypeScript. It lies inside node_modules to find packages. */
export function buildForChildren(...files: string[]): Build {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'paperboy-test-'));
  const config = join(folder, 'tsconfig.json');
  const compilerOptions = { noEmit: false, noCheck: true, outDir: folder, rootDir: root, incremental: false };
  const extending = { extends: join(root, 'tsconfig.json'), compilerOptions, include: [] };
  writeFileSync(config, JSON.stringify({ ...extending, files: files.map((file) => join(root, file)) }));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'seeds'), join(folder, 'seeds'));
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config], {
    stdio: 'inherit',
  });
  const path = (file: string) => join(folder, file.replace(/\.ts$/, '.js'));
  return {
    path,
    start: (file, ...args) => startChild(path(file), args),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * A child that has not ended by then hangs, in milliseconds: usually it takes seconds. Tests that start many children have
 * no deadline of their own, since how long those take depends on what else the machine does.
 */
const hangMs = 10 * 60_000;

/** The timeout of a test that ends because each of its children does. */
export const noDeadline = { timeout: 0 };

function startChild(file: string, args: readonly string[]): Child {
  const child: ChildProcess = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const tell = () => {
    for (const look of waiting) look();
  };
  let code: number | string | undefined;
  let isHung = false;
  const hang = setTimeout(() => {
    isHung = true;
    child.kill('SIGKILL');
  }, hangMs);
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream as NodeJS.ReadableStream }).on('line', (line) => {
      lines.push(line);
      tell();
    });
  const ended = new Promise<number | string>((resolve) =>
    child.on('close', (status, signal) => {
      clearTimeout(hang);
      code = isHung ? 'hung' : (status ?? signal ?? 'unknown');
      resolve(code);
      tell();
    }),
  );
  return {
    pid: child.pid ?? -1,
    lines,
    ended,
    line: (pattern) =>
      new Promise((resolve) => {
        const look = () => {
          const found = lines.find((line) => pattern.test(line));
          if (found === undefined && code === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    kill(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
