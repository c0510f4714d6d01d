import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../support/source-tree.ts';

/**
 * The package and the image, made by the commands of package.json and the Dockerfile in an empty folder: what `npm pack`
 * packs, beside the packages that are no devDependencies. The packages are copied, because a test reaches no network.
 */
const folder = mkdtempSync(join(tmpdir(), 'paperboy-package-'));
const modules = join(folder, 'app/node_modules');
const app = join(modules, 'paperboy');
let packed: readonly string[] = [];

const run = (command: string, args: readonly string[], cwd = root) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

beforeAll(() => {
  const cache = join(folder, 'cache');
  const [{ filename, files }] = JSON.parse(
    run('npm', ['pack', '--json', '--silent', '--pack-destination', folder, '--cache', cache]).replace(
      /^[^[]*/,
      '',
    ),
  ) as [{ filename: string; files: { path: string }[] }];
  packed = files.map(({ path }) => path);
  mkdirSync(app, { recursive: true });
  run('tar', ['-xzf', join(folder, filename), '-C', app, '--strip-components=1']);
  const packages = run('npm', ['ls', '--omit=dev', '--all', '--parseable']).trim().split('\n').slice(1);
  for (const each of packages) {
    const to = join(modules, relative(join(root, 'node_modules'), each));
    mkdirSync(dirname(to), { recursive: true });
    // A package within another is a line of its own.
    cpSync(each, to, {
      recursive: true,
      filter: (path) => !path.slice(each.length).includes('node_modules'),
    });
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the bot with nothing of this project's in its environment. */
const paperboy = (input: string, ...args: string[]) => runBot([], input, ...args);

/** @param flags of Node */
function runBot(flags: readonly string[], input: string, ...args: string[]) {
  const env = { PATH: '/usr/bin:/bin', EMBEDDINGS: 'off' };
  const cwd = join(folder, 'home');
  mkdirSync(cwd, { recursive: true });
  return spawnSync(process.execPath, [...flags, join(app, 'dist/bundle/main.js'), ...args], {
    cwd,
    env,
    input,
    encoding: 'utf8',
  });
}

it('a package holds the bundled bot and the saved pages, with their index, and neither tests nor sources', () => {
  const allowed =
    /^(dist\/bundle\/.+\.js(\.map)?|dist\/(?:seeds-index|new-database)|adapters\/web\/static\/.+|seeds\/.+|package\.json|README\.md|LICENSE)$/;
  expect(packed.filter((path) => !allowed.test(path))).toEqual([]);
  const { bin } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as {
    bin: { paperboy: string };
  };
  expect(packed).toEqual(expect.arrayContaining([bin.paperboy, 'dist/seeds-index', 'dist/new-database']));
  expect(readFileSync(join(app, bin.paperboy), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

/** Code for `--import` that writes the name of each file that is loaded as a module to standard error. */
const tellFiles = [
  'export { load }; import { writeSync } from "node:fs"; import { basename } from "node:path";',
  'const load = (url, context, next) => { if (url.startsWith("file:")) writeSync(2, basename(url) + "\\n"); return next(url, context); };',
].join('\n');
const asUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
const hook = asUrl(`import { register } from 'node:module'; register(${JSON.stringify(asUrl(tellFiles))});`);

it('a first answer needs two files, as long as nothing is stored', () => {
  const { stdout, stderr } = runBot(['--import', hook], 'search mamba size:1\n');
  expect(stdout).toContain('Mamba');
  expect(stderr.trim().split('\n')).toEqual(['main.js', 'start.js']);
});

it('the package runs without a compiler and without devDependencies: look-ups, a store, a queue', () => {
  expect(paperboy('', '--version').stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/);
  const { stdout, status, stderr } = paperboy('paper QuIP#\nfollow mamba\nstatus\n');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('QuIP#: Even Better LLM Quantization');
  expect(stdout).toContain('All is well.');
});

/** Bytes of a folder. */
const sizeOf = (path: string) => Number(run('du', ['-sb', path]).split('\t')[0]);

/** gcr.io/distroless/cc-debian12 has 23.5 MB, uncompressed. */
const baseBytes = 24e6;

it('the image has less than 250 MB, and runs where there is nothing but the C and C++ libraries', () => {
  const prune = /find node_modules .*-delete/.exec(
    readFileSync(join(root, 'Dockerfile'), 'utf8').replaceAll(/\\\n/g, ' '),
  );
  run('sh', ['-c', prune?.[0] ?? 'false'], join(folder, 'app'));
  const bytes = { node: sizeOf(process.execPath), app: sizeOf(join(folder, 'app')), base: baseBytes };
  const total = bytes.node + bytes.app + bytes.base;
  console.log(
    Object.entries({ ...bytes, total })
      .map(([part, size]) => `${part}: ${(size / 1e6).toFixed(0)} MB`)
      .join(', '),
  );
  expect(total).toBeLessThan(250e6);
  expect(paperboy('search mamba size:1\n').status).toBe(0);

  // Only root may change the root folder, and run as somebody else.
  if (process.getuid?.() !== 0) return;
  const rootFolder = join(folder, 'root');
  mkdirSync(join(rootFolder, 'app'), { recursive: true });
  const libraries = run('ldd', [process.execPath]).matchAll(/(\/\S+) \(0x/g);
  for (const file of [process.execPath, ...[...libraries].map(([, path = '']) => path)])
    cpSync(file, join(rootFolder, file), { dereference: true });
  cpSync(join(folder, 'app'), join(rootFolder, 'app'), { recursive: true });
  mkdirSync(join(rootFolder, 'data'));
  chownSync(join(rootFolder, 'data'), 65_532, 65_532);
  const inImage = spawnSync(
    'chroot',
    [
      '--userspec=65532:65532',
      rootFolder,
      process.execPath,
      '/app/node_modules/paperboy/dist/bundle/main.js',
      '--json',
    ],
    {
      env: { PATH: '/usr/sbin:/usr/bin', PAPERBOY_DATA: '/data', NODE_ENV: 'production' },
      input: 'search mixture of experts\nstatus\n',
      encoding: 'utf8',
    },
  );
  const answers = inImage.stdout.trim().split('\n');
  expect([inImage.status, inImage.stderr, answers.length]).toEqual([0, '', 2]);
  expect(inImage.stdout).not.toContain('"ok":false');
});
