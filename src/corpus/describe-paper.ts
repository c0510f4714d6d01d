import { plural } from '../cards/text.ts';
import { parseUrl } from '../parse-url.ts';
import { partsOfName } from './names/split-name.ts';
import type { Paper } from './paper.ts';

/** Where to read the paper: its own address, arXiv or its DOI; undefined where none is known. */
export function paperAddress({ url, arxivId, doi }: Paper): string | undefined {
  if (url !== undefined) return url;
  if (arxivId !== undefined) return arxivUrl(arxivId);
  return doi === undefined ? undefined : doiUrl(doi);
}

/** Where to read the paper, or else a search for its title on Hugging Face. */
export const paperUrl = (paper: Paper): string =>
  paperAddress(paper) ?? `https://huggingface.co/papers?q=${encodeURIComponent(paper.title)}`;

const arxivUrl = (id: string): string => `https://arxiv.org/abs/${id}`;

/** A DOI may hold `#`, `?` and other characters that mean something in an address. */
export const doiUrl = (doi: string): string =>
  `https://doi.org/${encodeURI(doi).replace(/[?#]/g, encodeURIComponent)}`;

/** All places to read the paper, the best first; a search for its title where none is known. */
export function paperLinks(paper: Paper): readonly { readonly label: string; readonly url: string }[] {
  const { url, arxivId, doi } = paper;
  const own = url === undefined || url === (arxivId && arxivUrl(arxivId)) || url === (doi && doiUrl(doi));
  const links = [
    ...(own ? [] : [{ label: hostOf(url), url }]),
    ...(arxivId === undefined
      ? []
      : [
          { label: `arxiv.org/abs/${arxivId}`, url: arxivUrl(arxivId) },
          { label: 'PDF', url: `https://arxiv.org/pdf/${arxivId}` },
          { label: 'Hugging Face', url: `https://huggingface.co/papers/${arxivId}` },
        ]),
    ...(doi === undefined ? [] : [{ label: `doi:${doi}`, url: doiUrl(doi) }]),
  ];
  return links.length > 0 ? links : [{ label: 'find it on Hugging Face', url: paperUrl(paper) }];
}

const hostOf = (url: string): string => parseUrl(url)?.hostname.replace(/^www\./, '') ?? 'the paper';

/**
 * Where a paper appeared or came from: its journal, its first category on arXiv, or the host of the feed that brought it.
 * Undefined where that is a saved page, a file, or Hugging Face, from which papers usually come.
 */
export function whereFrom({ publication, categories, sources }: Paper): string | undefined {
  if (publication?.venue !== undefined) return publication.venue;
  if (categories?.[0] !== undefined) return categories[0];
  const hosts = sources.flatMap(({ file }) => {
    const [, url] = /^(?:added:)?rss:(.*)$/su.exec(file) ?? [];
    return (url && parseUrl(url)?.hostname.replace(/^(?:www|rss|feeds)\./, '')) || [];
  });
  return hosts[0];
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2024-05-28` as `28 May 2024`, `2024-05` as `May 2024`, `2024` as it is. */
export function formatDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return [day, month && months[month - 1], year].filter(Boolean).join(' ');
}

/** The names for a list of references, which ends in `others` where names were cut off. */
export const authorList = ({ authors = [], authorCount }: Paper): readonly string[] =>
  authors.length === 0 || (authorCount !== undefined && authorCount <= authors.length)
    ? authors
    : [...authors, 'others'];

/** `Ada Lovelace, Alan Turing and 3 more`, `and others` where nobody says how many; `5 authors` where the names are unknown. */
export function describeAuthors(paper: Paper): string | undefined {
  const { authors = [], authorCount } = paper;
  if (authors.length === 0) return authorCount ? plural(authorCount, 'author') : undefined;
  const first = authors.slice(0, 2).join(', ');
  if (authorCount === undefined) return `${first} and others`;
  const more = Math.max(authors.length, authorCount) - 2;
  return more > 0 ? `${first} and ${more} more` : authors.join(' and ');
}

/** With more characters, the second of more than two authors is counted instead. */
const longestNames = 20;

/** `Lovelace, Turing +3`, or `Raghunathan +4`; where the names are unknown, the organisation or `5 authors`. */
export function shortAuthors(paper: Paper): string | undefined {
  const { authors = [], authorCount, organization, familyNames } = paper;
  if (authors.length === 0) return organization?.name ?? describeAuthors(paper);
  const names = authors.slice(0, 2).map((name) => partsOfName(name, familyNames).family);
  const all = Math.max(authors.length, authorCount ?? 0);
  const short = (count: number) => {
    const more = authorCount === undefined ? ' et al.' : all > count ? ` +${all - count}` : '';
    return names.slice(0, count).join(', ') + more;
  };
  const both = short(names.length);
  return all > 2 && both.length > longestNames ? short(1) : both;
}

/** The facts below a paper's title in a list, the most useful first. */
export function paperFacts(paper: Paper): string[] {
  return [
    paper.withdrawn ? 'withdrawn by its authors' : undefined,
    paper.published && formatDate(paper.published),
    describeAuthors(paper),
    paper.organization?.name,
    paper.upvotes !== undefined && paper.upvotes > 0 ? plural(paper.upvotes, 'upvote') : undefined,
    paper.citations !== undefined && paper.citations > 0 ? plural(paper.citations, 'citation') : undefined,
    paper.comments !== undefined && paper.comments > 0 ? plural(paper.comments, 'comment') : undefined,
    paper.links.some((link) => link.kind === 'code') ? 'code' : undefined,
  ].filter((fact): fact is string => fact !== undefined && fact !== '');
}
