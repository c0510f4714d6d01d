import { createGunzip } from 'node:zlib';
import { formatCount } from '../../../src/cards/text.ts';
import { UserError } from '../../../src/errors.ts';
import { peek } from './bytes.ts';

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
