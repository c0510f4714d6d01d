import { TextDecoder } from 'node:util';
import { beginsAsWebPage } from '../../../src/corpus/text/clean-text.ts';

/**
 * Decodes bytes by the first of these that names an encoding: byte order mark, HTTP header, XML declaration; else as UTF-8.
 * Never throws: invalid bytes become U+FFFD. Drops the byte order mark.
 * @param charset of the HTTP header; may be empty or unknown
 */
export function decodeText(bytes: Buffer, charset: string): string {
  const decoder = [markOf(bytes), charset, declaredIn(bytes)].map(decoderOf).find(Boolean);
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

function decoderOf(label: string): TextDecoder | undefined {
  if (label === '') return undefined;
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}

/** The kind of a text, by how it begins. `other` is JSON and everything else. */
export function kindOfText(text: string): 'feed' | 'web page' | 'other' {
  const start = text.slice(0, 2_000).trimStart();
  const declaration = /^<\?xml\b[^>]*>/.exec(start)?.[0] ?? '';
  const root = start.slice(declaration.length).replace(/^(?:\s+|<!--[^>]*-->)*/, '');
  if (beginsAsWebPage(root)) return 'web page';
  if (declaration !== '' || /^<(?:\w+:)?(?:rss|feed|oai-pmh|rdf)\b/i.test(root)) return 'feed';
  return 'other';
}
