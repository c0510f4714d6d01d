import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { FeedError } from '../../../src/errors.ts';

const decoders = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

export const acceptEncoding = 'gzip, deflate, br';

/**
 * Reads and decompresses the body of an answer. Bytes are counted after decompression, as they arrive, so that neither a
 * zip bomb nor an endless body takes more memory than `maxBytes`.
 *
 * Uses Node's streams, because fetch takes a truncated gzip body for a whole one.
 * @param coding the Content-Encoding; empty for none
 * @throws FeedError `unreadable` for a longer body or another coding; whatever the stream throws
 */
export async function readBody(body: Readable, coding: string, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const piece of source) {
      size += piece.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      pieces.push(piece);
    }
  };
  const decoder = decoderOf(coding);
  try {
    await (decoder === undefined ? pipeline(body, collect) : pipeline(body, decoder, collect));
  } catch (error) {
    // Streams that are closed because of the limit may throw first.
    throw size > maxBytes ? tooLarge(maxBytes) : error;
  }
  return Buffer.concat(pieces, size);
}

function decoderOf(coding: string) {
  const name = coding.trim().toLowerCase();
  if (name === '' || name === 'identity') return undefined;
  if (!Object.hasOwn(decoders, name))
    throw new FeedError('unreadable', 'the answer is compressed in a way that was not asked for');
  return decoders[name as keyof typeof decoders]();
}

export const tooLarge = (maxBytes: number) =>
  new FeedError('unreadable', `the answer is larger than ${Math.ceil(maxBytes / 1024 / 1024)} MB`);
