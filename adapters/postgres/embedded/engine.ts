import { fsyncSync } from 'node:fs';
import v8 from 'node:v8';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import type { SessionLike } from './wire.ts';

/** PostgreSQL has stopped for good, by a PANIC, FATAL or WASM trap. Its folder may be opened again. */
export class EngineStopped extends Error {
  override readonly name = 'EngineStopped';
}

/** PostgreSQL in this process. It takes one message of the wire protocol at a time. */
export interface Engine extends SessionLike {
  /** Shuts down with a checkpoint. An engine that has stopped only closes its files. */
  close(): Promise<void>;
}

/**
 * Keeps V8 from compiling WASM a second time with its optimizing compiler. Must be called before the first compilation,
 * and applies to the whole process. Measured:
 *
 * |                             | with this  | without                    |
 * |-----------------------------|------------|----------------------------|
 * | resident, Node 20 and 22    | 126 MB     | 200 MB                     |
 * | resident, Node 24           | 136 MB     | 200 MB, at its peak 690 MB |
 * | inserts each second         | 7,000      | 4,600                      |
 * | time of a select            | 110 %      | 100 %                      |
 */
export function compileSmall(): void {
  v8.setFlagsFromString('--no-wasm-dynamic-tiering');
  v8.setFlagsFromString('--no-wasm-tier-up');
}

/** PGlite's default is 128 MB. Resident memory is 320 MB with the default, and 185 MB with this. */
const sharedBuffers = 'shared_buffers=8MB';

const settings = [
  sharedBuffers,
  // Emscripten's fdatasync does nothing; its fsync is replaced by `syncForReal`.
  'wal_sync_method=fsync',
  'timezone=UTC',
  // How much WAL a checkpoint keeps; the default is 1 GB.
  'max_wal_size=32MB',
  'min_wal_size=2MB',
];

/** PGlite's own parameters without -F, which turns fsync off. */
export const startParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  ...settings.flatMap((setting) => ['-c', setting]),
];

/** The smallest WAL segments: with the default the folder takes 10 MB more. */
export const initParams = ['--wal-segsize=1', '-c', sharedBuffers];

/** The exit status of PGlite's main loop for an ordinary database error (its POSTGRES_MAIN_LONGJMP). */
const ordinaryError = 100;

/** The inside of PGlite that this file uses. It may change with any version, so package.json pins the version. */
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
 * @throws EngineStopped with the last message of PostgreSQL
 */
export async function startEngine(folder: string): Promise<Engine> {
  compileSmall();
  let lastMessage = '';
  const onStderr = (line: string) => {
    if (/\b(?:PANIC|FATAL):/.test(line)) lastMessage = line.replace(/^.*?(PANIC|FATAL):\s*/, '');
    return false;
  };
  const db = await PGlite.create({ fs: new SyncedFs(folder), startParams, onStderr }).catch(
    (cause: unknown) => {
      throw new EngineStopped(lastMessage || String(cause), { cause });
    },
  );
  const module = db.Module as unknown as ModuleLike;
  let failure: EngineStopped | undefined;
  throwFatalErrors(module);

  return {
    async run(message) {
      if (failure) throw failure;
      const reply: Buffer[] = [];
      try {
        await db.execProtocolRawStream(message, { onRawData: (data) => reply.push(Buffer.from(data)) });
      } catch (cause) {
        const reason = lastMessage || String(cause);
        failure = new EngineStopped(`The embedded database stopped: ${reason}`, { cause });
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
 * PGlite swallows every exception of its main loop and goes on. After a PANIC, for example without disk space for WAL,
 * it then loops forever over locks that are held, and the whole process hangs. Only an exception from `stackRestore`
 * leaves the loop.
 */
function throwFatalErrors(module: ModuleLike): void {
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
