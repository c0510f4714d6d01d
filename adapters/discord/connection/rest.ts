import { REST, RESTEvents } from 'discord.js';
import { defined } from '../../../src/defined.ts';
import type { InvalidRequestLimit } from './invalid-request-limit.ts';

/** What Paperboy uses of discord.js's REST client. Rejects with DiscordAPIError, HTTPError or RateLimitError. */
export interface RestLike {
  get(route: Route, options?: RestOptions): Promise<unknown>;
  post(route: Route, options?: RestOptions): Promise<unknown>;
  put(route: Route, options?: RestOptions): Promise<unknown>;
  patch(route: Route, options?: RestOptions): Promise<unknown>;
  delete(route: Route, options?: RestOptions): Promise<unknown>;
}

export type Route = `/${string}`;

export interface RestOptions {
  readonly body?: unknown;
  readonly query?: URLSearchParams;
  readonly files?: { name: string; data: string }[];
  /** False for interactions and webhooks, whose address holds a token of its own. Default true. */
  readonly auth?: boolean;
}

/** The `code` of an error: Discord's number for a refusal, a word for trouble of the network. */
export const codeOf = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;

export interface PostRestOptions extends RestWatcher {
  readonly token: string;
  /** Default: Discord's own, https://discord.com/api */
  readonly apiUrl?: string;
}

export interface RestWatcher {
  readonly invalidRequests: InvalidRequestLimit;
  /** Discord answered 401: the token is no longer valid. */
  readonly onUnauthorized: () => void;
}

/** A request that would wait longer in the SDK's queue is rejected: the ledger tries it again later. */
const maxQueueWaitMs = 15_000;
const requestTimeoutMs = 15_000;

/**
 * A REST client for posts alone, so that thousands of queued posts never delay an answer to a person. It repeats no
 * request: after a lost answer the ledger first looks whether the message was posted.
 */
export function createPostRest({ token, apiUrl, ...watcher }: PostRestOptions): REST {
  const rest = new REST({
    version: '10',
    ...defined({ api: apiUrl }),
    retries: 0,
    timeout: requestTimeoutMs,
    rejectOnRateLimit: ({ timeToReset, retryAfter }) => Math.max(timeToReset, retryAfter) > maxQueueWaitMs,
  }).setToken(token);
  watchRest(rest, watcher);
  return rest;
}

/** Counts invalid requests, and reports a token that is no longer valid. */
export function watchRest(rest: REST, { invalidRequests, onUnauthorized }: RestWatcher): void {
  rest.on(RESTEvents.Response, (request, response) => {
    invalidRequests.count(response.status, response.headers.get('x-ratelimit-scope'));
    if (response.status === 401 && request.data.auth) onUnauthorized();
  });
}
