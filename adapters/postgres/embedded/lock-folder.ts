import { execFileSync } from 'node:child_process';
import {
  linkSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** How the process that holds the lock is watched. */
export interface LockOptions {
  /** Milliseconds between signs of life of the holder, for processes that cannot see its pid. */
  readonly beatMs?: number;
  /** Milliseconds without a sign of life after which such a holder counts as dead; several times `beatMs`. */
  readonly silenceMs?: number;
  /** Aborted when the process is asked to end: no holder is watched any more. */
  readonly stopping?: AbortSignal;
}

interface Holder {
  /** The folder, to tell a lock from a copy of it. Older locks have none. */
  readonly path?: string;
  readonly pid: number;
  readonly since: string;
  readonly birth: string;
  readonly space: string;
}

/**
 * Locks a folder for this process, by a file `lock.<n>`. When its holder is dead (kill -9, a reboot, its pid used by
 * another process), the next holder creates `lock.<n + 1>`, which only one process can. A holder in another container or
 * on another machine, whose pid says nothing, is watched for up to `silenceMs`.
 * @returns a function that unlocks the folder
 * @throws Error that names the process that holds the lock
 */
export async function lockFolder(
  folder: string,
  { beatMs = 5_000, silenceMs = 30_000, stopping }: LockOptions = {},
): Promise<() => Promise<void>> {
  const me: Holder = {
    path: realpathSync(folder),
    pid: process.pid,
    since: new Date().toISOString(),
    birth: processBirth(process.pid),
    space: pidSpace(),
  };
  for (;;) {
    const latest = Math.max(0, ...generations(folder));
    const path = lockPath(folder, latest + 1);
    if (latest > 0 && (await isHeld(folder, latest, silenceMs, stopping))) throw inUse(folder, latest);
    if (!createComplete(path, JSON.stringify(me))) continue;
    // Another process may have created a later lock between the look and the creation.
    const other = generations(folder).find((n) => n !== latest + 1 && holds(folder, n));
    if (other !== undefined) {
      rmSync(path, { force: true });
      throw inUse(folder, other);
    }
    for (const n of generations(folder)) if (n <= latest) rmSync(lockPath(folder, n), { force: true });
    return keep(path, beatMs);
  }
}

function keep(path: string, beatMs: number): () => Promise<void> {
  const beat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // The disk is full or gone. The lock matters least then.
    }
  }, beatMs);
  beat.unref();
  return async () => {
    clearInterval(beat);
    rmSync(path, { force: true });
  };
}

const lockPath = (folder: string, n: number) => join(folder, `lock.${n}`);

const generations = (folder: string): number[] =>
  readdirSync(folder)
    .flatMap((name) => /^lock\.(\d{1,9})$/.exec(name)?.[1] ?? [])
    .map(Number);

/** Creates the file together with its content, so that nobody reads a part of it. False when the file exists. */
function createComplete(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    return createWithoutLinks(path, content);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** For file systems without hard links (exFAT, some network shares). */
function createWithoutLinks(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(folder: string, n: number): Holder | undefined {
  try {
    return JSON.parse(readFileSync(lockPath(folder, n), 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** Whether the pid of the holder belongs to the holder, and the holder lives. */
function holds(folder: string, n: number): boolean {
  const holder = readHolder(folder, n);
  if (holder === undefined || holder.space !== pidSpace() || !isAlive(holder.pid)) return false;
  if (isCopied(holder, folder, n)) return false;
  return holder.birth === '' || holder.birth === processBirth(holder.pid);
}

/** Whether the holder has another folder locked, of which this one is a copy. */
function isCopied({ path }: Holder, folder: string, n: number): boolean {
  if (path === undefined) return false;
  const [theirs, ours] = [path, folder].map((each) => statSync(lockPath(each, n), { throwIfNoEntry: false }));
  return theirs !== undefined && ours !== undefined && (theirs.ino !== ours.ino || theirs.dev !== ours.dev);
}

async function isHeld(
  folder: string,
  n: number,
  silenceMs: number,
  stopping: AbortSignal | undefined,
): Promise<boolean> {
  const holder = readHolder(folder, n);
  if (holder !== undefined && holder.space === pidSpace()) return holds(folder, n);
  const before = lastBeat(folder, n);
  if (before === undefined) return false;
  const givenUpAt = Math.min(before, Date.now()) + silenceMs;
  while (Date.now() < givenUpAt) {
    await pause(Math.min(250, silenceMs));
    stopping?.throwIfAborted();
    const beat = lastBeat(folder, n);
    if (beat !== before) return beat !== undefined;
  }
  return false;
}

function lastBeat(folder: string, n: number): number | undefined {
  return statSync(lockPath(folder, n), { throwIfNoEntry: false })?.mtimeMs;
}

function inUse(folder: string, n: number): Error {
  const holder = readHolder(folder, n);
  const who = holder ? `process ${holder.pid} since ${holder.since}` : 'another process';
  return new Error(
    `The data folder ${folder} is in use by ${who}. Stop that one first, or give this one another folder (lock file: ${lockPath(folder, n)}).`,
  );
}

/** When a process began, to tell it from a later process with its pid; '' if the system does not say (Windows). */
export function processBirth(pid: number): string {
  if (process.platform === 'linux') return linuxBirth(pid);
  if (process.platform === 'win32') return '';
  return attempt(() => execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim());
}

/** Field 22 of /proc/pid/stat: ticks since boot. The second field, in brackets, may hold spaces and brackets. */
const linuxBirth = (pid: number): string =>
  attempt(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  });

/** What pids are unique in: the machine since it booted and, on Linux, the container. */
export function pidSpace(): string {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const namespace = attempt(() => readlinkSync('/proc/self/ns/pid'));
  return [hostname(), boot, namespace].join(' ');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function attempt(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
