import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { findPackageRoot } from '../../src/app/package-root.ts';

/** A project with one file that says a word and its arguments. */
const root = mkdtempSync(join(tmpdir(), 'paperboy-built-'));
const modules = join(findPackageRoot(), 'node_modules');
/** As the script names them. */
const [, folders = ''] =
  /const folders = \[([^\]]*)\]/.exec(
    readFileSync(join(findPackageRoot(), 'src/app/run-built.mjs'), 'utf8'),
  ) ?? [];
for (const [, folder = ''] of [
  ...folders.matchAll(/'([^']+)'/g),
  ['', 'src/app/compose'],
  ['', 'src/app/services'],
])
  mkdirSync(join(root, folder), { recursive: true });
symlinkSync(modules, join(root, 'node_modules'));
for (const name of ['tsconfig.json', 'tsconfig.build.json', 'src/app/run-built.mjs'])
  copyFileSync(join(findPackageRoot(), name), join(root, name));
writeFileSync(join(root, 'package.json'), '{"type":"module"}');
const saved = join(root, 'dist/seeds-index');
/** The steps that follow the compiler. */
for (const [step, does] of [
  ['compose/save-seeds-index', `writeFileSync(${JSON.stringify(saved)}, 'saved');`],
  ['services/save-new-database', `appendFileSync(${JSON.stringify(saved)}, ', made');`],
  ['bundle', `appendFileSync(${JSON.stringify(saved)}, ' and bundled');`],
])
  writeFileSync(
    join(root, `src/app/${step}.ts`),
    `import { appendFileSync, writeFileSync } from 'node:fs';\n${does}\nexport const writers = [appendFileSync, writeFileSync];\n`,
  );
afterAll(() => rmSync(root, { recursive: true }));

const main = join(root, 'src/main.ts');
const built = join(root, 'dist/src/main.js');

function say(word: string): void {
  writeFileSync(
    main,
    `const said: string = ${word};\nprocess.stdout.write([said, ...process.argv.slice(2)].join(' '));\n`,
  );
}

function run(...args: string[]) {
  const command = [join(root, 'src/app/run-built.mjs'), 'dist/src/main.js', ...args];
  const { stdout, status } = spawnSync(process.execPath, command, { encoding: 'utf8', cwd: tmpdir() });
  return { stdout, status };
}

const compileByHand = () =>
  execFileSync(process.execPath, [
    join(modules, 'typescript/bin/tsc'),
    '-p',
    join(root, 'tsconfig.build.json'),
  ]);

it('compiles what has changed, and only that', () => {
  say("'one'");
  expect(run('--json', 'a b')).toEqual({ stdout: 'one --json a b', status: 0 });
  expect(readFileSync(saved, 'utf8')).toBe('saved, made and bundled');
  const { mtimeMs } = statSync(built);
  expect(run().stdout).toBe('one');
  expect(statSync(built).mtimeMs).toBe(mtimeMs);

  // A file of the same length and time.
  const { atime, mtime } = statSync(main);
  say("'two'");
  utimesSync(main, atime, mtime);
  expect(run().stdout).toBe('two');

  // Compiled by hand meanwhile, and taken back.
  say("'six'");
  compileByHand();
  say("'two'");
  expect(run().stdout).toBe('two');
});

it('runs nothing that does not compile', () => {
  say('6');
  for (const _ of ['once', 'again']) {
    const { stdout, status } = run();
    expect(stdout).toContain('src/main.ts(1,7): error TS2322');
    expect(status).not.toBe(0);
  }
});
