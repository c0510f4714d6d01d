import { FeedError } from '../../../src/errors.ts';
import type { PaperLookUp } from '../../../src/ports/paper-look-up.ts';
import type { Fetcher } from '../http/create-fetcher.ts';
import { etiquette } from '../http/etiquette.ts';
import { parseHuggingfacePapers } from '../huggingface/parse-day.ts';

const name = 'huggingface:look-ups';
const accept = 'application/json';

/**
 * Hugging Face's pages of papers: only papers that somebody has asked it to list.
 * @param url without a slash at the end: `https://huggingface.co`
 */
export function createHuggingfaceLookUp(url: string, fetcher: Fetcher): PaperLookUp {
  const ask = async (path: string) => {
    const answer = await fetcher.get(`${url}/api/papers/${path}`, { accept });
    if (answer.kind === 'unchanged') throw new FeedError('unreadable', 'Hugging Face says nothing');
    return parseHuggingfacePapers(answer.text, { source: name }).records;
  };
  return {
    name,
    label: etiquette.huggingface.label,
    async byArxivId(id) {
      const records = await ask(encodeURIComponent(id)).catch(unlessUnknown);
      return records.find(({ paper }) => paper.arxivId === id);
    },
  };
}

/** A paper that is not listed is answered with 404. */
function unlessUnknown(error: unknown): [] {
  if (error instanceof FeedError && error.problem === 'mistake') return [];
  throw error;
}
