import { normalizeTitle } from '../../corpus/paper-id.ts';
import type { DecidedPaper } from './record-set.ts';

/** A posted message is amended when its paper changes within so many days, in milliseconds. */
export const amendableMs = 14 * 24 * 60 * 60_000;

/** Why messages that show a paper must be amended. */
export interface AmendmentNeed {
  readonly paper: string;
  readonly reason: 'withdrawn' | 'retitled';
  /** The title that the messages show. */
  readonly title: string;
}

/** A withdrawal, or a title of other letters or digits; nothing for other changes, and for new papers. */
export function amendmentNeeds({ before, paper }: DecidedPaper): AmendmentNeed[] {
  if (before === undefined) return [];
  const { title, withdrawn } = before.paper;
  if (paper.withdrawn && !withdrawn) return [{ paper: paper.id, reason: 'withdrawn', title }];
  const isRetitled = normalizeTitle(title) !== normalizeTitle(paper.title);
  return isRetitled ? [{ paper: paper.id, reason: 'retitled', title }] : [];
}
