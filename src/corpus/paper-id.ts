import { hash } from 'node:crypto';
import type { Paper } from './paper.ts';
import { cleanText } from './text/clean-text.ts';

/** Crockford's base 32 in lower case. It has no `i`, `l`, `o` and `u`, so that an id can be read aloud. */
const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * The letters and digits of a title, cleaned, without case and accents: equal for `D^2Quant: Pre-training` and
 * `D²QUANT – Pretraining`. A title without letters and digits is only cleaned.
 */
export function normalizeTitle(title: string): string {
  const clean = cleanText(title);
  return lettersOf(clean) || clean;
}

const isAscii = /^[ -~]*$/;

/** The letters and digits of a clean text, in lower case, without accents; empty where it has none. */
export function lettersOf(clean: string): string {
  if (isAscii.test(clean)) return clean.toLowerCase().replace(/[^a-z\d]+/g, '');
  return clean
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** `p` and ten characters, from the normalised title; with the abstract for the second paper of one title. */
export function paperId(title: string, abstract?: string): string {
  const key = normalizeTitle(title);
  return `p${shortHash(abstract === undefined ? key : `${key}\n${abstractKey(abstract)}`)}`;
}

/** The ids that a paper may get, in order of preference: its own may belong to another paper. Endless. */
export function* possibleIds({
  id,
  title,
  abstract,
}: Pick<Paper, 'id' | 'title' | 'abstract'>): Generator<string> {
  yield id;
  yield paperId(title, abstract);
  for (let n = 2; ; n++) yield paperId(title, `${abstract} ${n}`);
}

/** Equal for abstracts that differ only in case, punctuation or what cleaning removes. */
export function abstractKey(abstract: string): string {
  return shortHash(normalizeTitle(abstract));
}

/** Ten characters, 50 bits: for 100,000 different titles, the chance of any collision is about 1 in 200,000. */
export function shortHash(text: string): string {
  const digest = hash('sha256', text, 'buffer');
  let short = '';
  for (let i = 0; i < 10; i++) short += digits.charAt(digest.readUInt8(i) & 31);
  return short;
}
