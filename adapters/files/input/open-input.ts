import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream, type Stats } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { defined } from '../../../src/defined.ts';
import { UserError } from '../../../src/errors.ts';

/** Large enough to be fast; small enough that what comes out of it compressed a thousandfold fits in memory. */
const CHUNK = 64 * 1024;

/** Bytes, of which nothing is known yet. */
export interface Input {
  /** The file's name without its folder, or `standard input`. */
  readonly name: string;
  /** In bytes; absent where only the end shows it. */
  readonly size?: number;
  /** So many have been given out. */
  bytesRead(): number;
  /** Once. @throws UserError where the file cannot be read on */
  chunks(): AsyncGenerator<Buffer>;
  /** Of all that is in the file; absent where it can be read only once. */
  fingerprint(): Promise<string | undefined>;
}

/**
 * A file, a pipe, or `-` for standard input.
 * @throws UserError where there is nothing to be read: no file, a folder, no permission, an empty file
 */
export async function openInput(path: string, stdin: AsyncIterable<Buffer | string>): Promise<Input> {
  if (path === '-') return createInput('standard input', undefined, () => stdin);
  const found = await find(path);
  if (found.isDirectory()) {
    throw new UserError(
      'is-a-folder',
      `${path} is a folder.`,
      'Name the files in it: `paperboy import folder/*`.',
    );
  }
  await access(path, constants.R_OK).catch((error: Error) => {
    throw cannotRead(path, error);
  });
  const open = () => createReadStream(path, { highWaterMark: CHUNK });
  if (!found.isFile()) return createInput(path, undefined, open);
  if (found.size === 0) {
    throw new UserError('empty-file', `${path} is empty.`, 'Check how it was made, and import it again.');
  }
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
  open: () => AsyncIterable<Buffer | string> | ReadStream,
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
