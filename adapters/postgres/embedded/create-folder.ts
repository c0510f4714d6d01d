import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { compileSmall, initParams, startParams } from './engine.ts';

/** The PostgreSQL that this PGlite is; a folder of another major version cannot be opened. */
const major = '18';

/** The part of Emscripten's FS that is read here. */
interface MemoryFiles {
  readdir(path: string): string[];
  stat(path: string): { mode: number };
  isDir(mode: number): boolean;
  readFile(path: string): Uint8Array;
}

/**
 * Makes `folder` a database folder unless it is one. The database is made in memory, written beside and renamed,
 * so that a crash leaves none or a whole one. PGlite's own way peaks at 850 MB and copies into place; this peaks
 * at 450 MB.
 * @throws Error when the folder belongs to another major version.
 */
export async function createFolder(folder: string): Promise<'created' | 'found'> {
  const versionFile = join(folder, 'PG_VERSION');
  if (existsSync(versionFile)) {
    const found = readFileSync(versionFile, 'utf8').trim();
    if (found === major) return 'found';
    throw new Error(`${folder} was made by PostgreSQL ${found}, this Paperboy brings PostgreSQL ${major}.`);
  }
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  compileSmall();
  const db = await PGlite.create({ dataDir: 'memory://', startParams, initDbStartParams: initParams });
  const files = db.Module.FS as unknown as MemoryFiles;
  await db.close();
  writeTree(files, PGlite.paths.PGDATA, draft);
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  return 'created';
}

function writeTree(files: MemoryFiles, from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  chmodSync(to, 0o700);
  for (const name of files.readdir(from)) {
    if (name === '.' || name === '..') continue;
    const [source, target] = [`${from}/${name}`, join(to, name)];
    if (files.isDir(files.stat(source).mode)) writeTree(files, source, target);
    else writeSynced(target, files.readFile(source));
  }
}

function writeSynced(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'w', 0o600);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
