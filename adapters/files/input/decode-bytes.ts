import { TextDecoder } from 'node:util';

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** What old `.bib` files are in; it has all of Latin-1. */
const western = new TextDecoder('windows-1252');

/** UTF-8 without its byte order mark; undefined for bytes that are none. */
export function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** UTF-8, or else Windows-1252, in which every byte is something. Total. */
export const decodeAny = (bytes: Buffer): string => decodeUtf8(bytes) ?? decodeWestern(bytes);

/** As a stream, because Node 20 takes it for Latin-1 in one go, which has no quotes and dashes (nodejs/node#56542). */
const decodeWestern = (bytes: Buffer): string => western.decode(bytes, { stream: true }) + western.decode();
