import { describe, expect, test } from 'vitest';
import { toDeliveryError as toDiscordError } from '../../adapters/discord/deliver/delivery-error.ts';
import { toDeliveryError as toSlackError } from '../../adapters/slack/deliver/delivery-error.ts';

const error = (message: string, fields: object = {}) => Object.assign(new Error(message), fields);
const fetchFailed = (code: string) =>
  error('fetch failed', { cause: error(`connect ${code} 127.0.0.1:4200`, { code }) });

/** What libraries, sockets and platforms say, and people must not have to read. */
const innerWords =
  /RateLimitError|DiscordAPIError|HTTPError|AbortError|fetch|socket|other side|connect |E[A-Z]{5,}|\d+\.\d+\.\d+|undefined|\[object|[a-z]+_[a-z]+|\b[45]\d\d\b|Error/;

const network = [
  fetchFailed('ECONNREFUSED'),
  fetchFailed('ENOTFOUND'),
  fetchFailed('ECONNRESET'),
  error('connect ECONNREFUSED 127.0.0.1:4200', { code: 'ECONNREFUSED' }),
  error('other side closed', { code: 'UND_ERR_SOCKET' }),
  error('socket hang up', { code: 'ECONNRESET' }),
  error('getaddrinfo EAI_AGAIN discord.com', { code: 'EAI_AGAIN' }),
  error('This operation was aborted', { name: 'AbortError' }),
  error('', {}),
  'a text',
  undefined,
];

const discord = [
  ...network,
  error('RateLimitError[/channels/:id/messages]', { retryAfter: 60_000 }),
  ...[401, 403, 404, 405, 429, 500, 502, 503].map((status) =>
    error(`DiscordAPIError ${status}`, { status, code: 0 }),
  ),
  ...[10_003, 10_004, 10_008, 20_016, 50_001, 50_007, 50_013, 50_278, 160_005, 200_000, 999_999].map((code) =>
    error('DiscordAPIError[50013]: Missing Permissions', { status: 403, code }),
  ),
  error('Expected token to be set for this request, but none was present'),
];

const slack = [
  ...network,
  error('A rate-limit has been reached', { code: 'slack_webapi_rate_limited_error', retryAfter: 30 }),
  ...[400, 403, 404, 500, 503].map((statusCode) =>
    error(`An HTTP protocol error: ${statusCode}`, { statusCode }),
  ),
  ...[
    'not_in_channel',
    'channel_not_found',
    'is_archived',
    'restricted_action_read_only_channel',
    'invalid_auth',
    'account_inactive',
    'internal_error',
    'ratelimited',
    'token_expired',
    'a_word_of_2030',
  ].map((word) => error(`An API error occurred: ${word}`, { data: { error: word } })),
];

describe.each([
  ['Discord', toDiscordError, discord],
  ['Slack', toSlackError, slack],
] as const)('what %s refuses is told in words for people', (_name, toError, causes) => {
  test.each(['post', 'read'] as const)('of a %s', (kind) => {
    for (const cause of causes) {
      const { problem, message, remedy = '', cause: kept } = toError(cause, kind);
      expect(`${message} ${remedy}`).not.toMatch(innerWords);
      expect(message.length, message).toBeGreaterThan(8);
      expect(kept, 'for the log').toBe(cause);
      if (kind === 'read') expect(problem).not.toBe('unknown');
    }
  });
});
