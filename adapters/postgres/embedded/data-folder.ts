import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** PGlite's version of PostgreSQL. It cannot open a folder of another major version. */
const major = '18';

/** Entries without which PGlite does not open a folder, as tried with each; copies often lack the folders that are empty. */
const needed = [
  'PG_VERSION',
  'base',
  'global/pg_control',
  'pg_commit_ts',
  'pg_hba.conf',
  'pg_multixact',
  'pg_notify',
  'pg_replslot',
  'pg_twophase',
  'pg_wal',
  'pg_xact',
  'postgresql.conf',
];

const isOfDatabase = (name: string): boolean =>
  /^(?:base|global|pg_.*|PG_VERSION|postgresql\..*)$/.test(name);

const elsewhere = 'set PAPERBOY_DATA to a folder that is empty or new';

/** Where the embedded database of a data folder is. */
export const databaseFolder = (dataDir: string): string => join(dataDir, 'pg');

/** False where a database would be created: there is nothing, or an empty folder. Opening says what is wrong elsewhere. */
export function hasDatabase(dataDir: string): boolean {
  try {
    return entriesOf(databaseFolder(dataDir)) !== 'none';
  } catch {
    return true;
  }
}

/** Creates the data folder for its owner alone, unless it exists. @throws Error saying what to do instead */
export function createDataFolder(dataDir: string): void {
  try {
    create(resolve(dataDir));
  } catch (error) {
    throw new Error(
      `I can't create the folder ${dataDir} (${codeOf(error)}). Create it for the user that runs Paperboy, or ${elsewhere}.`,
      { cause: error },
    );
  }
  if (!statSync(dataDir).isDirectory())
    throw new Error(`${dataDir} is a file, not a folder. Move it away, or ${elsewhere}.`);
}

/** Not `recursive: true`: where nothing can be created, as in /proc, Node 20 then tries again for ever. */
function create(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) create(dirname(path));
  try {
    mkdirSync(path, 0o700);
  } catch (error) {
    // Another process was faster.
    if (!existsSync(path)) throw error;
  }
}

/**
 * Looks at a database's folder before anything is changed there.
 * @returns `none` when it is absent or empty
 * @throws Error saying what was found, and what to do, when it is no whole database of this version of PostgreSQL
 */
export function lookAtDatabase(folder: string): 'none' | 'whole' {
  const found = entriesOf(folder);
  if (found === 'none') return 'none';
  if (found === 'file') throw new Error(`${folder} is a file, not a folder. Move it away, or ${elsewhere}.`);
  if (!found.some(isOfDatabase)) throw otherFiles(folder, found);
  const missing = needed.filter((name) => !existsSync(join(folder, name)));
  if (missing.length > 0)
    throw new Error(
      `The database in ${folder} is not whole: ${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} missing. ${wayOut(folder)}`,
    );
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (version !== major)
    throw new Error(
      `${folder} was made by PostgreSQL ${version}, this Paperboy brings PostgreSQL ${major}. ` +
        `Start the Paperboy that made it, or move ${folder} away to start with an empty database.`,
    );
  return 'whole';
}

/** @throws Error when a folder for drafts holds anything that no draft has */
export function lookAtDraft(folder: string): void {
  const found = entriesOf(folder);
  if (found === 'none') return;
  const others = found === 'file' ? [folder] : found.filter((name) => !isOfDatabase(name));
  if (others.length > 0) throw otherFiles(folder, others);
}

/** What a person is told when PostgreSQL does not open a folder, or says later that its files are damaged. */
export const damaged = (folder: string, words: string): string =>
  `The database in ${folder} is damaged: ${words}. ${wayOut(folder)}`;

/** What a person is told when a file cannot be read or written for want of rights. */
export const notWritable = (folder: string, why: string): string =>
  `I can't write to the folder ${folder} (${why}). Give the user that runs Paperboy the right to, or ${elsewhere}.`;

/** Whether an error of the file system says that writing is not allowed. */
export const isNotAllowed = (error: unknown): boolean => /^(?:EACCES|EPERM|EROFS)$/.test(codeOf(error));

const wayOut = (folder: string): string =>
  `Restore the whole folder from a backup, or move ${folder} away to start with an empty database.`;

const otherFiles = (folder: string, names: readonly string[]): Error =>
  new Error(
    `${folder} holds other files (${listed(names)}) and no database, so I leave it alone. Move them away, or ${elsewhere}.`,
  );

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3);
  const others = names.length - shown.length;
  return others === 0 ? shown.join(', ') : `${shown.join(', ')} and ${others} more`;
}

function entriesOf(folder: string): 'none' | 'file' | readonly string[] {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) return 'none';
  if (!stats.isDirectory()) return 'file';
  const names = readdirSync(folder);
  return names.length === 0 ? 'none' : names;
}

/** Node’s code of an error, such as `ENOENT`; empty without one. */
export const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? error);
