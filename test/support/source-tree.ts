import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const slashed = (path: string) => path.split(sep).join('/');

export const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Every file below a folder, named from the project's folder, in alphabetical order. Without installed packages. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => slashed(relative(root, join(entry.parentPath, entry.name))))
    .filter((file) => !file.includes('/node_modules/'))
    .sort();

/** The TypeScript files below folders, without declaration files. */
export const sourcesBelow = (...folders: readonly string[]): string[] =>
  folders.flatMap(filesBelow).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));

export interface Import {
  /** As it is written: `./card.ts`, `node:fs`, `minisearch`. */
  readonly specifier: string;
  /** The file it means, when it is one of the project: `src/cards/card.ts`. */
  readonly file?: string;
  readonly isTypeOnly: boolean;
}

const importPattern = /\b(import|export)\b(\s+type\b)?(?:[^;'"]*?\bfrom)?\s*\(?\s*'([^']+)'/g;

/** What a file imports or exports again, by statements and by `import(…)`; type imports are among them. */
export function importsOf(file: string): Import[] {
  return [...read(file).matchAll(importPattern)].map(([, , type, specifier = '']) => ({
    specifier,
    isTypeOnly: type !== undefined,
    ...(specifier.startsWith('.') && { file: posix.join(dirname(file), specifier) }),
  }));
}

/**
 * One way around each knot of files that import each other, e.g. `a.ts → b.ts → a.ts`.
 * Depth first: a file that is met again while its own imports are being walked closes a cycle.
 */
export function cyclesAmong(files: readonly string[]): string[] {
  const cycles: string[] = [];
  const walked = new Set<string>();
  const path: string[] = [];
  const walk = (file: string) => {
    const start = path.indexOf(file);
    if (start >= 0) cycles.push([...path.slice(start), file].join(' → '));
    if (walked.has(file)) return;
    walked.add(file);
    path.push(file);
    for (const each of importsOf(file))
      if (each.file !== undefined && files.includes(each.file)) walk(each.file);
    path.pop();
  };
  for (const file of files) walk(file);
  return cycles;
}
