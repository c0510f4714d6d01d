import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TextDecoder } from 'node:util';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { FeedError } from '../../../src/errors.ts';
import { parseContentType } from './parse-headers.ts';

const decoders = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The compressions that are understood. */
export const acceptEncoding = 'gzip, deflate, br';

/**
 * Reads, decompresses and decodes the body of an answer. Bytes are counted after decompression, as they arrive, so that
 * neither a zip bomb nor an endless body takes more memory than `maxBytes`.
 *
 * Uses Node's streams, because fetch takes a truncated gzip body for a whole one.
 * @param header of the answer; empty for one that is missing
 * @throws FeedError `unreadable` for a longer body or another coding; whatever the stream throws
 */
export async function readText(
  body: Readable,
  header: (name: string) => string,
  maxBytes: number,
): Promise<string> {
  const tooLarge = () =>
    new FeedError('unreadable', `the answer is larger than ${Math.ceil(maxBytes / 1024 / 1024)} MB`);
  if (Number(header('content-length')) > maxBytes) throw tooLarge();
  const pieces: Buffer[] = [];
  let size = 0;
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const piece of source) {
      size += piece.length;
      if (size > maxBytes) throw tooLarge();
      pieces.push(piece);
    }
  };
  const decoder = decoderOf(header('content-encoding'));
  try {
    await (decoder === undefined ? pipeline(body, collect) : pipeline(body, decoder, collect));
  } catch (error) {
    // Streams that are closed because of the limit may throw first.
    throw size > maxBytes ? tooLarge() : error;
  }
  return decodeText(Buffer.concat(pieces, size), parseContentType(header('content-type')).charset);
}

function decoderOf(coding: string) {
  const name = coding.trim().toLowerCase();
  if (name === '' || name === 'identity') return undefined;
  if (!Object.hasOwn(decoders, name))
    throw new FeedError('unreadable', 'the answer is compressed in a way that was not asked for');
  return decoders[name as keyof typeof decoders]();
}

/**
 * Decodes bytes by the first of these that names an encoding: byte order mark, HTTP header, XML declaration; else as UTF-8.
 * Never throws: invalid bytes become U+FFFD. Drops the byte order mark.
 * @param charset of the HTTP header; may be empty or unknown
 */
export function decodeText(bytes: Buffer, charset: string): string {
  const decoder = [markOf(bytes), charset, declaredIn(bytes)].map(textDecoder).find(Boolean);
  return (decoder ?? new TextDecoder()).decode(bytes);
}

function markOf(bytes: Buffer): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : '';
}

function declaredIn(bytes: Buffer): string {
  const start = bytes.toString('latin1', 0, 200);
  const label = /^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w:.-]+)/.exec(start)?.[1] ?? '';
  // A declaration in UTF-16 could not have been read byte by byte.
  return /^utf-?16/i.test(label) ? '' : label;
}

/** Undefined for an encoding that is empty or unknown. */
function textDecoder(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}
