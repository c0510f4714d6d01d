import { setTimeout as wait } from 'node:timers/promises';
import { FeedError, isNotConnected } from '../../../src/errors.ts';
import type { Clock, Logger } from '../../../src/ports/clock-and-logger.ts';
import type { HostStore } from '../../../src/ports/store/hosts.ts';
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
  /** The process ends: waits and requests end at once. */
  readonly stopping?: AbortSignal | undefined;
  /** Other figures than those of the table, for tests. */
  readonly limits?: Partial<Etiquette>;
}

/**
 * Asks one host as its etiquette wants. Every request, each hop of a redirect too, takes the host's only turn from the
 * store; what the host refused is remembered there, for all processes and the next start. Holds no open connection.
 */
export function createFetcher(options: FetcherOptions): Fetcher {
  const { host, store, clock, logger, userAgent, stopping } = options;
  const { sleep = (ms) => wait(ms, undefined, { signal: stopping }) } = options;
  const limits: Etiquette = { ...etiquette[host], ...options.limits };
  const askOnce = createSendRequest(userAgent, limits, stopping);
  const inTurn = createHostLeases({ host, store, clock, limits, sleep });

  async function get(start: URL, question: FetchOptions): Promise<FetchResult> {
    const been = new Set<string>();
    for (let url = start; ; ) {
      if (been.has(url.href)) throw new FeedError('unreadable', `${limits.label} redirects in a circle`);
      if (been.size > limits.redirects)
        throw new FeedError('unreadable', `${limits.label} redirects too often`);
      been.add(url.href);
      const at = url;
      const { movedTo, result, refusal } = await inTurn(() => ask(at, question));
      if (result !== undefined) return result;
      if (movedTo === undefined) throw refusal;
      url = movedTo;
    }
  }

  /** Within a turn: whoever has the next one knows already of the refusal. */
  async function ask(url: URL, { accept, validators: given = {} }: FetchOptions) {
    const startedAt = clock.now();
    // They come out of a cursor that may be damaged.
    const validators = parseValidators(given.etag, given.lastModified);
    const conditional = Object.keys(validators).length > 0;
    const judge = (answer: Answer) => {
      logger.debug(
        { host, url: shown(url), status: answer.status, ms: clock.now() - startedAt },
        'asked a feed',
      );
      return classifyResponse(answer, { url, now: clock.now(), conditional, limits });
    };
    const verdict = await askOnce(url, { accept, validators }, judge).catch((error: unknown) => {
      throw failedAnswer(error, `${limits.label} at ${url.hostname}`);
    });
    return { ...verdict, refusal: await remember(verdict, url) };
  }

  async function remember({ refusal, result }: ResponseClass, url: URL): Promise<FeedError | undefined> {
    if (refusal !== undefined) return rememberRefusal(refusal, url);
    if (result !== undefined) await store.forgive(host);
    return undefined;
  }

  async function rememberRefusal(refusal: Refusal, url: URL): Promise<FeedError> {
    const waitMs = refusalTime(refusal, (await store.host(host))?.refusals ?? 0, limits);
    const reason = `${limits.label} answered ${refusal.status} at ${url.hostname}`;
    await store.refuse(host, clock.now() + waitMs, reason);
    logger.warn({ host, url: shown(url), status: refusal.status, waitMs }, 'a feed refused us');
    return refusedError(reason, waitMs);
  }

  return {
    async get(address, question) {
      const url = parseAddress(address);
      try {
        return await get(url, question);
      } catch (error) {
        if (error instanceof FeedError) throw error;
        throw new FeedError('unreachable', `what ${limits.label} answered could not be remembered`, {
          retryAfterMs: noMemoryMs,
          cause: error,
        });
      }
    },
  };
}

function parseAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url;
  throw new FeedError('mistake', `“${address.slice(0, 200)}” is no web address`);
}

/** When a memory that fails is tried again: not the host's fault, and as little by asking it for something else. */
const noMemoryMs = 60_000;

/** Without a name and password. */
const shown = (url: URL) => url.origin + url.pathname + url.search;

function failedAnswer(error: unknown, where: string): FeedError {
  if (error instanceof FeedError) return new FeedError(error.problem, `${where}: ${error.message}`);
  const { message, code } = (error ?? {}) as { readonly message?: unknown; readonly code?: unknown };
  const what = isNotConnected(code)
    ? `cannot be reached (${code})`
    : `gave no whole answer: ${message || code || 'no reason'}`;
  return new FeedError('unreachable', `${where} ${what}`, { cause: error });
}
