import type { Source } from './paper.ts';
import { normalizeTitle, shortHash } from './paper-id.ts';

/** A research question with a description. */
export interface Note {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The id of its subtopic. */
  readonly subtopic: string;
  readonly source: Source;
  /** Where its author published it. */
  readonly url?: string;
  /** ISO date. */
  readonly published?: string;
  /** The ids of notes that it links to, in its order. */
  readonly related?: readonly string[];
  /** Of the papers that it is about, as far as they are known. */
  readonly arxivIds?: readonly string[];
}

/** A group of notes. */
export interface Subtopic {
  /** A slug of its name: `rl-with-verifiable-rewards-rlvr`. */
  readonly id: string;
  readonly name: string;
  /** The number of notes that the page claims, which may be wrong. */
  readonly claimedNotes: number;
  readonly source: Source;
}

/** `n` and ten characters, from the normalised title; with a distinction for the second note of one title. */
export function noteId(title: string, distinction?: string): string {
  const key = normalizeTitle(title);
  return `n${shortHash(distinction === undefined ? key : `${key}\n${distinction}`)}`;
}

/** The id of each name. Of names with the same slug, all but the first in code-unit order get a suffix. */
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
