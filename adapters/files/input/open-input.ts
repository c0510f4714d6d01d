import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { defined } from '../../../src/defined.ts';
import { UserError } from '../../../src/errors.ts';

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
  /** Call it once. @throws UserError if the rest cannot be read */
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
  return {
    name: basename(path),
    ...defined({ size }),
    bytesRead: () => done,
    async *chunks() {
      try {
        for await (const chunk of open()) {
          const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
          done += bytes.length;
          yield bytes;
        }
      } catch (error) {
        throw cannotRead(path, error as Error);
      }
    },
    async fingerprint() {
      if (size === undefined) return undefined;
      const hash = createHash('sha256');
      for await (const chunk of open()) hash.update(chunk);
      return hash.digest('hex').slice(0, 16);
    },
  };
}
