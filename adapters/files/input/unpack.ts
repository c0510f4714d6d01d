import { createGunzip } from 'node:zlib';
import { UserError } from '../../../src/errors.ts';
import { peek } from './peek.ts';

/**
 * The text inside gzip, told by its first bytes (RFC 1952); anything else as it is. A file that is cut off or broken
 * gives all that can be read of it first.
 * @throws UserError saying how far it could be read
 */
export async function* unpack(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const { head, all } = await peek(chunks, 3);
  yield* head[0] === 0x1f && head[1] === 0x8b && head[2] === 8 ? gunzip(all()) : all();
}

/** Not through a pipe: a stream that fails throws away what it has still to give. */
async function* gunzip(packed: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const stream = createGunzip();
  let ready: Buffer[] = [];
  let size = 0;
  let failure: Error | undefined;
  /** A write that fails never calls back. */
  let goOn: () => void = () => {};
  stream.on('data', (bytes: Buffer) => ready.push(bytes));
  stream.on('error', (error) => {
    failure = error;
  });
  stream.on('close', () => goOn());
  const settled = (begin: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      goOn = resolve;
      if (stream.closed) resolve();
      else begin(resolve);
    });
  function take(): Buffer[] {
    const taken = ready;
    ready = [];
    for (const bytes of taken) size += bytes.length;
    return taken;
  }
  try {
    for await (const bytes of packed) {
      await settled((done) => stream.write(bytes, done));
      yield* take();
      if (failure !== undefined) throw broken(failure, size);
    }
    await settled(() => stream.end());
    yield* take();
    if (failure !== undefined) throw broken(failure, size);
  } finally {
    stream.destroy();
  }
}

function broken({ message }: Error, size: number): UserError {
  const what = message === 'unexpected end of file' ? 'is cut off' : `is broken (${message})`;
  return new UserError(
    'broken-gzip',
    `The compressed file ${what} after ${size.toLocaleString('en-US')} bytes of text.`,
    'Get it again, and import it once more: what was read is kept.',
  );
}
