import { createHash } from 'node:crypto';

/** A host with limits of its own. All arXiv hosts (rss., oaipmh., export.) are one. */
export type KnownHost = 'huggingface' | 'arxiv' | 'biorxiv' | 'crossref' | 'openalex' | 's2';

/** How a host wants to be asked. Milliseconds and bytes. */
export interface Etiquette {
  /** What people call it. */
  readonly label: string;
  /** Redirects may lead to every host of this domain; absent: to every host, as journals move from one to another. */
  readonly domain?: string;
  /** From the end of an answer to the next request, over all feeds and processes. */
  readonly pauseMs: number;
  /**
   * How long the host is left alone after a refusal (403, 406, 429, 503) that does not say how long. Doubles with each
   * further refusal.
   */
  readonly refusalMs: number;
  readonly maxRefusalMs: number;
  /** At least this long after a 403. */
  readonly blockedMs: number;
  /** A shorter Retry-After counts as this. Doubles with each further refusal, too. */
  readonly minRetryAfterMs: number;
  /** A longer Retry-After counts as this. */
  readonly maxRetryAfterMs: number;
  /** How long a request waits for the host's lease. */
  readonly leaseWaitMs: number;
  /** From the request to the head of the answer, the connection included. */
  readonly headDeadlineMs: number;
  /** Between two pieces of a body. */
  readonly bodySilenceMs: number;
  /** From the request to the end of the body. */
  readonly answerDeadlineMs: number;
  /** A lease expires after this. More than `answerDeadlineMs`, so that two requests never overlap. */
  readonly leaseMs: number;
  /** Of a body, after decompression. */
  readonly maxBodyBytes: number;
  readonly maxRedirects: number;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Our own limits, for every host. */
const shared = {
  // arXiv's 406 and 429 of 2026 lasted from minutes to hours (github.com/blazickjp/arxiv-mcp-server/issues/277).
  refusalMs: 15 * minute,
  maxRefusalMs: 12 * hour,
  minRetryAfterMs: minute,
  maxRetryAfterMs: 24 * hour,
  // A longer wait is left to the schedule of the feeds.
  leaseWaitMs: minute,
  // arXiv's OAI-PMH takes up to a minute for its first byte; then its CDN answers 503.
  headDeadlineMs: minute,
  bodySilenceMs: 30 * second,
  answerDeadlineMs: 2 * minute,
  leaseMs: 2.5 * minute,
  // Six times an RSS feed with arXiv's maximum of 2,000 items (github.com/arXiv/arxiv-feed).
  maxBodyBytes: 32 * 1024 * 1024,
  maxRedirects: 5,
};

/** How often each host may be asked, by its own rules. */
export const etiquette: Readonly<Record<KnownHost, Etiquette>> = {
  huggingface: {
    ...shared,
    label: 'Hugging Face',
    domain: 'huggingface.co',
    // An anonymous address may make 500 requests in 5 minutes (huggingface.co/docs/hub/rate-limits); this makes 300.
    pauseMs: second,
    blockedMs: shared.refusalMs,
    // Ten times the largest day since 2024. JSON is parsed as a whole and can take eighty times its size in memory.
    maxBodyBytes: 4 * 1024 * 1024,
  },
  arxiv: {
    ...shared,
    label: 'arXiv',
    domain: 'arxiv.org',
    // "no more than one request every three seconds, and limit requests to a single connection at a time", for all
    // machines of one operator together (info.arxiv.org/help/api/tou.html).
    pauseMs: 3 * second,
    // Requests of a client that is blocked count as an attack (info.arxiv.org/help/robots.html).
    blockedMs: 24 * hour,
  },
  crossref: {
    ...shared,
    label: 'Crossref',
    domain: 'crossref.org',
    // 5 single works a second without a contact, 10 with one (crossref.org/blog/announcing-changes-to-rest-api-rate-limits).
    pauseMs: 2 * second,
    blockedMs: 12 * hour,
    // A paper with thousands of references has some hundred kilobytes.
    maxBodyBytes: 4 * 1024 * 1024,
  },
  openalex: {
    ...shared,
    label: 'OpenAlex',
    domain: 'openalex.org',
    // Single works are free, 100 a second at most (developers.openalex.org/api-reference/authentication).
    pauseMs: 2 * second,
    blockedMs: 12 * hour,
    maxBodyBytes: 4 * 1024 * 1024,
  },
  s2: {
    ...shared,
    label: 'Semantic Scholar',
    domain: 'semanticscholar.org',
    // One a second with a key; without one, all users of the world share a pool (semanticscholar.org/product/api).
    pauseMs: 3 * second,
    blockedMs: 12 * hour,
    maxBodyBytes: 4 * 1024 * 1024,
  },
  biorxiv: {
    ...shared,
    label: 'bioRxiv',
    domain: 'biorxiv.org',
    // No limit is documented. A month of one subject is some ten pages.
    pauseMs: 2 * second,
    blockedMs: 6 * hour,
    // A page has at most 100 abstracts.
    maxBodyBytes: 4 * 1024 * 1024,
  },
};

/**
 * How a host wants to be asked: as the table says, and every other host once in ten seconds, an answer of 8 MB at most. The
 * largest feed of a journal seen, the ACL Anthology after a conference, has 2 MB.
 * @param host a name of the table, or the name of a host: `www.nature.com`
 */
export const etiquetteOf = (host: string): Etiquette =>
  Object.hasOwn(etiquette, host)
    ? etiquette[host as KnownHost]
    : { ...shared, label: host, pauseMs: 10 * second, blockedMs: 6 * hour, maxBodyBytes: 8 * 1024 * 1024 };

/** A host’s wish to be left alone for a while. */
export interface Refusal {
  readonly status: number;
  /** How long the host asked us to wait, in milliseconds; absent if it did not say. */
  readonly saidMs?: number;
}

/**
 * How long a host that refused a request is left alone: as long as it said, within bounds, or else longer each time.
 * @param before refusals since the last good answer
 * @returns milliseconds
 */
export function refusalTime({ status, saidMs }: Refusal, before: number, limits: Etiquette): number {
  const doubled = (ms: number) => Math.min(ms * 2 ** Math.min(before, 30), limits.maxRefusalMs);
  const min = status === 403 ? limits.blockedMs : 0;
  if (saidMs === undefined) return Math.max(doubled(limits.refusalMs), min);
  const bounded = Math.min(Math.max(saidMs, doubled(limits.minRetryAfterMs)), limits.maxRetryAfterMs);
  return Math.max(bounded, min);
}

/**
 * The first instant after a time that is `delayMs` past a multiple of `everyMs`, so that rounds keep their places however
 * long each takes. All in milliseconds since 1970.
 */
export const nextRoundAfter = (time: number, everyMs: number, delayMs: number): number =>
  (Math.floor((time - delayMs) / everyMs) + 1) * everyMs + delayMs;

/**
 * Spreads the requests of different installations over a span of time. The same key always gives the same delay.
 * @returns whole milliseconds from 0 up to `rangeMs`, which is excluded
 */
export const installationDelay = (key: string, rangeMs: number): number =>
  Math.floor((createHash('sha256').update(key).digest().readUInt32BE() / 2 ** 32) * rangeMs);
