import { closeSync, fstatSync, openSync, read, readSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { type GiveWay, inSteps } from '../time/in-order.ts';
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

const format = 'paperboy index 2';
const headBytes = 4_096;

/** An index as it was saved, opened for reading. */
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
  const fd = openUnlessMissing(file);
  if (fd === undefined) return undefined;
  let found: Snapshot | undefined;
  try {
    found = await readFrom(fd, fingerprint, giveWay);
  } finally {
    if (found === undefined) closeSync(fd);
  }
  return found;
}

function openUnlessMissing(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function readFrom(fd: number, fingerprint: string, giveWay: GiveWay): Promise<Snapshot | undefined> {
  const head = readHead(await readBytes(fd, 0, headBytes));
  if (head?.format !== format || head.fingerprint !== fingerprint) return undefined;
  if (fstatSync(fd).size !== headBytes + head.sections + head.records) return undefined;
  const bytes = await readBytes(fd, headBytes, head.sections);
  if (bytes.length < head.sections || (await checksumOf([bytes], giveWay)) !== head.checksum)
    return undefined;
  return {
    revision: head.revision,
    sections: await inSteps(decodeSections(bytes), giveWay),
    records: recordsOf(fd, headBytes + head.sections, head.records),
    close: () => closeSync(fd),
  };
}

const readAsync = promisify(read);

/** Fewer bytes where the file ends. */
async function readBytes(fd: number, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.from(new ArrayBuffer(length));
  let done = 0;
  while (done < length) {
    const { bytesRead } = await readAsync(fd, bytes, done, length - done, from + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}

function readHead(bytes: Buffer): Head | undefined {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/\0+$/, ''));
  } catch {
    return undefined;
  }
}

/** Most records fit in the first read. */
const firstRead = 4_096;

function recordsOf(fd: number, from: number, length: number): SavedRecords {
  const read = (place: number, bytes: number) => {
    const buffer = Buffer.allocUnsafe(Math.min(bytes, length - place));
    if (readSync(fd, buffer, 0, buffer.length, from + place) < buffer.length)
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

/** What is written when an index is saved. */
export interface Saved extends Pick<Head, 'fingerprint' | 'revision'> {
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
  let fd: number | undefined;
  try {
    const handle = await open(draft, 'w', 0o600);
    const places = await writeTo(handle, saved, giveWay).finally(() => handle.close());
    // Before it is renamed: another process may replace it at once.
    const opened = openSync(draft, 'r');
    fd = opened;
    await rename(draft, file);
    return { records: recordsOf(opened, places.from, places.length), close: () => closeSync(opened) };
  } catch (error) {
    if (fd !== undefined) closeSync(fd);
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

/** @returns where the records are, in bytes */
async function writeTo(
  handle: FileHandle,
  saved: Saved,
  giveWay: GiveWay,
): Promise<{ readonly from: number; readonly length: number }> {
  const { fingerprint, revision, sections, records } = saved;
  const pieces = await inSteps(encodeSections(sections), giveWay);
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
  return { from, length: sizes.records };
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
