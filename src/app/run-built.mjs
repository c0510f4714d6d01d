import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Runs a compiled file with its arguments: `node src/app/run-built.mjs dist/bundle/main.js --json`. Compiles first, unless
 * `dist` was compiled from exactly the files that are there now. Contents are compared, some 20 ms for all of them: the times of
 * files do not tell, because a checkout or an archive may bring back older ones.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `tsconfig.build.json` compiles, with all that these files import. */
const folders = [
  'src',
  'adapters',
  'docs/site',
  'test/bench',
  'test/chaos',
  'test/quality',
  'test/pictures',
  'test/support',
];
const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
/** The saved pages, of which the build saves an index. */
const pages = ['seeds/corpus.json'];
/** The compiler's record of what it has compiled. It changes when the compiler is run by hand. */
const record = ['dist/.tsbuildinfo'];
/** Digests of the sources that were compiled, and of the compiler's record after that. */
const stamp = join(root, 'dist/.built');

const sourcesIn = (folder) =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesIn(path);
    return path.endsWith('.ts') ? [path] : [];
  });

function digest(paths) {
  const hash = createHash('sha256');
  for (const path of paths)
    hash
      .update(`${path}\0`)
      .update(readIfThere(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

function compile() {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const project = join(root, 'tsconfig.build.json');
  try {
    const stdio = ['ignore', 'inherit', 'inherit'];
    execFileSync(process.execPath, [compiler, '-p', project], { stdio });
    for (const step of ['compose/save-seeds-index', 'services/save-new-database', 'bundle'])
      execFileSync(process.execPath, [join(root, `dist/src/app/${step}.js`)], { stdio });
  } catch (error) {
    // What failed has said why.
    process.exit(error.status ?? 1);
  }
}

// Before compiling: a file that changes meanwhile is compiled the next time.
const sources = digest([...folders.flatMap(sourcesIn).sort(), ...settings, ...pages]);
if (`${readIfThere(stamp)}` !== `${sources} ${digest(record)}`) {
  rmSync(stamp, { force: true });
  process.stderr.write('Building Paperboy. This takes some 15 seconds, and happens only after a change.\n');
  compile();
  writeFileSync(stamp, `${sources} ${digest(record)}`);
}

const [, , target] = process.argv;
if (target !== undefined) {
  const file = join(root, target);
  process.argv.splice(1, 2, file);
  await import(pathToFileURL(file).href);
}
