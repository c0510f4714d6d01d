import type { Line } from '../cards/card.ts';
import type { Note } from '../corpus/note.ts';
import type { Paper } from '../corpus/paper.ts';
import type { Profile } from '../search/profile.ts';
import type { Query } from '../search/query.ts';
import type { Likeness } from '../search/suggest/title-likeness.ts';

/** Finds papers and notes. Asynchronous, so that the engine may run in another process. */
export interface PaperIndex {
  /** Best first. Equal scores are ordered by id, so that the same query always gives the same pages. */
  search(query: Query, page: SearchPage): Promise<Results>;
  /** Completions of a text that is being typed. The text is not trimmed: a space at its end completes the last word. */
  suggest(text: string, options: SuggestOptions): Promise<readonly Suggestion[]>;
  /** The papers or notes whose titles a text may name, the surest first, and at most `limit`. */
  named(text: string, kind: 'paper' | 'note', limit: number): Promise<readonly Named[]>;
  /**
   * What is nearest to a paper or a note by its whole text, best first and without itself. Nothing for an unknown id.
   * @param limit at most so many papers and notes
   */
  similar(id: string, limit: { readonly papers: number; readonly notes: number }): Promise<Similar>;
  /** The terms of a text, weighted by how rare they are among the papers here. The text itself need not be here. */
  profile(title: string, body: string): Promise<Profile>;
  /**
   * How like others a paper or note is by their vectors: the cosine of what tells them apart from the mean of all, -1 to 1.
   * Undefined for each that has no vector.
   */
  likenesses(id: string, others: readonly string[]): Promise<readonly (number | undefined)[]>;
  /** At most `limit` papers, nearest to a profile first. */
  near(profile: Profile, limit: number): Promise<readonly Paper[]>;
  /**
   * Adds papers, or replaces those with the same id. Papers are added one by one, in the order of the calls; searches
   * meanwhile are answered from those that are there.
   */
  put(papers: readonly Paper[]): Promise<void>;
  /** Removes a paper, if it is here. With `becameId`, its id leads to that paper from now on, in `similar` too. */
  remove(id: string, becameId?: string): Promise<void>;
  /** By its id, an id that it had before it was merged, its arXiv id, such as `2405.18425`, or its DOI in lower case. */
  paper(id: string): Promise<Paper | undefined>;
  /** By its id. Undefined for an unknown one. */
  note(id: string): Promise<Note | undefined>;
  /** How many papers and notes it holds. */
  size(): Promise<{ readonly papers: number; readonly notes: number }>;
  /** The ids of papers and notes without a vector, those that came or changed last first. */
  withoutVector(): Promise<readonly string[]>;
  /** What is to be embedded of these papers and notes; nothing for those that are gone. */
  passages(ids: readonly string[]): Promise<readonly Passage[]>;
  /** Takes in vectors, all of one model. One whose text has changed since is ignored. */
  putVectors(vectors: readonly PassageVector[]): Promise<void>;
  /** The vectors of papers, by id: of those that came or changed last, at most `limit`, and of those alone that have one. */
  paperVectors(limit: number): Promise<readonly Pick<PassageVector, 'id' | 'vector'>[]>;
  /** Which stored papers it holds. May wait until it holds them; in the bot some seconds at most. */
  extent(): Promise<IndexExtent>;
}

/** An index on disk, so that a process need not read all stored papers as it starts. */
export interface IndexSnapshots {
  /**
   * The last snapshot; undefined where there is none, or none that fits this code and the saved pages.
   * @throws Error when it cannot be read
   */
  open(): Promise<OpenedSnapshot | undefined>;
  /**
   * Writes what the index holds, which is all changes of the store up to the revision. What is put in meanwhile waits.
   * @throws Error when it cannot be written; the last snapshot stays then
   */
  save(revision: number): Promise<void>;
}

