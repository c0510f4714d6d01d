/** The nouns of the corpus. All of them are plain data, and none of them holds markup. */

export interface Paper {
  /** Stable: made from the title, so it survives parsing again, in any order (see `paper-id.ts`). */
  readonly id: string;
  /** Cleaned for reading and indexing; `raw` keeps what the page said where that differs. */
  readonly title: string;
  readonly abstract: string;
  readonly raw?: { readonly title?: string; readonly abstract?: string };
  /** ISO 8601 date, `2024-05-28`. */
  readonly published?: string;
  /** How many authors the page counted; names, where known, are in `authors`. */
  readonly authorCount?: number;
  readonly authors?: readonly string[];
  readonly organization?: Organization;
  readonly comments?: number;
  readonly upvotes?: number;
  readonly categories?: readonly string[];
  /** Without version: `2405.18425`. */
  readonly arxivId?: string;
  readonly doi?: string;
  readonly url?: string;
  /** Repositories and project pages that the abstract names, in the order of the text. */
  readonly links: readonly PaperLink[];
  /** Every place the paper was read from; never empty. A feed stands here once, by its name, with line 1. */
  readonly sources: readonly Source[];
  /** Whose title and abstract these are; absent for a saved page. */
  readonly edition?: Edition;
  /** Text that a model wrote about the paper: shown only as that. */
  readonly generated?: { readonly summary: string; readonly model?: string };
  /** Its authors took it back. */
  readonly withdrawn?: true;
}

/** Who said the title and the abstract, so that a later reading knows whether it knows better. */
export interface Edition {
  /** In ascending order of trust. */
  readonly by: 'import' | 'huggingface' | 'arxiv';
  /** arXiv's version number, from 1. */
  readonly version?: number;
}

export interface Organization {
  readonly handle: string;
  readonly name: string;
}

export interface PaperLink {
  /** `code` for repositories and model or data-set pages, `project` for every other page. */
  readonly kind: 'code' | 'project';
  readonly url: string;
}

/** A research question with a description, printed under one subtopic. */
export interface Note {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The id of its subtopic. */
  readonly subtopic: string;
  readonly source: Source;
}

/** A group of notes. */
export interface Subtopic {
  /** A slug of its name: `rl-with-verifiable-rewards-rlvr`. */
  readonly id: string;
  readonly name: string;
  /** How many notes its header claims, which may differ from how many stand below it. */
  readonly claimedNotes: number;
  readonly source: Source;
}

/** Where something was read; `line` counts from 1. */
export interface Source {
  readonly file: string;
  readonly line: number;
}

/** The page disagrees with itself or leaves something out; everything readable was kept. */
export interface Warning extends Source {
  readonly message: string;
}

/** A piece of a page that could not be read, and why. */
export interface Reject extends Source {
  readonly reason: string;
  /** The first characters of what was rejected, control characters removed. */
  readonly excerpt: string;
}

export type PageKind = 'notes' | 'papers' | 'unknown';

/** What one page holds, before pages are merged. */
export interface Page {
  readonly file: string;
  readonly kind: PageKind;
  readonly papers: readonly Paper[];
  readonly notes: readonly Note[];
  readonly subtopics: readonly Subtopic[];
  readonly warnings: readonly Warning[];
  readonly rejects: readonly Reject[];
}

/** All pages together. Papers are unique; their order is that of the pages. */
export interface Corpus {
  readonly pages: readonly Page[];
  readonly papers: readonly Paper[];
  readonly notes: readonly Note[];
  readonly subtopics: readonly Subtopic[];
  /** Papers that stood in more than one place. */
  readonly merged: readonly Paper[];
  readonly warnings: readonly Warning[];
  readonly rejects: readonly Reject[];
}
