import { isFromAddedAlone } from '../../corpus/added-source.ts';
import type { Paper } from '../../corpus/paper.ts';
import { datedBy } from '../../corpus/published-date.ts';
import type { PaperRecord } from '../../corpus/record.ts';

const dayMs = 24 * 60 * 60_000;

/** How old a stored quiet paper may be to become news: Hugging Face lists 19 of 20 papers within a week. */
export const newsDays = 30;

/**
 * For so many milliseconds after a paper was first seen, topics look at it again when what they can ask for changes. Hugging
 * Face brings organisations, upvotes and links hours to days after arXiv has brought the paper.
 */
export const newsMs = 14 * dayMs;

/** Which papers no digest announces. Without rules new papers are news, and quiet ones stay quiet. */
export interface NewsRules {
  /** New papers from before this ISO date, or of no known date, are quiet. */
  readonly quietBefore?: string;
  /** A stored quiet paper becomes news when a record brings it as new, unless it is from before this ISO date. */
  readonly newsSince?: string;
  /** What changes about a known paper is no news. */
  readonly areFactsOld?: true;
}

/**
 * The rules for an intake at an instant in milliseconds since 1970. An import that keeps old papers quiet makes no
 * stored one news.
 */
export const newsRules = (quietBefore: string | undefined, now: number): NewsRules =>
  quietBefore === undefined
    ? { newsSince: new Date(now - newsDays * dayMs).toISOString().slice(0, 10) }
    : { quietBefore };

/** Whether a record is taken in without being news: digests do not announce it. */
export const isQuiet = (
  { paper, announced }: Pick<PaperRecord, 'paper' | 'announced'>,
  { quietBefore }: NewsRules,
): boolean => quietBefore !== undefined && (datedBy(paper.published, announced) ?? '') < quietBefore;

/** Whether a stored quiet paper becomes news by a record that has been merged into it. */
export const becomesNews = ({ isNew }: PaperRecord, merged: Paper, { newsSince }: NewsRules): boolean =>
  isNew && newsSince !== undefined && isSince(newsSince, merged);

/**
 * Whether a paper that only some workspaces have been told of becomes news for others: another feed brings it as new. Of
 * two feeds that workspaces added, each tells its own.
 */
export const opensUp = (known: Paper, record: PaperRecord, merged: Paper, rules: NewsRules): boolean =>
  record.isNew &&
  isFromAddedAlone(known) &&
  record.paper.sources.some(({ file }) => known.sources.every((source) => source.file !== file)) &&
  !isQuiet(record, rules) &&
  (rules.newsSince === undefined || isSince(rules.newsSince, merged));

/**
 * A list that names an old paper today gives it today's date when nobody knows another one, so the month in its arXiv
 * id counts too. Ids of another form are from before 2007.
 */
function isSince(date: string, { published = '', arxivId }: Paper): boolean {
  if (published < date) return false;
  if (arxivId === undefined) return true;
  const [, year, month] = /^(\d{2})(\d{2})\./.exec(arxivId) ?? [];
  return year !== undefined && `20${year}-${month}` >= date.slice(0, 7);
}