/** A snapshot that was read and is not in use yet. Exactly one of `use` and `close` is called. */
export interface OpenedSnapshot {
  /** The last change of the store that it holds. */
  readonly revision: number;
  /** By its id alone; undefined where the snapshot does not hold it. */
  paper(id: string): Paper | undefined;
  /** From now on the index holds what the snapshot holds, and nothing else. Titles are suggested a little later. */
  use(): void;
  /** Called instead of `use` where the store holds something else. */
  close(): void;
}

/** A text whose vector says what a paper or a note is about. */
export interface Passage {
  /** Of the paper or note. */
  readonly id: string;
  /** Title and body, whole: the model reads as much of it as it can. */
  readonly text: string;
  /** The hash of the text, by which its vector is stored. */
  readonly key: string;
}

/** A vector for a passage. It is taken in only while the text still has this `key`. */
export interface PassageVector extends Pick<Passage, 'id' | 'key'> {
  /** Whole components from -127 to 127, as `quantize` gives them: only the direction tells anything. */
  readonly vector: Int8Array;
}

/**
 * | kind | the index holds |
 * |---|---|
 * | `whole` | all stored papers |
 * | `partial` | some of them, because they are still being read |
 * | `seeds` | the papers of the saved pages: the store cannot be opened, and `reason` says why in one sentence |
 */
export type IndexExtent =
  | { readonly kind: 'whole' | 'partial' }
  | { readonly kind: 'seeds'; readonly reason: string };

/** Which suggestions are wanted. */
export interface SuggestOptions {
  /** At most so many. */
  readonly limit: number;
  /** Default: suggestions of every kind. */
  readonly kinds?: readonly Suggestion['kind'][];
}

/** What is nearest to a paper or a note, best first. */
export interface Similar {
  /** At most as many as were asked for. */
  readonly papers: readonly Hit<Paper>[];
  /** At most as many as were asked for. */
  readonly notes: readonly Hit<Note>[];
}

/** The slice of the ranking that is wanted, of papers and of notes each. */
export interface SearchPage {
  /** How many of the best to leave out, from 0. */
  readonly offset: number;
  /** At most so many papers. */
  readonly limit: number;
  /** How many notes (default: `limit`). */
  readonly notes?: number;
}

/** A paper or note that a search found. */
export interface Hit<Item> {
  /** As it is in the index. */
  readonly item: Item;
  /** Comparable within one answer only. */
  readonly score: number;
  /** Whether it is about what was asked; others are only near. */
  readonly isAbout: boolean;
  /** The reader's own words that matched, as typed. */
  readonly matched: readonly string[];
  /** The best sentence of the text, with its matched words marked. */
  readonly snippet: Line;
}

/** The answer to a search: one page of papers and of notes, with the counts of all. */
export interface Results {
  /** One page of papers, best first. */
  readonly papers: readonly Hit<Paper>[];
  /** One page of notes, best first. */
  readonly notes: readonly Hit<Note>[];
  /** Counts of all that was found, whatever the page. */
  readonly total: {
    /** All, with those that are only near. */
    readonly papers: number;
    readonly papersAbout: number;
    readonly notes: number;
    readonly papersWithEveryWord: number;
  };
  /** Mistyped words, and the nearest word that was used; too, where some texts have the typed one. */
  readonly corrections: readonly {
    readonly typed: string;
    readonly used: string;
    readonly isThere: boolean;
  }[];
  /** Words that no text has, without a near word. */
  readonly unknown: readonly string[];
  /** The number of papers without a date that only a date filter keeps out. */
  readonly undated: number;
}

/** A title that a text may name, and how: see `title-likeness.ts`. */
export interface Named extends Likeness {
  /** Of the paper or note. */
  readonly id: string;
  /** Of the paper or note, as it is shown. */
  readonly title: string;
}

/** A completion of what is being typed. */
export interface Suggestion {
  /** What is completed. A phrase is words that several papers have side by side. */
  readonly kind: 'paper' | 'note' | 'subtopic' | 'organization' | 'phrase';
  /** Of papers, notes and subtopics. */
  readonly id?: string;
  /** What the text becomes when the suggestion is taken. */
  readonly text: string;
}
