import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import type { StoredVector, VectorStore } from '../../src/ports/embedder.ts';

/** Bytes of a key in the file. */
const keyBytes = 16;

interface Header {
  readonly model: string;
  /** Of a vector. */
  readonly dimensions: number;
}

/**
 * Vectors of one model in a file: a line of JSON with the model and the number of components, then for each vector its key and its
 * components, a byte each. New ones are written to the end, so that what was written before a stop is kept.
 * @throws Error with a cause where the file cannot be read
 */
export function openVectorFile(file: string): VectorStore & { all(): readonly Int8Array[] } {
  const known = new Map<string, Int8Array>();
  let header: Header | undefined;
  /** Where the next vector belongs: a process may have been stopped while it wrote one. */
  let end = 0;
  let size = 0;
  if (existsSync(file)) read(readBytes(file));

  function read(bytes: Buffer): void {
    const line = bytes.indexOf('\n');
    header = readHeader(bytes.subarray(0, Math.max(0, line)).toString(), file);
    const width = keyBytes + header.dimensions;
    for (end = line + 1; end + width <= bytes.length; end += width) {
      const at = end + keyBytes;
      known.set(bytes.toString('hex', end, at), Int8Array.from(bytes.subarray(at, end + width)));
    }
    size = bytes.length;
  }

  function append(bytes: Buffer | string): void {
    if (size > end) truncateSync(file, end);
    appendFileSync(file, bytes);
    end += Buffer.byteLength(bytes);
    size = end;
  }

  return {
    all: () => [...known.values()],
    async vectors(model, keys) {
      if (model !== header?.model) return [];
      return keys.flatMap((key): StoredVector[] => {
        const vector = known.get(key);
        return vector === undefined ? [] : [{ key, vector }];
      });
    },
    async keepVectors(model, vectors) {
      const fresh = vectors.filter(({ key }) => !known.has(key));
      const [first] = fresh;
      if (first === undefined) return;
      if (header === undefined) {
        header = { model, dimensions: first.vector.length };
        append(`${JSON.stringify(header)}\n`);
      }
      if (model !== header.model) throw new Error(`${file} has vectors of ${header.model}, not of ${model}`);
      append(
        Buffer.concat(fresh.flatMap(({ key, vector }) => [Buffer.from(key, 'hex'), Buffer.from(vector)])),
      );
      for (const { key, vector } of fresh) known.set(key, vector);
    },
  };
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`The vectors cannot be read from ${file} (${(error as Error).message}).`, {
      cause: error,
    });
  }
}

function readHeader(text: string, file: string): Header {
  try {
    const { model, dimensions } = JSON.parse(text);
    if (typeof model !== 'string' || !Number.isInteger(dimensions) || dimensions < 1)
      throw new Error('no model');
    return { model, dimensions };
  } catch (error) {
    throw new Error(`${file} holds no vectors of Paperboy.`, { cause: error });
  }
}
