import type { Edition, Paper, PaperLink } from './paper.ts';

/** What a feed or a file says of one paper. */
export interface PaperRecord {
  /** By itself, as if nothing else were known: its id is the one that its title gives. */
  readonly paper: Paper;
  /** False for a new version of an old paper: it changes a paper that is known, and brings in none. */
  readonly isNew: boolean;
  /** ISO date of its announcement: stands in as long as nobody says when it was published. */
  readonly announced?: string;
}

/** The fields of a record as a source gives them: raw text, ids of any form. */
export interface RecordFields {
  /** The name of the feed or file: `huggingface`, `arxiv:cs.LG`, `papers.jsonl`. */
  readonly source: string;
  readonly edition: Edition;
  readonly isNew: boolean;
  readonly title: string;
  readonly abstract: string;
  readonly authors?: readonly string[];
  /** `2405.18425v2`, `hep-th/9901001`, `arXiv:…`, an address of its page. */
  readonly arxivId?: string;
  readonly doi?: string;
  readonly url?: string;
  /** An ISO date or instant. */
  readonly published?: string;
  /** The same. */
  readonly announced?: string;
  readonly categories?: readonly string[];
  readonly organization?: { readonly handle: string; readonly name: string };
  readonly upvotes?: number;
  readonly comments?: number;
  /** Besides those that the abstract names. */
  readonly links?: readonly PaperLink[];
  readonly generated?: { readonly summary: string; readonly model?: string };
  readonly withdrawn?: boolean;
}

/** One item that could not be read; the others were. */
export interface RecordReject {
  /** Where it stands: `2026-08-21 item 3`, `line 17`, `oai:arXiv.org:2609.26811`. */
  readonly item: string;
  readonly reason: string;
  /** The first characters of it, control characters removed; may be empty. */
  readonly excerpt: string;
}
