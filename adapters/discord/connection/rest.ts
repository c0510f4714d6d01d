import { DefaultRestOptions, REST, RESTEvents } from 'discord.js';
import { defined } from '../../../src/defined.ts';
import type { PlatformClock } from '../../../src/time/platform-clock.ts';

/** What Paperboy uses of discord.js's REST client. Rejects with DiscordAPIError, HTTPError or RateLimitError. */
export type RestLike = Pick<REST, 'get' | 'post' | 'put' | 'patch' | 'delete'>;

/** The `code` of an error: Discord's number for a refusal, a word for trouble of the network. */
export const codeOf = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;

/**
 * An error for the log. discord.js puts the address and the body of the request into its errors: of an interaction they hold
 * its token, by which anybody could answer for 15 minutes.
 */
export function withoutRequest(error: unknown) {
  const { message, code, status } = (error ?? {}) as Readonly<Record<string, unknown>>;
  return defined({ problem: message, code, status });
}

/** How requests to Discord's API are made. */
export interface PostRestOptions {
  readonly token: string;
  /** Default: Discord's own, https://discord.com/api */
  readonly apiUrl?: string;
  /** Is told of every answer. */
  readonly discordClock?: PlatformClock;
}

/** A request that would wait longer in the SDK's queue is rejected: the ledger tries it again later. */
const maxQueueWaitMs = 15_000;
const requestTimeoutMs = 15_000;

/**
 * A REST client for posts alone, so that thousands of queued posts never delay an answer to a person. It repeats no
 * request: after a lost answer the ledger first looks whether the message was posted.
 */
export const createPostRest = ({ token, apiUrl, discordClock }: PostRestOptions): REST =>
  new REST({
    version: '10',
    makeRequest: discordClock === undefined ? makeRequest : watchedRequest(discordClock),
    ...defined({ api: apiUrl }),
    retries: 0,
    timeout: requestTimeoutMs,
    rejectOnRateLimit: ({ timeToReset, retryAfter }) => Math.max(timeToReset, retryAfter) > maxQueueWaitMs,
  }).setToken(token);

type MakeRequest = typeof DefaultRestOptions.makeRequest;

/**
 * A request whose form, if it has one, is written out here. The forms of one version of undici cannot be read by another, and
 * all versions in a process share one dispatcher: with feeds or Slack beside it, discord.js could not send a file.
 */
export const makeRequest: MakeRequest = async (url, init) => {
  const { body } = init;
  if (!(body instanceof FormData)) return DefaultRestOptions.makeRequest(url, init);
  const form = new Response(body);
  const headers = { ...(init.headers as object), 'content-type': form.headers.get('content-type') ?? '' };
  return DefaultRestOptions.makeRequest(url, {
    ...init,
    headers,
    body: Buffer.from(await form.arrayBuffer()),
  });
};

const watchedRequest =
  (discordClock: PlatformClock): MakeRequest =>
  (url, init) =>
    discordClock.watch(() => makeRequest(url, init));

/**
 * Counts a client's invalid requests.
 * @param onUnauthorized Discord answered 401: the token is no longer valid
 */
export function watchRest(
  rest: REST,
  invalidRequests: InvalidRequestLimit,
  onUnauthorized: () => void,
): void {
  rest.on(RESTEvents.Response, (request, response) => {
    invalidRequests.count(response.status, response.headers.get('x-ratelimit-scope'));
    if (response.status === 401 && request.data.auth) onUnauthorized();
  });
}

/** See `createInvalidRequestLimit`. */
export type InvalidRequestLimit = ReturnType<typeof createInvalidRequestLimit>;

const windowMs = 10 * 60_000;
const maxInvalidRequests = 2_000;

/**
 * Stops posting long before Discord bans the bot's address, which it does after 10,000 invalid requests within 10
 * minutes. Invalid are answers of 401, 403 and 429, but not a 429 of a shared resource (docs.discord.com,
 * topics/rate-limits).
 */
export function createInvalidRequestLimit(now: () => number = Date.now, max = maxInvalidRequests) {
  let windowEndsAt = 0;
  let count = 0;

  const startWindowIfOver = () => {
    if (now() < windowEndsAt) return;
    count = 0;
    windowEndsAt = now() + windowMs;
  };

  return {
    /** @param scope the answer's header `x-ratelimit-scope` */
    count(status: number, scope: string | null): void {
      if (![401, 403, 429].includes(status) || scope === 'shared') return;
      startWindowIfOver();
      count += 1;
    },
    /** Milliseconds until posting is allowed again; 0 when it is allowed now. */
    waitMs(): number {
      startWindowIfOver();
      return count >= max ? windowEndsAt - now() : 0;
    },
  };
}
