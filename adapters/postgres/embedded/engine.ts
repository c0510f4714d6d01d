import { fsyncSync } from 'node:fs';
import v8 from 'node:v8';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import type { SessionLike } from './wire.ts';

/** PostgreSQL stopped for good (PANIC, FATAL or a trap); its folder may be opened anew. */
export class EngineStopped extends Error {
  override readonly name = 'EngineStopped';
}

export interface Engine extends SessionLike {
  /** Shuts down with a checkpoint; a stopped engine only lets its files go. */
  close(): Promise<void>;
}

/**
 * Keeps V8 from compiling WASM a second time with its optimizing compiler. Measured, resident with and without:
 * Node 20 and 22 126 and 200 MB, Node 24 136 and 200 MB with a peak of 690 MB; inserts are faster (7,000/s and
 * 4,600/s), selects a tenth slower. It must come before the first compilation and holds for the whole process.
 */
export function compileSmall(): void {
  v8.setFlagsFromString('--no-wasm-dynamic-tiering');
  v8.setFlagsFromString('--no-wasm-tier-up');
}

/** PGlite's default, 128 MB, is the largest part of its memory: 320 MB resident with it, 185 MB with this alone. */
const sharedBuffers = 'shared_buffers=8MB';

const settings = [
  sharedBuffers,
  // Emscripten's fdatasync does nothing; its fsync reaches the file (see syncForReal).
  'wal_sync_method=fsync',
  'timezone=UTC',
  // What a checkpoint keeps of the WAL; the default is a gigabyte.
  'max_wal_size=32MB',
  'min_wal_size=2MB',
];

/** PGlite's own, but without -F, which switches fsync off. */
export const startParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  ...settings.flatMap((setting) => ['-c', setting]),
];

/** Its smallest WAL segments keep the folder at 29 MB instead of 39 MB. */
export const initParams = ['--wal-segsize=1', '-c', sharedBuffers];

/** The exit status by which PGlite's main loop reports an ordinary database error (its POSTGRES_MAIN_LONGJMP). */
const ordinaryError = 100;

/** What this file needs of PGlite's Emscripten module; the version is pinned in package.json for its sake. */
interface ModuleLike {
  FS: {
    filesystems: { NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } } };
    quit(): void;
  };
  stackRestore(pointer: number): void;
  _PostgresMainLoopOnce(): void;
  _PostgresSendReadyForQueryIfNecessary(): void;
  _pgl_pq_flush(): void;
}

class SyncedFs extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>) {
    const result = await super.init(...args);
    const syncForReal = (module: unknown) => {
      (module as ModuleLike).FS.filesystems.NODEFS.stream_ops.fsync = ({ nfd }) => {
        fsyncSync(nfd);
        return 0;
      };
    };
    result.emscriptenOpts.preRun = [...(result.emscriptenOpts.preRun ?? []), syncForReal];
    return result;
  }
}

/**
 * Starts PostgreSQL on a folder that `createFolder` made.
 * @throws EngineStopped with the last words of PostgreSQL.
 */
export async function startEngine(folder: string): Promise<Engine> {
  compileSmall();
  let lastWords = '';
  const onStderr = (line: string) => {
    if (/\b(?:PANIC|FATAL):/.test(line)) lastWords = line.replace(/^.*?(PANIC|FATAL):\s*/, '');
    return false;
  };
  const stopped = (cause: unknown) =>
    new EngineStopped(`The embedded database stopped: ${lastWords || String(cause)}`, { cause });
  const db = await PGlite.create({ fs: new SyncedFs(folder), startParams, onStderr }).catch(
    (cause: unknown) => {
      throw stopped(cause);
    },
  );
  const module = db.Module as unknown as ModuleLike;
  let failure: EngineStopped | undefined;
  throwWhatKills(module);

  return {
    async run(message) {
      if (failure) throw failure;
      const reply: Buffer[] = [];
      try {
        await db.execProtocolRawStream(message, { onRawData: (data) => reply.push(Buffer.from(data)) });
      } catch (cause) {
        failure = stopped(cause);
        throw failure;
      }
      return reply.length === 1 ? (reply[0] as Buffer) : Buffer.concat(reply);
    },
    async close() {
      if (failure) module.FS.quit();
      else await db.close();
    },
  };
}

/**
 * PGlite swallows every exception of its main loop and goes on; after a PANIC (no space left for WAL) that is an
 * endless loop over held locks, and the whole process hangs. A throw from `stackRestore` is what gets out.
 */
function throwWhatKills(module: ModuleLike): void {
  const mainLoopOnce = module._PostgresMainLoopOnce;
  if (typeof mainLoopOnce !== 'function')
    throw new Error('This version of @electric-sql/pglite is not the one Paperboy was made for; run npm ci.');
  module._PostgresMainLoopOnce = () => {
    try {
      mainLoopOnce();
    } catch (cause) {
      if ((cause as { status?: number }).status === ordinaryError) throw cause;
      module._PostgresSendReadyForQueryIfNecessary = () => {};
      module._pgl_pq_flush = () => {};
      module.stackRestore = () => {
        throw cause;
      };
      throw cause;
    }
  };
}
