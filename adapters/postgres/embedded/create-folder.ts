import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lookAtDraft } from './data-folder.ts';
import { makeDatabase, type NewDatabase, unpackDatabase } from './new-database.ts';

/** How a database is created. */
export interface CreateFolderOptions {
  /** A file that `packDatabase` has filled. Where there is none, or one of other parameters, the database is made. */
  readonly packed?: string | undefined;
  readonly stopping?: AbortSignal | undefined;
}

/**
 * Creates a database in `folder`, which must be absent or empty. It is written to `<folder>.new` and renamed, so a crash
 * leaves a complete database or none.
 * @throws Error when `<folder>.new` holds files of somebody else; or the reason of `stopping`
 */
export async function createFolder(
  folder: string,
  { packed, stopping }: CreateFolderOptions = {},
): Promise<void> {
  const draft = `${folder}.new`;
  lookAtDraft(draft);
  rmSync(draft, { recursive: true, force: true });
  const database = readPacked(packed) ?? (await makeDatabase());
  // Until here PGlite has hardly let the process see a signal.
  await pause(1);
  stopping?.throwIfAborted();
  writeDatabase(database, draft);
  // Fails when something has come into the folder meanwhile.
  if (existsSync(folder)) rmdirSync(folder);
  renameSync(draft, folder);
}

function readPacked(file: string | undefined): NewDatabase | undefined {
  return file !== undefined && existsSync(file) ? unpackDatabase(readFileSync(file)) : undefined;
}

function writeDatabase({ entries }: NewDatabase, folder: string): void {
  makeFolder(folder);
  for (const { path, bytes } of entries) {
    const target = join(folder, path);
    if (bytes === undefined) makeFolder(target);
    else writeSynced(target, bytes);
  }
}

function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o700);
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
