import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../adapters/postgres/database/open-database.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';
import { copyFolder, copyStore } from '../../../support/fixtures/store-folder.ts';
import { mountSmallDisk } from '../../../support/kill/small-disk.ts';
import { tries } from '../../../support/tries.ts';

const base = mkdtempSync(join(tmpdir(), 'paperboy-folder-'));
afterAll(() => rmSync(base, { recursive: true }));

let number = 0;
const newPath = () => join(base, `data-${++number}`);
const emptyFolder = () => {
  const dataDir = newPath();
  mkdirSync(dataDir);
  return dataDir;
};
const write = (path: string, text = 'my thesis') => {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
};
async function store(change: (folder: string) => void = () => {}): Promise<string> {
  const dataDir = emptyFolder();
  await copyStore(dataDir);
  change(join(dataDir, 'pg'));
  return dataDir;
}

/** Every path below a folder, with what files hold. */
function snapshot(path: string): unknown {
  if (!existsSync(path)) return undefined;
  if (!statSync(path).isDirectory()) return readFileSync(path, 'latin1');
  return readdirSync(path)
    .sort()
    .map((name) => [name, snapshot(join(path, name))]);
}

const open = (dataDir: string) => openDatabase({ dataDir, logger: silentLogger });
const messageOf = (dataDir: string) =>
  open(dataDir).then(
    async (database) => {
      await database.close();
      return 'opened';
    },
    (error: Error) => error.message.replaceAll(dataDir, 'DATA'),
  );

const newOrEmpty = 'set PAPERBOY_DATA to a folder that is empty or new.';
const wayOut =
  'Restore the whole folder from a backup, or move DATA/pg away to start with an empty database.';
const otherFiles = (folder: string, names: string) =>
  `${folder} holds other files (${names}) and no database, so I leave it alone. Move them away, or ${newOrEmpty}`;

