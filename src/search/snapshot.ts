import { readSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { GiveWay } from '../time/in-order.ts';
import type { SavedRecords } from './index/records.ts';
import { decodeSections, encodeSections, type Sections } from './index/sections.ts';

/**
 * A file with everything that an index holds:
 *
 * | bytes | what |
 * | --- | --- |
 * | 0 to 4,095 | the head as JSON, written last |
 * | `sections` more | the sections, read at once |
 * | `records` more | the records, read one by one as they are needed |
 *
 * It is written under another name and renamed when all of it is on the disk, so a file with the right name is whole
 * unless the disk has changed it, which the sizes and the checksum tell.
 */
interface Head {
  readonly format: typeof format;
  /** Of the code that reads texts, and of the saved pages. */
  readonly fingerprint: string;
  /** The last change of the store that it holds. */
  readonly revision: number;
  /** In bytes. */
  readonly sections: number;
  readonly records: number;
  /** CRC-32 of the sections. */
  readonly checksum: number;
}

const format = 'paperboy index 1';
const headBytes = 4_096;

export interface Snapshot extends Pick<Head, 'revision'> {
  readonly sections: Sections;
  readonly records: SavedRecords;
  /** Closes the file: no record can be read any more. */
  close(): void;
}

/** Bytes of which the checksum is computed, or which are written, between two chances to give way. */
const stepBytes = 2 ** 21;

/**
 * @returns undefined where there is no snapshot, or one that is damaged or of other code or saved pages
 * @throws Error when the file cannot be read
 */
export async function readSnapshot(
  file: string,
  fingerprint: string,
  giveWay: GiveWay,
): Promise<Snapshot | undefined> {
  const handle = await open(file).catch(unlessMissing);
  if (handle === undefined) return undefined;
  const found = await readFrom(handle, fingerprint, giveWay).catch(async (error: unknown) => {
    await handle.close();
    throw error;
  });
  if (found === undefined) await handle.close();
  return found;
}

async function readFrom(
  handle: FileHandle,
  fingerprint: string,
  giveWay: GiveWay,
): Promise<Snapshot | undefined> {
  const head = await readHead(handle);
  if (head?.format !== format || head.fingerprint !== fingerprint) return undefined;
  if ((await handle.stat()).size !== headBytes + head.sections + head.records) return undefined;
  const bytes = Buffer.from(new ArrayBuffer(head.sections));
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, headBytes + done);
    if (bytesRead === 0) return undefined;
    done += bytesRead;
  }
  if ((await checksumOf([bytes], giveWay)) !== head.checksum) return undefined;
  return {
    revision: head.revision,
    sections: await inSteps(decodeSections(bytes), giveWay),
    records: recordsOf(handle, headBytes + head.sections, head.records),
    close: () => void handle.close(),
  };
}

const unlessMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error;
};

async function readHead(handle: FileHandle): Promise<Head | undefined> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  try {
    return JSON.parse(buffer.toString('utf8', 0, bytesRead).replace(/\0+$/, ''));
  } catch {
    return undefined;
  }
}

/** Most records fit in the first read. */
const firstRead = 4_096;

function recordsOf(handle: FileHandle, from: number, length: number): SavedRecords {
  const read = (place: number, bytes: number) => {
    const buffer = Buffer.allocUnsafe(Math.min(bytes, length - place));
    if (readSync(handle.fd, buffer, 0, buffer.length, from + place) < buffer.length)
      throw new Error('the snapshot of the index was cut off');
    return buffer;
  };
  return {
    length,
    read(place, lengthOf) {
      const first = read(place, firstRead);
      const wanted = lengthOf(first);
      return wanted > first.length ? read(place, wanted) : first;
    },
  };
}

async function checksumOf(pieces: Iterable<Uint8Array>, giveWay: GiveWay): Promise<number> {
  let sum = 0;
  for (const piece of pieces)
    for (let at = 0; at < piece.length; at += stepBytes) {
      sum = crc32(piece.subarray(at, at + stepBytes), sum);
      await giveWay();
    }
  return sum;
}

/** Runs work in small steps. */
export async function inSteps<Result>(steps: Generator<void, Result>, giveWay: GiveWay): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await giveWay();
  }
}

interface Saved extends Pick<Head, 'fingerprint' | 'revision'> {
  readonly sections: Sections;
  readonly records: Iterable<Uint8Array>;
}

/**
 * Writes a snapshot in place of the one that is there.
 * @returns its records
 * @throws Error when it cannot be written; the old one stays
 */
export async function writeSnapshot(
  file: string,
  saved: Saved,
  giveWay: GiveWay,
): Promise<Pick<Snapshot, 'records' | 'close'>> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await removeDrafts(file);
  const draft = `${file}.${process.pid}`;
  const handle = await open(draft, 'w+', 0o600);
  try {
    const records = await writeTo(handle, saved, giveWay);
    await rename(draft, file);
    return { records, close: () => void handle.close() };
  } catch (error) {
    await handle.close();
    await rm(draft, { force: true });
    throw error;
  }
}

/** Removes what processes left that were killed while they wrote. */
async function removeDrafts(file: string): Promise<void> {
  const start = `${basename(file)}.`;
  for (const name of await readdir(dirname(file))) {
    const pid = Number(name.slice(start.length));
    if (name.startsWith(start) && Number.isInteger(pid) && !isRunning(pid))
      await rm(join(dirname(file), name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function writeTo(handle: FileHandle, saved: Saved, giveWay: GiveWay): Promise<SavedRecords> {
  const { fingerprint, revision, sections, records } = saved;
  const pieces = [...encodeSections(sections)];
  const checksum = await checksumOf(pieces, giveWay);
  let end = headBytes;
  for (const piece of pieces) end += await writeAll(handle, piece, end);
  const from = end;
  for await (const piece of joined(records, giveWay)) end += await writeAll(handle, piece, end);
  const sizes = { sections: from - headBytes, records: end - from };
  const head: Head = { format, fingerprint, revision, ...sizes, checksum };
  const bytes = Buffer.alloc(headBytes);
  bytes.write(JSON.stringify(head));
  await writeAll(handle, bytes, 0);
  await handle.sync();
  return recordsOf(handle, from, sizes.records);
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, place: number): Promise<number> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, place + done);
    done += bytesWritten;
  }
  return bytes.length;
}

/** Records in pieces that are worth a write. */
async function* joined(records: Iterable<Uint8Array>, giveWay: GiveWay): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for (const record of records) {
    parts.push(record);
    length += record.length;
    await giveWay();
    if (length < stepBytes) continue;
    yield Buffer.concat(parts);
    parts = [];
    length = 0;
  }
  yield Buffer.concat(parts);
}
