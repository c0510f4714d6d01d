import type { Edition, Paper, PaperLink, Publication } from './paper.ts';

/** What a feed or a file says about one paper. */
export interface PaperRecord {
  /** As if nothing else were known; its id is the plain id of its title. */
  readonly paper: Paper;
  /** False for a new version of an old paper: it may change a stored paper, but adds none. */
  readonly isNew: boolean;
  /** DOIs under which the same work is known too: of its preprint, or of its publication. */
  readonly otherDois?: readonly string[];
  /** ISO date of the announcement, used where no source has a date of publication. */
  readonly announced?: string;
}

/** The fields of a record as a source gives them: raw text, and ids in any form. */
export interface RecordFields {
  /** The name of the feed or file: `huggingface`, `arxiv:cs.LG`, `papers.jsonl`. */
  readonly source: string;
  readonly edition: Edition;
  readonly isNew: boolean;
  readonly title: string;
  readonly abstract: string;
  readonly authors?: readonly string[];
  /** In any form that `readArxivId` reads. */
  readonly arxivId?: string;
  /** In any form that `readDoi` reads. */
  readonly doi?: string;
  readonly url?: string;
  /** An ISO date or instant, or only a month or a year: `2024-05`. */
  readonly published?: string;
  /** An ISO date or instant. */
  readonly announced?: string;
  readonly categories?: readonly string[];
  readonly organization?: { readonly handle: string; readonly name: string };
  readonly upvotes?: number;
  readonly comments?: number;
  readonly citations?: number;
  /** As in `PaperRecord`, in any form that `readDoi` reads. */
  readonly otherDois?: readonly string[];
  /** In addition to those in the abstract. */
  readonly links?: readonly PaperLink[];
  readonly generated?: { readonly summary: string; readonly model?: string };
  readonly withdrawn?: boolean;
  readonly publication?: Publication;
}

/** One item of a feed or file that could not be read. */
export interface RecordReject {
  /** Its place: `2026-08-21 item 3`, `line 17`, `oai:arXiv.org:2609.26811`. */
  readonly item: string;
  readonly reason: string;
  /** The first 80 characters of the item, without control characters; may be empty. */
  readonly excerpt: string;
}
