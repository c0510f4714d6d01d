import { plural } from '../cards/text.ts';
import type { Paper } from './paper.ts';

/** Where to read the paper: its URL, else arXiv, else a search for its title on Hugging Face. */
export function paperUrl(paper: Paper): string {
  if (paper.url !== undefined) return paper.url;
  if (paper.arxivId !== undefined) return `https://arxiv.org/abs/${paper.arxivId}`;
  return `https://huggingface.co/papers?q=${encodeURIComponent(paper.title)}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2024-05-28` as `28 May 2024`. */
export function formatDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${day} ${months[(month ?? 1) - 1]} ${year}`;
}

/** `Ada Lovelace, Alan Turing and 3 more`; `5 authors` where the names are unknown. */
export function describeAuthors(paper: Paper): string | undefined {
  const { authors = [], authorCount = authors.length } = paper;
  if (authors.length === 0) return authorCount === 0 ? undefined : plural(authorCount, 'author');
  const more = Math.max(authors.length, authorCount) - 2;
  return more > 0 ? `${authors.slice(0, 2).join(', ')} and ${more} more` : authors.join(' and ');
}

/** The facts below a paper's title in a list, the most useful first. */
export function paperFacts(paper: Paper): string[] {
  return [
    paper.withdrawn ? 'withdrawn by its authors' : undefined,
    paper.published && formatDate(paper.published),
    describeAuthors(paper),
    paper.organization?.name,
    paper.upvotes !== undefined && paper.upvotes > 0 ? plural(paper.upvotes, 'upvote') : undefined,
    paper.comments !== undefined && paper.comments > 0 ? plural(paper.comments, 'comment') : undefined,
    paper.links.some((link) => link.kind === 'code') ? 'code' : undefined,
  ].filter((fact): fact is string => fact !== undefined && fact !== '');
}
