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

/** Where something was read; `line` counts from 1. */
export interface Source {
  readonly file: string;
  readonly line: number;
}
