import type { PaperRecord } from '../../../src/corpus/record.ts';
import { FeedError } from '../../../src/errors.ts';
import { withTitle } from '../../../src/intake/enrich.ts';
import type { PaperEnricher } from '../../../src/ports/paper-enricher.ts';
import { parseArxivApi } from '../arxiv/formats/parse-feed.ts';
import type { Fetcher } from '../http/create-fetcher.ts';
import { etiquette } from '../http/etiquette.ts';
import { parseHuggingfacePapers } from '../huggingface/parse-day.ts';

/** Papers that are looked at: others with nearly the same title may come first. */
const mostResults = 5;
/** In words and characters. A title is known by its beginning, and both hosts limit what is asked. */
const mostWords = 25;
const mostCharacters = 240;

/**
 * The words of a title, as both searches take them. arXiv reads a hyphen within quotes as “not”
 * (github.com/arXiv/arxiv-search, issue 322), and quotes end the phrase.
 */
const wordsOf = (title: string): string =>
  (title.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).slice(0, mostWords).join(' ').slice(0, mostCharacters);

type AskFor = (words: string) => Promise<readonly PaperRecord[]>;

const enricher = (host: 'arxiv' | 'huggingface', ask: AskFor): PaperEnricher => ({
  name: `${host}:titles`,
  label: etiquette[host].label,
  kind: 'title',
  async find(paper) {
    const words = wordsOf(paper.title);
    return words === '' ? undefined : withTitle(paper, await ask(words));
  },
});

/** arXiv's search for a title. @param url of the API: `https://export.arxiv.org/api/query` */
export const createArxivTitles = (url: string, fetcher: Fetcher): PaperEnricher =>
  enricher('arxiv', async (words) => {
    const query = new URLSearchParams({ search_query: `ti:"${words}"`, max_results: String(mostResults) });
    const text = await textOf(fetcher, `${url}?${query}`, 'application/atom+xml, */*');
    return parseArxivApi(text, { source: 'arxiv:titles' }).records;
  });

/** Hugging Face's search of papers. @param url without a slash at the end: `https://huggingface.co` */
export const createHuggingfaceTitles = (url: string, fetcher: Fetcher): PaperEnricher =>
  enricher('huggingface', async (words) => {
    const query = new URLSearchParams({ q: words, limit: String(mostResults) });
    const text = await textOf(fetcher, `${url}/api/papers/search?${query}`, 'application/json');
    return parseHuggingfacePapers(text, { source: 'huggingface:titles' }).records;
  });

/** @throws FeedError */
async function textOf(fetcher: Fetcher, url: string, accept: string): Promise<string> {
  const answer = await fetcher.get(url, { accept });
  if (answer.kind === 'unchanged') throw new FeedError('unreadable', 'the answer says nothing');
  return answer.text;
}