const refused: readonly [name: string, make: () => string | Promise<string>, message: string | RegExp][] = [
  [
    'a file in place of the data folder',
    () => {
      const dataDir = newPath();
      write(dataDir);
      return dataDir;
    },
    `DATA is a file, not a folder. Move it away, or ${newOrEmpty}`,
  ],
  [
    'a file in place of a folder above it',
    () => {
      const file = newPath();
      write(file);
      return join(file, 'deep', 'data');
    },
    `I can't create the folder DATA (ENOTDIR). Create it for the user that runs Paperboy, or ${newOrEmpty}`,
  ],
  [
    'a link to nowhere in place of the data folder',
    () => {
      const dataDir = newPath();
      symlinkSync(join(base, 'nowhere'), dataDir);
      return dataDir;
    },
    /^I can't create the folder DATA \(EEXIST\)/,
  ],
  ['a folder in /proc', () => '/proc/nope', /^I can't create the folder DATA \(ENOENT\)/],
  ['a folder deep in /proc', () => '/proc/nope/more/data', /^I can't create the folder DATA \(ENOENT\)/],
  ['a folder in /sys', () => '/sys/nope', /^I can't create the folder DATA \((?:EPERM|EACCES|EROFS)\)/],
  [
    'a file in place of the database',
    () => {
      const dataDir = emptyFolder();
      write(join(dataDir, 'pg'));
      return dataDir;
    },
    `DATA/pg is a file, not a folder. Move it away, or ${newOrEmpty}`,
  ],
  [
    'somebody’s file in place of the database',
    () => {
      const dataDir = emptyFolder();
      write(join(dataDir, 'pg', 'thesis.txt'));
      return dataDir;
    },
    otherFiles('DATA/pg', 'thesis.txt'),
  ],
  [
    'a hidden file in place of the database',
    () => {
      const dataDir = emptyFolder();
      write(join(dataDir, 'pg', '.keep'), '');
      return dataDir;
    },
    otherFiles('DATA/pg', '.keep'),
  ],
  [
    'many files of somebody',
    () => {
      const dataDir = emptyFolder();
      for (const name of ['a', 'b', 'c', 'd', 'e']) write(join(dataDir, 'pg', name, 'x'));
      return dataDir;
    },
    otherFiles('DATA/pg', 'a, b, c and 2 more'),
  ],
  [
    'somebody’s folder where the database is drafted',
    () => {
      const dataDir = emptyFolder();
      write(join(dataDir, 'pg.new', 'thesis.txt'));
      return dataDir;
    },
    otherFiles('DATA/pg.new', 'thesis.txt'),
  ],
  [
    'a database whose PG_VERSION is missing',
    () => store((folder) => rmSync(join(folder, 'PG_VERSION'))),
    `The database in DATA/pg is not whole: PG_VERSION is missing. ${wayOut}`,
  ],
  [
    'a copy without the folders that are empty',
    () => store((folder) => removeEmpty(folder)),
    /^The database in DATA\/pg is not whole: pg_commit_ts, pg_notify, pg_replslot and \d more are missing\. Restore/,
  ],
  [
    'the beginning of a copy',
    () => store((folder) => rmSync(join(folder, 'global'), { recursive: true })),
    `The database in DATA/pg is not whole: global/pg_control is missing. ${wayOut}`,
  ],
  [
    'a database of another version',
    () => store((folder) => writeFileSync(join(folder, 'PG_VERSION'), '17\n')),
    'DATA/pg was made by PostgreSQL 17, this Paperboy brings PostgreSQL 18. ' +
      'Start the Paperboy that made it, or move DATA/pg away to start with an empty database.',
  ],
  [
    'a database whose control file is cut off',
    () => store((folder) => truncateSync(join(folder, 'global/pg_control'), 100)),
    /^The database in DATA\/pg is damaged: .*pg_control.*\. Restore the whole folder from a backup, or move DATA\/pg away/,
  ],
  [
    'a database without its log',
    () => store((folder) => emptyFiles(join(folder, 'pg_wal'))),
    /^The database in DATA\/pg is damaged: .*checkpoint record.*\. Restore the whole folder/,
  ],
  [
    'a database with a broken catalog',
    () => store((folder) => damageFiles(join(folder, 'base'), 8_192)),
    /^The database in DATA\/pg is damaged: .+\. Restore the whole folder/,
  ],
];

function removeEmpty(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    removeEmpty(path);
    if (readdirSync(path).length === 0) rmSync(path, { recursive: true });
  }
}

const filesBelow = (folder: string) =>
  readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );
const emptyFiles = (folder: string) => {
  for (const file of filesBelow(folder)) truncateSync(file, 0);
};
const damageFiles = (folder: string, bytes: number) => {
  for (const file of filesBelow(folder)) writeFileSync(file, Buffer.alloc(bytes, 0xa5));
};

describe('a folder that is not what it should be is left alone, and the message says what to do:', () => {
  it.each(refused)('%s', async (_, make, message) => {
    const dataDir = await make();
    const before = snapshot(dataDir);
    const said = await messageOf(dataDir);
    if (typeof message === 'string') expect(said).toBe(message);
    else expect(said).toMatch(message);
    // PostgreSQL writes where it tries to recover; it deletes nothing.
    if (said.includes('is damaged')) return;
    expect(snapshot(dataDir)).toEqual(before);
    expect(await messageOf(dataDir)).toBe(said);
  });

  it('a folder on a disk that is read only', async () => {
    const disk = mountSmallDisk(1);
    if (disk === undefined) return;
    try {
      execFileSync('mount', ['-o', 'remount,ro', disk.folder]);
      expect(await messageOf(disk.folder)).toBe(
        `I can't write to the folder DATA (EROFS). Give the user that runs Paperboy the right to, or ${newOrEmpty}`,
      );
      const said = (await messageOf(join(disk.folder, 'below'))).split('. ')[0];
      expect(said).toBe("I can't create the folder DATA (EROFS)");
    } finally {
      disk.unmount();
    }
  });

  it('a folder that others own', async ({ skip }) => {
    skip(process.getuid?.() === 0, 'root may write to every folder');
    expect(await messageOf('/')).toMatch(/^I can't write to the folder DATA \(E(?:ACCES|PERM|ROFS)\)/);
  });
});

describe('nothing of somebody else is ever deleted', () => {
  const name = fc.constantFrom('pg', 'pg.new');
  const entry = fc.constantFrom(
    'PG_VERSION',
    'base',
    'global',
    'pg_wal',
    'thesis.txt',
    'a folder',
    '.git',
    'lock',
  );

  it('whatever lies where the database belongs', async () => {
    await fc.assert(
      fc.asyncProperty(name, fc.uniqueArray(entry, { minLength: 1 }), async (where, entries) => {
        const dataDir = emptyFolder();
        for (const each of entries) write(join(dataDir, where, each), each);
        const isDraft = where === 'pg.new' && entries.every((each) => /^(?:PG|base|global|pg_)/.test(each));
        if (isDraft) return;
        const before = snapshot(dataDir);
        expect(await messageOf(dataDir)).toMatch(/^The database in .* is not whole|holds other files/);
        expect(snapshot(dataDir)).toEqual(before);
      }),
      tries(60),
    );
  });
});

it('a copy of a folder that is in use can be opened, and the folder itself cannot', async () => {
  const dataDir = await store();
  const log = collectLog();
  const database = await openDatabase({ dataDir, logger: log });
  const copy = newPath();
  copyFolder(dataDir, copy);
  expect(readdirSync(copy)).toContain('lock.1');
  expect(await messageOf(copy)).toBe('opened');
  const other = newPath();
  symlinkSync(dataDir, other);
  expect(await messageOf(other)).toMatch(/^The data folder DATA is in use by process \d+/);
  await database.close();
  renameSync(dataDir, newPath());
});
