import type { Subtopic } from '../../corpus/note.ts';
import { parseQuery } from '../../search/query.ts';
import { answer, defineCommand, hitItems } from '../command.ts';
import { lastPage, searchCard } from './search-card.ts';

const defaultSize = 10;

export const searchCommand = (subtopics: readonly Subtopic[]) =>
  defineCommand({
    name: 'search',
    summary: 'Find papers and research notes',
    options: {
      query: {
        type: 'text',
        rest: true,
        required: true,
        suggests: 'query',
        help: 'words, "a phrase", -word, OR, and filters like year:2025 or has:code',
      },
      page: { type: 'integer', min: 1, max: lastPage, help: 'which page of the results' },
      size: { type: 'integer', min: 1, max: 100, help: `papers on a page, ${defaultSize} unless told` },
    },
    examples: [
      'search stop thinking too long',
      'search "scaling laws" -vision year:2025',
      'search quantization OR pruning has:code sort:new',
      'search RLVR in:notes',
    ],
    async run({ query: text, page = 1, size }, _caller, openIndex) {
      const query = parseQuery(text);
      const limit = size ?? defaultSize;
      const index = await openIndex();
      const results = await index.search(query, { offset: (page - 1) * limit, limit });
      return answer(searchCard({ query, results, subtopics, page, limit, size }), {
        papers: hitItems(results.papers),
        notes: hitItems(results.notes),
      });
    },
  });
