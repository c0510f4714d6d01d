import { defined } from '../../../src/defined.ts';

/** @slack/web-api's WebClient, as far as it is used: methods of the Web API by name. */
export interface WebClientLike {
  apiCall(method: string, args?: Record<string, unknown>): Promise<object>;
}

/**
 * | option | why |
 * |---|---|
 * | `retries: 0` | a retry after a lost answer would post twice |
 * | `rejectRateLimitedCalls` | by default a 429 holds up every call of the workspace |
 * | `timeout`, ms | Slack answers within seconds or not at all |
 */
export const clientOptions = (apiUrl?: string) => ({
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: 15_000,
  ...defined({ slackApiUrl: apiUrl }),
});
