/** Whose limits feeds live under. All arXiv hosts (rss., export., oaipmh.) are one. */
export type HostName = 'huggingface' | 'arxiv';

/** How a host wants to be asked. Times in milliseconds, sizes in bytes. */
export interface Etiquette {
  /** As people call it. */
  readonly label: string;
  /** Redirects may lead anywhere inside it. */
  readonly domain: string;
  /** From the end of an answer to the next request, over all feeds and processes. */
  readonly pauseMs: number;
  /** How long it is left alone after its first refusal (403, 406, 429, 503) that does not say how long; doubles each time. */
  readonly refusalMs: number;
  readonly mostRefusalMs: number;
  /** The same after a 403, at least. */
  readonly blockedMs: number;
  /** A shorter Retry-After counts as this; so does a repeated one, doubled each time. */
  readonly leastRetryAfterMs: number;
  /** A longer Retry-After counts as this. */
  readonly mostRetryAfterMs: number;
  /** How long one waits for the turn. */
  readonly patienceMs: number;
  /** From the request to the head of the answer, the connection included. */
  readonly headersMs: number;
  /** Between two pieces of a body. */
  readonly silenceMs: number;
  /** From the request to the end of the body. */
  readonly answerMs: number;
  /** A turn ends by itself after this: more than `answerMs`, so that two requests are never under way at once. */
  readonly leaseMs: number;
  /** Of a body, after decompression. */
  readonly bodyBytes: number;
  readonly redirects: number;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Ours, for both. */
const shared = {
  // arXiv's 406 and 429 of 2026 lasted from minutes to hours (github.com/blazickjp/arxiv-mcp-server/issues/277).
  refusalMs: 15 * minute,
  mostRefusalMs: 12 * hour,
  leastRetryAfterMs: minute,
  mostRetryAfterMs: 24 * hour,
  // Longer waits are for the schedule of the feeds.
  patienceMs: minute,
  // arXiv's OAI-PMH takes up to a minute for its first byte; its CDN then answers 503.
  headersMs: minute,
  silenceMs: 30 * second,
  answerMs: 2 * minute,
  leaseMs: 2.5 * minute,
  // Six times an RSS feed at its cap of 2,000 items (github.com/arXiv/arxiv-feed).
  bodyBytes: 32 * 1024 * 1024,
  redirects: 5,
};

export const etiquette: Readonly<Record<HostName, Etiquette>> = {
  huggingface: {
    ...shared,
    label: 'Hugging Face',
    domain: 'huggingface.co',
    // 500 requests in 5 minutes for an anonymous address, so 300 at this pause (huggingface.co/docs/hub/rate-limits).
    pauseMs: second,
    blockedMs: shared.refusalMs,
    // Ten times the largest day of those recorded since 2024. JSON is parsed in one go, into up to eighty times its size.
    bodyBytes: 4 * 1024 * 1024,
  },
  arxiv: {
    ...shared,
    label: 'arXiv',
    domain: 'arxiv.org',
    // "no more than one request every three seconds, and limit requests to a single connection at a time", all
    // machines of one operator together (info.arxiv.org/help/api/tou.html).
    pauseMs: 3 * second,
    // Whoever is blocked and goes on asking counts as an attack (info.arxiv.org/help/robots.html).
    blockedMs: 24 * hour,
  },
};
