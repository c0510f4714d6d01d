import { createHash } from 'node:crypto';
import type { Paper } from './paper.ts';
import { cleanText } from './text/clean-text.ts';

/** Crockford's base 32 in lower case: no `i`, `l`, `o` or `u`, so an id can be read aloud. */
const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * What makes two titles the same: letters and digits, without case, accents, spaces, punctuation or debris, so that
 * `D^2Quant: Pre-training` equals `D²QUANT – Pretraining`. A title of signs only is kept as it is.
 */
export function normalizeTitle(title: string): string {
  const clean = cleanText(title);
  return lettersOf(clean) || clean;
}

/** Letters and digits of a text that is clean already; empty where it has none. */
export function lettersOf(clean: string): string {
  return clean
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * `p` and ten characters made from the normalised title. `abstract` is given only to tell apart different papers with
 * one title.
 */
export function paperId(title: string, abstract?: string): string {
  const key = normalizeTitle(title);
  return `p${shortHash(abstract === undefined ? key : `${key}\n${abstractKey(abstract)}`)}`;
}

/** The ids that a paper may have, the best first: the plain id of its title may belong to another paper. Never ends. */
export function* possibleIds({
  id,
  title,
  abstract,
}: Pick<Paper, 'id' | 'title' | 'abstract'>): Generator<string> {
  yield id;
  yield paperId(title, abstract);
  for (let n = 2; ; n++) yield paperId(title, `${abstract} ${n}`);
}

/** `n` and ten characters; `distinction` is given only where two notes have one title. */
export function noteId(title: string, distinction?: string): string {
  const key = normalizeTitle(title);
  return `n${shortHash(distinction === undefined ? key : `${key}\n${distinction}`)}`;
}

/** Equal for abstracts that differ only in case, punctuation or debris. */
export function abstractKey(abstract: string): string {
  return shortHash(normalizeTitle(abstract));
}

/** An id of a subtopic for each name. Names with one slug get a suffix, except the first in code-point order. */
export function subtopicIds(names: Iterable<string>): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of [...new Set(names)].sort()) {
    const slug = slugify(name);
    const id = taken.has(slug) ? `${slug}-${shortHash(name)}` : slug;
    taken.add(id);
    ids.set(name, id);
  }
  return ids;
}

function slugify(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? `subtopic-${shortHash(name)}` : slug;
}

/** Ten characters, 50 bits: among a hundred thousand titles, a clash has a chance of about one in two hundred thousand. */
export function shortHash(text: string): string {
  const digest = createHash('sha256').update(text).digest();
  return [...digest.subarray(0, 10)].map((byte) => digits[byte & 31]).join('');
}
