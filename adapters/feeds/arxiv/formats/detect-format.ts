export type FeedFormat = 'huggingface' | 'arxiv-feed' | 'arxiv-api' | 'oai';

/** What is looked at, in characters: the head of each format is shorter. */
const maxHead = 8_192;

/**
 * Which of the formats of feeds a file has, by its first characters (a few thousand are enough); undefined for every
 * other, so for JSONL and BibTeX too. Total, in linear time.
 */
export function detectFormat(text: string): FeedFormat | undefined {
  const head = text.slice(0, maxHead).trimStart();
  if (head.startsWith('[') || head.startsWith('{')) {
    // Inside a string, where a Python representation stands, quotes are single.
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
