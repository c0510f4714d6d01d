import type { Note } from '../corpus/note.ts';
import type { Paper } from '../corpus/paper.ts';
import type { Profile } from '../search/profile.ts';
import type { Query } from '../search/query.ts';
import type { Hit, Results, SearchPage, Suggestion } from '../search/results.ts';

/** Finds papers and notes. Asynchronous so that an engine may live in another process. */
export interface PaperIndex {
  /** Best first; equal scores are ordered by id, so that the same query always gives the same pages. */
  search(query: Query, page: SearchPage): Promise<Results>;
  /** Completions of the text being typed (not trimmed: a space at its end closes the last word). */
  suggest(text: string, options: SuggestOptions): Promise<readonly Suggestion[]>;
  /** What is nearest to a paper or a note by its whole text, itself left out. Unknown id: nothing. */
  similar(id: string, limit: { readonly papers: number; readonly notes: number }): Promise<Similar>;
  /** What a text is about, measured by the texts that are here; the text itself need not be. */
  profile(title: string, body: string): Promise<Profile>;
  /** Papers nearest to a profile, best first. */
  near(profile: Profile, limit: number): Promise<readonly Paper[]>;
  /**
   * Adds papers, or replaces those of the same id, one after the other, in the order of the calls: searches meanwhile
   * see what has come so far, and a large number of them keeps nobody waiting.
   */
  put(papers: readonly Paper[]): Promise<void>;
  /** Takes a paper out, if it is here. With `becameId` its id leads to that paper from now on, also in `similar`. */
  remove(id: string, becameId?: string): Promise<void>;
  /** By its id, one that it had, or its arXiv id, `2405.18425`. */
  paper(id: string): Promise<Paper | undefined>;
  note(id: string): Promise<Note | undefined>;
  size(): Promise<{ readonly papers: number; readonly notes: number }>;
  /** What is missing from answers at present. May wait for stored papers to be read: in the bot some seconds at most. */
  extent(): Promise<IndexExtent>;
}

/**
 * | kind | what the index holds |
 * |---|---|
 * | `whole` | all that is stored |
 * | `partial` | stored papers are still being read |
 * | `seeds` | the saved pages alone: the store cannot be opened, and `reason` says why in one sentence |
 */
export type IndexExtent =
  | { readonly kind: 'whole' | 'partial' }
  | { readonly kind: 'seeds'; readonly reason: string };

export interface SuggestOptions {
  readonly limit: number;
  /** Only suggestions of these kinds; every kind when left out. */
  readonly kinds?: readonly Suggestion['kind'][];
}

export interface Similar {
  readonly papers: readonly Hit<Paper>[];
  readonly notes: readonly Hit<Note>[];
}
