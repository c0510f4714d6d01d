import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { compileSmall, initParams, startParams } from './engine.ts';

/** The files and folders of a new database. */
export interface NewDatabase {
  /** A folder comes before what is in it. Paths are relative, with `/`; a folder has no `bytes`. */
  readonly entries: readonly { readonly path: string; readonly bytes?: Uint8Array }[];
}

/** The part of Emscripten's FS that this file uses. */
interface MemoryFiles {
  readdir(path: string): string[];
  stat(path: string): { mode: number };
  isDir(mode: number): boolean;
  readFile(path: string): Uint8Array;
}

/**
 * Nothing here creates further databases. Without the templates the folder takes 15 MB instead of 29 MB, and no database
 * is left that VACUUM never visits.
 */
const dropTemplates = [
  'UPDATE pg_database SET datistemplate = false',
  'DROP DATABASE template0',
  'DROP DATABASE template1',
];

/**
 * Makes a database in memory. Takes some 2.5 s of the processor, and at most 450 MB of memory; PGlite's own way takes 850 MB,
 * and a crash would leave a part of a database.
 */
export async function makeDatabase(): Promise<NewDatabase> {
  compileSmall();
  const db = await PGlite.create({ dataDir: 'memory://', startParams, initDbStartParams: initParams });
  const files = db.Module.FS as unknown as MemoryFiles;
  for (const statement of dropTemplates) await db.exec(statement);
  await db.close();
  return { entries: [...entriesIn(files, PGlite.paths.PGDATA)] };
}

function* entriesIn(
  files: MemoryFiles,
  folder: string,
  below = '',
): Generator<NewDatabase['entries'][number]> {
  for (const name of files.readdir(folder)) {
    if (name === '.' || name === '..') continue;
    const [source, path] = [`${folder}/${name}`, `${below}${name}`];
    if (files.isDir(files.stat(source).mode)) {
      yield { path };
      yield* entriesIn(files, source, `${path}/`);
    } else yield { path, bytes: files.readFile(source) };
  }
}

/** What a packed database was made with. With other parameters, it is another database. */
const madeWith = JSON.stringify([startParams, initParams, dropTemplates]);

/** What comes before the contents of the files: their paths and lengths, in bytes. Folders have no length. */
interface Contents {
  readonly madeWith: string;
  readonly entries: readonly (readonly [path: string, length?: number])[];
}

/** A database in one piece of bytes, about 1.2 MB. The build saves it, so that no start waits for `makeDatabase`. */
export function packDatabase({ entries }: NewDatabase): Buffer {
  const contents: Contents = {
    madeWith,
    entries: entries.map(({ path, bytes }) => (bytes === undefined ? [path] : [path, bytes.length])),
  };
  const whole = [
    Buffer.from(`${JSON.stringify(contents)}\n`),
    ...entries.flatMap(({ bytes }) => bytes ?? []),
  ];
  const { BROTLI_PARAM_LGWIN: window, BROTLI_PARAM_QUALITY: quality } = constants;
  // The files repeat one another, so the window has to hold all of them. The best quality, 11, takes 40 s to save 0.2 MB.
  return brotliCompressSync(Buffer.concat(whole), { params: { [window]: 24, [quality]: 9 } });
}

/** Undefined for a database that was made with other parameters, and for bytes that `packDatabase` has not written. */
export function unpackDatabase(packed: Uint8Array): NewDatabase | undefined {
  try {
    const whole = brotliDecompressSync(packed);
    let at = whole.indexOf(10) + 1;
    const contents = JSON.parse(whole.toString('utf8', 0, at)) as Contents;
    const entries = contents.entries.map(([path, length]) => {
      if (length === undefined) return { path };
      at += length;
      return { path, bytes: whole.subarray(at - length, at) };
    });
    return contents.madeWith === madeWith && at === whole.length ? { entries } : undefined;
  } catch {
    return undefined;
  }
}
