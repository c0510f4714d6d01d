import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { formatCount } from '../../../src/cards/text.ts';
import { defined } from '../../../src/defined.ts';
import { UserError } from '../../../src/errors.ts';
import { peek } from './bytes.ts';

/** In bytes. Large enough to be fast, and small enough to fit in memory after it is unpacked to a thousand times its size. */
const chunkBytes = 64 * 1024;

/** A file, a pipe or standard input, whose format is not known yet. */
export interface Input {
  /** The file's name without its folder, or `standard input`. */
  readonly name: string;
  /** In bytes as stored; absent for a pipe. */
  readonly size?: number;
  /** How many bytes have been read so far. */
  bytesRead(): number;
  /** The content, unpacked. Call it once. @throws UserError if the rest cannot be read, after what is before that */
  chunks(): AsyncGenerator<Buffer>;
  /** Of the whole content; undefined for a pipe, which can be read only once. */
  fingerprint(): Promise<string | undefined>;
}

/**
 * Opens a file, a pipe, or `-` for standard input.
 * @throws UserError if there is nothing to read: no file, a folder, no permission, an empty file
 */
export async function openInput(path: string, stdin: AsyncIterable<Buffer | string>): Promise<Input> {
  if (path === '-') return createInput('standard input', undefined, () => stdin);
  const found = await find(path);
  if (found.isDirectory()) {
    const hint = 'Name the files in it: `paperboy import folder/*`.';
    throw new UserError('is-a-folder', `${path} is a folder.`, hint);
  }
  await access(path, constants.R_OK).catch((error: Error) => {
    throw cannotRead(path, error);
  });
  const open = () => createReadStream(path, { highWaterMark: chunkBytes });
  if (!found.isFile()) return createInput(path, undefined, open);
  if (found.size === 0)
    throw new UserError('empty-file', `${path} is empty.`, 'Check how it was made, and import it again.');
  return createInput(path, found.size, open);
}

async function find(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw cannotRead(path, error as Error);
    throw new UserError('no-such-file', `There is no file ${path}.`, 'Check its path.');
  }
}

const cannotRead = (path: string, { message }: Error) =>
  new UserError(
    'unreadable-file',
    `${path} cannot be read: ${message}`,
    'Check its permissions and its disk.',
  );

function createInput(
  path: string,
  size: number | undefined,
  open: () => AsyncIterable<Buffer | string>,
): Input {
  let done = 0;
  async function* stored(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of open()) {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        done += bytes.length;
        yield bytes;
      }
    } catch (error) {
      throw cannotRead(path, error as Error);
    }
  }
  return {
    name: basename(path),
    ...defined({ size }),
    bytesRead: () => done,
    chunks: () => unpack(stored()),
    async fingerprint() {
      if (size === undefined) return undefined;
      const hash = createHash('sha256');
      for await (const chunk of open()) hash.update(chunk);
      return hash.digest('hex').slice(0, 16);
    },
  };
}

/**
 * Unpacks gzip, which is recognized by its first bytes (RFC 1952), and returns anything else as it is. Of a file that is cut
 * off or broken, everything before that place is returned first.
 * @throws UserError that says how far the file could be read
 */
export async function* unpack(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const { head, all } = await peek(chunks, 3);
  yield* head[0] === 0x1f && head[1] === 0x8b && head[2] === 8 ? gunzip(all()) : all();
}

/** Uses no pipe, because a stream that fails discards what it has not yet given. */
async function* gunzip(packed: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const stream = createGunzip();
  const ready: Buffer[] = [];
  let size = 0;
  let failure: Error | undefined;
  stream.on('data', (bytes: Buffer) => ready.push(bytes));
  stream.on('error', (error) => {
    failure = error;
  });
  const closed = new Promise<void>((resolve) => stream.on('close', resolve));
  function* take(): Generator<Buffer> {
    for (const bytes of ready.splice(0)) {
      size += bytes.length;
      yield bytes;
    }
    if (failure !== undefined) throw broken(failure, size);
  }
  try {
    for await (const bytes of packed) {
      // A write that fails never calls back.
      await Promise.race([closed, new Promise<void>((done) => stream.write(bytes, () => done()))]);
      yield* take();
    }
    stream.end();
    await closed;
    yield* take();
  } finally {
    stream.destroy();
  }
}

function broken({ message }: Error, size: number): UserError {
  const what = message === 'unexpected end of file' ? 'is cut off' : `is broken (${message})`;
  return new UserError(
    'broken-gzip',
    `The compressed file ${what} after ${formatCount(size)} bytes of text.`,
    'Get it again, and import it once more: what was read is kept.',
  );
}
