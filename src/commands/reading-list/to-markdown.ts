import { describeAuthors, formatDate, paperAddress } from '../../corpus/describe-paper.ts';
import type { Paper } from '../../corpus/paper.ts';

/** A paper as an item of a list in Markdown: `- [Title](address). Authors, venue, date.` */
export function toMarkdown(paper: Paper): string {
  const address = paperAddress(paper);
  const title = escapeMarkdown(paper.title);
  const facts = [
    describeAuthors(paper),
    paper.publication?.venue,
    paper.published === undefined ? undefined : formatDate(paper.published),
    paper.arxivId === undefined ? undefined : `arXiv:${paper.arxivId}`,
  ].filter((fact) => fact !== undefined);
  const link =
    address === undefined ? title : `[${title}](<${address.replace(/[<>\s]/g, encodeURIComponent)}>)`;
  return `- ${link}${facts.length === 0 ? '' : `. ${escapeMarkdown(facts.join(', '))}.`}`;
}

/** Everything that Markdown could take for markup, and HTML. */
const escapeMarkdown = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+!|~<>&]/g, '\\$&');
