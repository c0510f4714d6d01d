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
 * The body of an answer, decompressed. Bytes are counted after decompression, as they come: neither a bomb nor an
 * endless body takes more memory than its bound.
 *
 * Node's streams and not fetch's, which take a gzip body that breaks off for a whole one.
 * @param coding the Content-Encoding; empty for none
 * @throws FeedError `unreadable` for a body beyond the bound, or of another coding; whatever the stream throws
 */
export async function readBody(body: Readable, coding: string, mostBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const piece of source) {
      size += piece.length;
      if (size > mostBytes) throw tooLarge(mostBytes);
      pieces.push(piece);
    }
  };
  const decoder = decoderOf(coding);
  try {
    await (decoder === undefined ? pipeline(body, collect) : pipeline(body, decoder, collect));
  } catch (error) {
    // The streams that are torn down for it may complain first.
    throw size > mostBytes ? tooLarge(mostBytes) : error;
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

export const tooLarge = (mostBytes: number) =>
  new FeedError('unreadable', `the answer is larger than ${Math.ceil(mostBytes / 1024 / 1024)} MB`);
