import { createBiorxiv } from '../../../adapters/feeds/biorxiv/create-biorxiv.ts';
import { feedName } from '../../../adapters/feeds/feed-settings.ts';
import type { Fetcher } from '../../../adapters/feeds/http/create-fetcher.ts';
import { createJournal } from '../../../adapters/feeds/journal/create-journal.ts';
import { presetByName } from '../../../adapters/feeds/journal/presets.ts';
import type { Feed } from '../../../src/ports/feed.ts';

/** A made paper of a biologist's week, before a journal writes it in its own form. */
export interface BiologyPaper {
  readonly from: 'nature' | 'plos' | 'biorxiv' | 'pubmed';
  /** 1 for Monday. */
  readonly day: 1 | 2 | 4;
  readonly title: string;
  readonly authors: readonly string[];
  readonly abstract: string;
}

/** The Monday of the week. */
export const biologyMonday = '2026-05-18';
const dateOf = ({ day }: BiologyPaper): string =>
  new Date(Date.parse(biologyMonday) + (day - 1) * 86_400_000).toISOString().slice(0, 10);

const nature = presetByName('nature')?.url ?? '';
const plos = presetByName('plos biology')?.url ?? '';
/** A saved search as PubMed names its feed. */
const pubmed = 'https://pubmed.ncbi.nlm.nih.gov/rss/search/1sea-grass/?limit=50';

/** What the four feeds of a biology channel show on a day of the week: each in the form of its publisher. */
export function biologyFeeds(papers: readonly BiologyPaper[], day: number): readonly Feed[] {
  const shown = (from: BiologyPaper['from'], write: (paper: BiologyPaper, number: number) => string) =>
    papers.flatMap((paper, i) => (paper.from === from && paper.day <= day ? [write(paper, i)] : []));
  const journal = (url: string, text: string) => {
    const name = feedName({ kind: 'rss', url });
    const host = new URL(url).hostname;
    return createJournal({ name, host, url, trustedAs: 'journal', ...answering(text) });
  };
  const collection = shown('biorxiv', asBiorxiv).map((text): unknown => JSON.parse(text));
  const messages = [{ status: 'ok', total: collection.length }];
  return [
    journal(nature, rdf(shown('nature', asNature))),
    journal(plos, atom(shown('plos', asPlos))),
    createBiorxiv({
      name: 'biorxiv:microbiology',
      server: 'biorxiv',
      category: 'microbiology',
      url: 'https://api.biorxiv.org',
      ...answering(JSON.stringify({ messages, collection })),
    }),
    journal(pubmed, rss(shown('pubmed', asPubmed))),
  ];
}

const answering = (text: string): { readonly fetcher: Fetcher; readonly installationKey: string } => ({
  fetcher: { get: async () => ({ kind: 'body', text, validators: {}, hasNext: false }) },
  installationKey: 'pictures',
});

const rdf = (items: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><channel rdf:about="http://feeds.nature.com/nature/rss/current"><title>Nature</title><prism:publicationName>Nature</prism:publicationName></channel>${items.join('')}</rdf:RDF>`;

function asNature(paper: BiologyPaper, number: number): string {
  const [code, date] = [`s41586-026-0${7_000 + number}-1`, dateOf(paper)];
  const url = `https://www.nature.com/articles/${code}`;
  const doi = `10.1038/${code}`;
  return `<item rdf:about="${url}"><title><![CDATA[${paper.title}]]></title><link>${url}</link><content:encoded><![CDATA[<p>Nature, Published online: ${date}; <a href="${url}">doi:${doi}</a></p>${paper.abstract}]]></content:encoded>${paper.authors.map((name) => `<dc:creator>${name}</dc:creator>`).join('')}<dc:identifier>doi:${doi}</dc:identifier><dc:date>${date}</dc:date><prism:publicationName>Nature</prism:publicationName><prism:doi>${doi}</prism:doi></item>`;
}

const atom = (entries: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>PLOS Biology</title>${entries.join('')}</feed>`;

function asPlos(paper: BiologyPaper, number: number): string {
  const doi = `10.1371/journal.pbio.300${2_000 + number}`;
  return `<entry><title>${paper.title}</title>${paper.authors.map((name) => `<author><name>${name}</name></author>`).join('')}<link rel="alternate" href="https://journals.plos.org/plosbiology/article?id=${doi}" title="${paper.title}"/><id>${doi}</id><updated>${dateOf(paper)}T14:00:00Z</updated><published>${dateOf(paper)}T14:00:00Z</published><content type="html">&lt;p&gt;${paper.abstract}&lt;/p&gt;</content></entry>`;
}

const asBiorxiv = (paper: BiologyPaper, number: number): string =>
  JSON.stringify({
    title: paper.title,
    authors: paper.authors.map((name) => name.replace(/^(.)\S* (.*)$/, '$2, $1.')).join('; '),
    doi: `10.64898/2026.05.${10 + number}.73${8_000 + number}`,
    date: dateOf(paper),
    version: '1',
    type: 'new results',
    category: 'microbiology',
    abstract: paper.abstract,
    published: 'NA',
    server: 'bioRxiv',
  });

const rss = (items: readonly string[]): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>sea grass</title>${items.join('')}</channel></rss>`;

function asPubmed(paper: BiologyPaper, number: number): string {
  const [id, doi] = [42_000_000 + number, `10.5555/field.${number}`];
  const authors = paper.authors.map((name) => `<dc:creator>${name}</dc:creator>`).join('');
  return `<item><title>${paper.title}</title><link>https://pubmed.ncbi.nlm.nih.gov/${id}/?utm_source=Reader&amp;utm_medium=rss&amp;v=2.19</link><content:encoded><![CDATA[<div><p>Field Ecol. 2026 May. doi: ${doi}.</p><p><b>ABSTRACT</b></p><p>${paper.abstract}</p><p>PMID:<a href="https://pubmed.ncbi.nlm.nih.gov/${id}/">${id}</a> | DOI:<a href=https://doi.org/${doi}>${doi}</a></p></div>]]></content:encoded><guid isPermaLink="false">pubmed:${id}</guid><dc:date>${dateOf(paper)}</dc:date>${authors}<dc:source>Field ecology</dc:source><dc:identifier>pmid:${id}</dc:identifier><dc:identifier>doi:${doi}</dc:identifier></item>`;
}
