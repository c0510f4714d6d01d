/** Plain data; no field holds markup. */
export interface Paper {
  /** Made from the title, so that parsing a page again gives the same id (`paper-id.ts`). */
  readonly id: string;
  /** Cleaned for reading and indexing. */
  readonly title: string;
  /** Cleaned too. May be empty: only imports may lack it. */
  readonly abstract: string;
  /** Title and abstract before cleaning, where that changed them. */
  readonly raw?: { readonly title?: string; readonly abstract?: string };
  /** ISO 8601 date, `2024-05-28`; `2024-05` or `2024` where the day or the month is unknown. */
  readonly published?: string;
  /**
   * May be larger than the list of names, which a source may leave out or cut off. Absent beside names: the list ends in `and others`.
   */
  readonly authorCount?: number;
  /** `Ada Lovelace`: given names first. */
  readonly authors?: readonly string[];
  /**
   * Family names of authors and editors where the name alone would mislead, by name: `García Márquez`; the whole name of a team. Only
   * as a source has said so.
   */
  readonly familyNames?: Readonly<Record<string, string>>;
  readonly organization?: Organization;
  /** Of readers on Hugging Face. */
  readonly comments?: number;
  readonly upvotes?: number;
  /** By other papers, when somebody was last asked. */
  readonly citations?: number;
  /** arXiv's: `cs.LG`. */
  readonly categories?: readonly string[];
  /** Without version: `2405.18425`. */
  readonly arxivId?: string;
  /** In lower case. */
  readonly doi?: string;
  readonly url?: string;
  /** Where it appeared, as a list of references says. */
  readonly publication?: Publication;
  /** Repositories and project pages that the abstract names, in the order of the text. */
  readonly links: readonly PaperLink[];
  /** Where the paper was read, by file, then line; never empty. A feed is one source: its name, and line 1. */
  readonly sources: readonly Source[];
  /** Where title and abstract are from; absent for a saved page. */
  readonly edition?: Edition;
  /** Written by a model, and shown only with that remark. */
  readonly generated?: { readonly summary: string; readonly model?: string };
  /** By its authors. */
  readonly withdrawn?: true;
}

/** The source of title and abstract, which decides whether another record may replace them. */
export interface Edition {
  /** In ascending order of trust. */
  readonly by: 'import' | 'journal' | 'huggingface' | 'arxiv';
  /** arXiv's version number, from 1. */
  readonly version?: number;
}

/** What a list of references says of where a work appeared. */
export interface Publication {
  /** BibTeX's kind of entry, in lower case: `article`, `inproceedings`, `book`. */
  readonly type: string;
  /** The journal, the book or proceedings, or the school or institution of a thesis or report. */
  readonly venue?: string;
  readonly volume?: string;
  readonly number?: string;
  readonly pages?: string;
  readonly publisher?: string;
  /** Given names first. */
  readonly editors?: readonly string[];
  readonly series?: string;
  readonly edition?: string;
  /** The town of the publisher. */
  readonly address?: string;
  readonly isbn?: string;
  readonly issn?: string;
}

/** The details of a publication that are one text each. */
export type PublicationDetail = Exclude<keyof Publication, 'type' | 'editors'>;

/** Who published a paper, by Hugging Face: `handle` is the name in addresses, `name` the one to show. */
export interface Organization {
  readonly handle: string;
  readonly name: string;
}

/** A page about a paper that its text names, http or https. */
export interface PaperLink {
  /** `code` for repositories and model or data-set pages, `project` for every other page. */
  readonly kind: 'code' | 'project';
  readonly url: string;
}

/** A line of a saved page, counted from 1, or a feed or file with line 1. */
export interface Source {
  readonly file: string;
  readonly line: number;
}
