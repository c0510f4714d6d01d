import { createHash } from 'node:crypto';
import { claimOf } from '../../src/corpus/claim/claim.ts';
import { paperUrl } from '../../src/corpus/describe-paper.ts';
import { defined } from '../../src/defined.ts';
import type { PostedDay, PostedPaper } from '../../src/digest/posted.ts';

/** What the formats are written from. */
export interface PublishedDays {
  /** Stays the same when a new link is made, so that readers know their entries again. */
  readonly id: string;
  /** The newest first. */
  readonly days: readonly PostedDay[];
}

/** A UUID of version 8 (RFC 9562) that is always the same for the same texts. */
export function stableId(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** An entry of a feed: one paper of one digest. */
export interface PublishedEntry {
  /** A URN. */
  readonly id: string;
  readonly title: string;
  readonly url: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly authors: readonly string[];
  /** What the paper claims. */
  readonly summary?: string;
  /** Its abstract, as plain text. */
  readonly content: string;
  readonly topics: readonly string[];
}

/** The papers of all days, the newest first. */
export const entriesOf = ({ id, days }: PublishedDays): readonly PublishedEntry[] =>
  days.flatMap(({ at, papers }) => papers.map((posted) => toEntry(id, at, posted)));

function toEntry(feed: string, at: number, { id, paper, topics }: PostedPaper): PublishedEntry {
  const { title, abstract, authors = [], organization, withdrawn } = paper;
  const summary = claimOf(title, abstract);
  return {
    id: `urn:uuid:${stableId(feed, id)}`,
    title: withdrawn ? `Withdrawn by its authors: ${title}` : title,
    url: paperUrl(paper),
    at,
    authors: authors.length > 0 ? authors : organization === undefined ? [] : [organization.name],
    ...defined({ summary }),
    content: abstract,
    topics,
  };
}
