import { REST, RESTEvents } from 'discord.js';
import { defined } from '../../../src/defined.ts';
import type { RequestBudget } from './invalid-request-limit.ts';

export interface PostRestOptions {
  readonly token: string;
  /** Discord's own unless told: https://discord.com/api */
  readonly apiUrl?: string;
  readonly budget: RequestBudget;
  readonly onUnauthorized: () => void;
}

/** A queue may be this long; then the message is better tried again from the ledger. */
const longestWaitMs = 15_000;

/**
 * A REST client of its own for posts: ten thousand of them in its queue hold up no answer to a person. It repeats
 * nothing: what a lost answer means is the ledger's to find out.
 */
export function createPostRest(options: PostRestOptions): REST {
  const rest = new REST({
    version: '10',
    ...defined({ api: options.apiUrl }),
    retries: 0,
    timeout: 15_000,
    rejectOnRateLimit: ({ timeToReset, retryAfter }) => Math.max(timeToReset, retryAfter) > longestWaitMs,
  }).setToken(options.token);
  watchRest(rest, options);
  return rest;
}

/** Counts what counts against us, and notices that the token is no longer good. */
export function watchRest(
  rest: REST,
  { budget, onUnauthorized }: Pick<PostRestOptions, 'budget' | 'onUnauthorized'>,
) {
  rest.on(RESTEvents.Response, (request, response) => {
    budget.note(response.status, response.headers.get('x-ratelimit-scope'));
    if (response.status === 401 && request.data.auth) onUnauthorized();
  });
}
