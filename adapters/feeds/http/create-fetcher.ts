import { setTimeout as wait } from 'node:timers/promises';
import { FeedError } from '../../../src/errors.ts';
import { isNotConnected } from '../../../src/network-errors.ts';
import { parseUrl } from '../../../src/parse-url.ts';
import type { Clock, Logger } from '../../../src/ports/clock-and-logger.ts';
import type { HostStore } from '../../../src/ports/store/intake.ts';
import { classifyResponse, type ResponseClass } from './classify-response.ts';
import { type Etiquette, etiquette, type HostName } from './etiquette.ts';
import type { Fetcher, FetchOptions, FetchResult } from './fetcher.ts';
import { createHostLeases, refusedError } from './host-lease.ts';
import { parseValidators } from './parse-headers.ts';
import { type Refusal, refusalTime } from './refusal-time.ts';
import { type Answer, createSendRequest } from './send-request.ts';

export interface FetcherOptions {
  readonly host: HostName;
  readonly store: HostStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** From `userAgent`. */
  readonly userAgent: string;
  readonly sleep?: (ms: number) => Promise<void>;
  /** When the process stops, waits and requests end at once. */
  readonly stopping?: AbortSignal | undefined;
  /** Replaces figures of the host's etiquette, for tests. */
  readonly limits?: Partial<Etiquette>;
}

/** When a store that fails is tried again. The failure is not the host's, and asking for another address would fail too. */
const storeRetryMs = 60_000;

/**
 * Asks one host as its etiquette wants. Every request, each hop of a redirect included, takes the host's only lease from
 * the store. A refusal is kept there, so that it holds for all processes and after a restart. Keeps no connection open.
 */
export function createFetcher(options: FetcherOptions): Fetcher {
  const { host, store, clock, logger, userAgent, stopping } = options;
  const { sleep = (ms) => wait(ms, undefined, { signal: stopping }) } = options;
  const limits: Etiquette = { ...etiquette[host], ...options.limits };
  const sendRequest = createSendRequest(userAgent, limits, stopping);
  const withLease = createHostLeases({ host, store, clock, limits, sleep });

  async function follow(start: URL, fetchOptions: FetchOptions): Promise<FetchResult> {
    const visited = new Set<string>();
    for (let url = start; ; ) {
      if (visited.has(url.href)) throw new FeedError('unreadable', `${limits.label} redirects in a circle`);
      if (visited.size > limits.maxRedirects)
        throw new FeedError('unreadable', `${limits.label} redirects too often`);
      visited.add(url.href);
      const at = url;
      const { movedTo, result, refusal } = await withLease(() => ask(at, fetchOptions));
      if (result !== undefined) return result;
      if (movedTo === undefined) throw refusal;
      url = movedTo;
    }
  }

  /** Runs under the lease, so that the next holder knows of a refusal. */
  async function ask(url: URL, { accept, validators: given = {} }: FetchOptions) {
    const startedAt = clock.now();
    // They come from a cursor, which may be damaged.
    const validators = parseValidators(given.etag, given.lastModified);
    const conditional = Object.keys(validators).length > 0;
    const classify = (answer: Answer) => {
      const { status } = answer;
      logger.debug({ host, url: publicUrl(url), status, ms: clock.now() - startedAt }, 'asked a feed');
      return classifyResponse(answer, { url, now: clock.now(), conditional, limits });
    };
    const response = await sendRequest(url, { accept, validators }, classify).catch((error: unknown) => {
      throw failedAnswer(error, `${limits.label} at ${url.hostname}`);
    });
    return { ...response, refusal: await remember(response, url) };
  }

  async function remember({ refusal, result }: ResponseClass, url: URL): Promise<FeedError | undefined> {
    if (refusal !== undefined) return rememberRefusal(refusal, url);
    if (result !== undefined) await store.forgive(host);
    return undefined;
  }

  async function rememberRefusal(refusal: Refusal, url: URL): Promise<FeedError> {
    const { status } = refusal;
    const waitMs = refusalTime(refusal, (await store.host(host))?.refusals ?? 0, limits);
    const reason = `${limits.label} answered ${status} at ${url.hostname}`;
    await store.refuse(host, clock.now() + waitMs, reason);
    logger.warn({ host, url: publicUrl(url), status, waitMs }, 'a feed refused us');
    return refusedError(reason, waitMs);
  }

  return {
    async get(address, fetchOptions) {
      const url = parseAddress(address);
      try {
        return await follow(url, fetchOptions);
      } catch (error) {
        if (error instanceof FeedError) throw error;
        throw new FeedError('unreachable', `what ${limits.label} answered could not be remembered`, {
          retryAfterMs: storeRetryMs,
          cause: error,
        });
      }
    },
  };
}

function parseAddress(address: string): URL {
  const url = parseUrl(address);
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url;
  throw new FeedError('mistake', `“${address.slice(0, 200)}” is no web address`);
}

/** Without name and password. */
const publicUrl = (url: URL) => url.origin + url.pathname + url.search;

function failedAnswer(error: unknown, where: string): FeedError {
  if (error instanceof FeedError) return new FeedError(error.problem, `${where}: ${error.message}`);
  const { message, code } = (error ?? {}) as { readonly message?: unknown; readonly code?: unknown };
  const what = isNotConnected(code)
    ? `cannot be reached (${code})`
    : `gave no whole answer: ${message || code || 'no reason'}`;
  return new FeedError('unreachable', `${where} ${what}`, { cause: error });
}
