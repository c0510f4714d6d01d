export type FeedFormat = 'huggingface' | 'arxiv-feed' | 'arxiv-api' | 'oai';

/** In characters. The part that tells the formats apart is shorter in each of them. */
const headLength = 8_192;

/**
 * Which of the feeds' formats a file has, by its first few thousand characters. Undefined for any other format, JSONL and
 * BibTeX included. Never throws; takes linear time.
 */
export function detectFormat(text: string): FeedFormat | undefined {
  const head = text.slice(0, headLength).trimStart();
  if (head.startsWith('[') || head.startsWith('{')) {
    // A Python representation inside a string has single quotes.
    return /["']paper["']\s{0,20}:\s{0,20}\{/.test(head) && !/^\{\s{0,20}"paper"/.test(head)
      ? 'huggingface'
      : undefined;
  }
  if (!head.startsWith('<')) return undefined;
  const [, root] = /<(?:[\w.-]{1,40}:)?(OAI-PMH|rss|feed|record)(?=[\s>])/.exec(head) ?? [];
  if (root === 'OAI-PMH') return 'oai';
  if (root === 'record') return /oai:arXiv\.org:|arxiv\.org\/OAI\//.test(head) ? 'oai' : undefined;
  if (root === undefined || !/arxiv/i.test(head)) return undefined;
  if (root === 'rss') return 'arxiv-feed';
  return /announce_type|rss\.arxiv\.org|oai:arXiv\.org:/.test(head) ? 'arxiv-feed' : 'arxiv-api';
}
