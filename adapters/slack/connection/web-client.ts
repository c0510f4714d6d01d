import { defined } from '../../../src/defined.ts';

/** @slack/web-api's WebClient, as far as we use it: every method by its name. */
export interface WebClientLike {
  apiCall(method: string, args?: Record<string, unknown>): Promise<object>;
}

/**
 * How a client for posting is made. No retries: a lost answer would post twice. A 429 is an error, not a pause of
 * every call of the workspace. `timeout`: Slack answers within seconds or not at all.
 */
export const clientOptions = (apiUrl?: string) => ({
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: 15_000,
  ...defined({ slackApiUrl: apiUrl }),
});
