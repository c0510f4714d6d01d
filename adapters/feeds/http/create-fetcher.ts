import { setTimeout as wait } from 'node:timers/promises';
import { defined } from '../../../src/defined.ts';
import { FeedError, isNotConnected } from '../../../src/errors.ts';
import { parseUrl } from '../../../src/parse-url.ts';
import type { Clock, Logger } from '../../../src/ports/clock-and-logger.ts';
import type { HostStore } from '../../../src/ports/store/intake.ts';
import { classifyResponse, type FetchResult } from './classify-response.ts';
import { type Etiquette, etiquetteOf, type Refusal, refusalTime } from './etiquette.ts';
import { parseValidators, type Validators } from './parse-headers.ts';
import { createSendRequest } from './send-request.ts';

interface FetchOptions {
  /** Never empty: arXiv refuses requests without it. */
  readonly accept: string;
  readonly validators?: Validators;
  /** A key that the host wants in a header, `x-api-key`. Redirects stay in the host's domain. */
  readonly apiKey?: string;
}

/** No request was made, because the host is leased or refusing. Says nothing about the URL. */
export class HostLeasedError extends FeedError {}

/** Asks one host as its etiquette wants: under a lease, after a pause, and never while the host refuses. */
export interface Fetcher {
  /**
   * @param url absolute
   * @throws FeedError and nothing else. `refused` and `unreachable` may pass, the others need a person. An error with
   *   `retryAfterMs`, or a HostLeasedError, says nothing about the address: the host is left alone, or our store fails.
   */
  get(url: string, options: FetchOptions): Promise<FetchResult>;
}

/** Which host is asked, and how. */
export interface FetcherOptions {
  /** `huggingface`, `arxiv`, or the name of another host. */
  readonly host: string;
  readonly store: HostStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** From `userAgent`. */
  readonly userAgent: string;
  /** Never asks an address in a private network, unless the host is one of these. Absent: asks every address. */
  readonly privateHosts?: readonly string[];
  readonly sleep?: (ms: number) => Promise<void>;
  /** When the process stops, waits and requests end at once. */
  readonly stopping?: AbortSignal | undefined;
  /** Replaces figures of the host's etiquette, for tests. */
  readonly limits?: Partial<Etiquette>;
}

/** When a store that fails is tried again. The failure is not the host's, and asking for another address would fail too. */
const storeRetryMs = 60_000;

/**
 * Makes a fetcher for one host. Every request, each hop of a redirect included, takes the host's only lease from the store.
 * A refusal is kept there, so that it holds for all processes and after a restart. Keeps no connection open.
 *
 * Pause, lease and refusal are stored as instants that other machines compare with their own clocks, so the clocks of all
 * machines have to agree.
 */
