import { FeedError } from '../../../src/errors.ts';
import type { PaperLookUp } from '../../../src/ports/paper-look-up.ts';
import { parseArxivApi } from '../arxiv/formats/parse-feed.ts';
import type { Fetcher } from '../http/create-fetcher.ts';
import { etiquette } from '../http/etiquette.ts';

const name = 'arxiv:look-ups';
/** arXiv refuses requests that name no format (github.com/blazickjp/arxiv-mcp-server, issue 277). */
const accept = 'application/atom+xml, */*';

/**
 * arXiv's search API (info.arxiv.org/help/api/user-manual.html).
 * @param url of the API: `https://export.arxiv.org/api/query`
 */
export function createArxivLookUp(url: string, fetcher: Fetcher): PaperLookUp {
  const ask = async (query: Readonly<Record<string, string>>) => {
    const answer = await fetcher.get(`${url}?${new URLSearchParams(query)}`, { accept });
    if (answer.kind === 'unchanged') throw new FeedError('unreadable', 'arXiv says nothing');
    return parseArxivApi(answer.text, { source: name }).records;
  };
  return {
    name,
    label: etiquette.arxiv.label,
    async byArxivId(id) {
      const records = await ask({ id_list: id, max_results: '1' }).catch(unlessUnknown);
      return records.find(({ paper }) => paper.arxivId === id);
    },
  };
}

/** arXiv reports an id that it does not know as a mistake in the request. */
function unlessUnknown(error: unknown): [] {
  if (error instanceof FeedError && error.problem === 'mistake') return [];
  throw error;
}
