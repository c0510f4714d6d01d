import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Each room and the rooms it may import from: one way, left to right (`src/README.md`). */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/cards': [],
  'src/corpus': [],
  'src/intake': ['src/search', 'src/corpus', 'src/errors', 'src/ports'],
  'src/search': ['src/cards', 'src/corpus', 'src/errors', 'src/ports'],
  'src/topics': ['src/search', 'src/cards', 'src/corpus', 'src/errors', 'src/ports'],
  'src/digest': [
    'src/topics',
    'src/intake',
    'src/search',
    'src/cards',
    'src/corpus',
    'src/errors',
    'src/ports',
  ],
  'src/commands': [
    'src/digest',
    'src/topics',
    'src/intake',
    'src/search',
    'src/cards',
    'src/corpus',
    'src/errors',
    'src/ports',
  ],
  'src/store': [
    'src/ports',
    'src/search',
    'src/topics',
    'src/digest',
    'src/intake',
    'src/corpus',
    'src/cards',
  ],
  'src/ports': [
    'src/store',
    'src/search',
    'src/topics',
    'src/digest',
    'src/intake',
    'src/corpus',
    'src/cards',
  ],
  'src/errors': [],
  'src/time': [],
  'src/defined': [],
};
const adapterSees = [
  'src/time',
  'src/ports',
  'src/errors',
  'src/cards',
  'src/commands',
  'src/corpus',
  'src/intake',
  'src/topics',
  'src/digest',
  'src/search',
];
const seesEverything = ['src/app', 'src/main'];
const minisearchHome = 'src/search/index/minisearch.ts';

const files = ['src', 'adapters'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name).split(sep).join('/')),
);

/** `src/search/query.ts` → `src/search`; `src/ports.ts` → `src/ports`. */
const roomOf = (file: string) => file.split('/').slice(0, 2).join('/').replace(/\.ts$/, '');

function importsOf(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

function allows(from: string, to: string): boolean {
  if (from === to || seesEverything.includes(from) || to === 'src/defined') return true;
  if (from.startsWith('adapters/')) return adapterSees.includes(to);
  return allowed[from]?.includes(to) ?? false;
}

it('imports go one way', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => target.startsWith('.'))
      .map((target) =>
        relative(root, join(root, dirname(file), target))
          .split(sep)
          .join('/'),
      )
      .filter((target) => !allows(roomOf(file), roomOf(target)))
      .map((target) => `${file} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

it('minisearch lives in one file', () => {
  expect(files.filter((file) => importsOf(file).some((target) => target.startsWith('minisearch')))).toEqual([
    minisearchHome,
  ]);
});

it('the environment is read by the process alone', () => {
  const readers = files.filter((file) =>
    /process\.(env|argv|exit)/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(readers).toEqual(['src/main.ts', 'src/app/register.ts']);
});

it('no file is too long to read in one sitting', () => {
  const long = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 250);
  expect(long).toEqual([]);
});