export function createFetcher(options: FetcherOptions): Fetcher {
  const { host, store, clock, logger, userAgent, stopping } = options;
  const { sleep = (ms) => wait(ms, undefined, { signal: stopping }) } = options;
  const limits: Etiquette = { ...etiquetteOf(host), ...options.limits };
  const { label } = limits;
  const sendRequest = createSendRequest(
    userAgent,
    limits,
    defined({ stopping, privateHosts: options.privateHosts }),
  );

  async function takeLease(): Promise<string> {
    // Counted and not read off the clock, so that the wait ends even if the clock stands still.
    for (let waitedMs = 0; ; ) {
      const lease = await store.takeLease(host, clock.now(), limits.leaseMs);
      if ('token' in lease) return lease.token;
      const { waitMs, refused } = lease;
      if (refused !== undefined) throw new HostLeasedError('refused', refused, { retryAfterMs: waitMs });
      if (waitedMs >= limits.leaseWaitMs)
        throw new HostLeasedError('unreachable', `${label} is being asked by others`, {
          // The holder of the lease may be dead. Then the lease, which began before this wait, has to expire.
          retryAfterMs: Math.max(limits.pauseMs, limits.leaseMs - waitedMs),
        });
      // A lease is mostly released long before it expires.
      const nextMs = Math.max(1, Math.min(waitMs, limits.pauseMs, limits.leaseWaitMs - waitedMs));
      await sleep(nextMs);
      waitedMs += nextMs;
    }
  }

  /**
   * Runs work while no other process of ours asks the host. The pause begins when the work ends.
   * @throws HostLeasedError if there is no lease, also because the store fails; whatever `work` throws
   */
  async function withLease<Result>(work: () => Promise<Result>): Promise<Result> {
    const token = await takeLease().catch((cause: unknown) => {
      if (cause instanceof HostLeasedError) throw cause;
      throw new HostLeasedError('unreachable', `what is known of ${label} could not be read`, { cause });
    });
    try {
      return await work();
    } finally {
      await store.releaseLease(token, host, clock.now(), limits.pauseMs);
    }
  }

  async function follow(start: URL, fetchOptions: FetchOptions): Promise<FetchResult> {
    const visited = new Set<string>();
    for (let url = start; ; ) {
      if (visited.has(url.href)) throw new FeedError('unreadable', `${label} redirects in a circle`);
      if (visited.size > limits.maxRedirects)
        throw new FeedError('unreadable', `${label} redirects too often`);
      visited.add(url.href);
      const at = url;
      const answer = await withLease(() => ask(at, fetchOptions));
      if (!(answer instanceof URL)) return answer;
      url = answer;
    }
  }

  /**
   * Sends one request. Runs under the lease, so that the next holder knows of a refusal.
   * @returns an address if the host redirects there
   */
  async function ask(
    url: URL,
    { accept, apiKey, validators: given = {} }: FetchOptions,
  ): Promise<FetchResult | URL> {
    const startedAt = clock.now();
    // They come from a cursor, which may be damaged.
    const validators = parseValidators(given.etag, given.lastModified);
    const isConditional = Object.keys(validators).length > 0;
    const response = await sendRequest(url, { accept, validators, ...defined({ apiKey }) }, (answer) => {
      const { status } = answer;
      logger.debug({ host, url: publicUrl(url), status, ms: clock.now() - startedAt }, 'asked a feed');
      return classifyResponse(answer, {
        url,
        now: clock.now(),
        isConditional,
        ...defined({ domain: limits.domain }),
      });
    }).catch((error: unknown) => {
      throw failedAnswer(error, `${label} at ${url.hostname}`);
    });
    if ('movedTo' in response) return response.movedTo;
    const { refusal, result } = response;
    const refused = refusal && (await rememberRefusal(refusal, url));
    if (result === undefined) throw refused;
    if (refused === undefined) await store.forgive(host);
    return result;
  }

  async function rememberRefusal(refusal: Refusal, url: URL): Promise<FeedError> {
    const { status } = refusal;
    const waitMs = refusalTime(refusal, (await store.host(host))?.refusals ?? 0, limits);
    const reason = `${label} answered ${status} at ${url.hostname}`;
    await store.refuse(host, clock.now() + waitMs, reason);
    logger.warn({ host, url: publicUrl(url), status, waitMs }, 'a feed refused us');
    return new FeedError('refused', reason, { retryAfterMs: waitMs });
  }

  return {
    async get(address, fetchOptions) {
      const url = parseUrl(address);
      if (url === undefined || !/^https?:$/.test(url.protocol))
        throw new FeedError('mistake', `“${address.slice(0, 200)}” is no web address`);
      try {
        return await follow(url, fetchOptions);
      } catch (error) {
        if (error instanceof FeedError) throw error;
        throw new FeedError('unreachable', `what ${label} answered could not be remembered`, {
          retryAfterMs: storeRetryMs,
          cause: error,
        });
      }
    },
  };
}

/** Without name and password. */
const publicUrl = (url: URL) => url.origin + url.pathname + url.search;

function failedAnswer(error: unknown, where: string): FeedError {
  if (error instanceof FeedError)
    return new FeedError(error.problem, `${where}: ${error.message}`, { cause: error });
  const { message, code } = (error ?? {}) as { readonly message?: unknown; readonly code?: unknown };
  const what = isNotConnected(code)
    ? `cannot be reached (${code})`
    : `gave no whole answer: ${message || code || 'no reason'}`;
  return new FeedError('unreachable', `${where} ${what}`, { cause: error });
}
