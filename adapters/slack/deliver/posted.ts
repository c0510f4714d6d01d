import type { Posted, PostedSince } from '../../../src/ports/messenger.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { refusalOf, toDeliveryError } from './delivery-error.ts';
import {
  type HistoryPage,
  hasKey,
  marginMs,
  notReadable,
  type PostedLike,
  pageSize,
  toTs,
} from './find-message.ts';

/** How far the reading of a channel has come, when Slack let only a part of it be read. */
export interface Reading {
  readonly since: number;
  readonly reached: string | undefined;
  readonly messages: readonly Posted[];
}

/** At most 200 messages each. */
const maxPages = 25;

/**
 * Reads a channel's messages from now back to `since`.
 * @param before where an earlier call ended
 * @returns what was read, and where to go on when that is not all
 */
export async function readPosted(
  client: WebClientLike,
  channel: string,
  since: number,
  before: Reading | undefined,
): Promise<{ readonly found: PostedSince | 'unknowable'; readonly rest?: Reading }> {
  // The difference of two clocks, and with it the instant, is known to some seconds.
  const isSame = before !== undefined && Math.abs(before.since - since) < marginMs;
  const messages = isSame ? [...before.messages] : [];
  let reached = isSame ? before.reached : undefined;
  const part = () => ({ found: { isWhole: false, messages }, rest: { since, reached, messages } });
  try {
    for (let page = 0; page < maxPages; page += 1) {
      const { messages: more = [], response_metadata } = (await client.apiCall('conversations.history', {
        channel,
        include_all_metadata: true,
        limit: pageSize,
        oldest: toTs(since - marginMs),
        ...(reached !== undefined && { latest: reached }),
      })) as HistoryPage;
      messages.push(...more.filter(({ bot_id }) => bot_id !== undefined).map(asPosted));
      const [oldest] = more.map(({ ts }) => ts).sort((a, b) => Number(a) - Number(b));
      if (oldest === undefined || !response_metadata?.next_cursor)
        return { found: { isWhole: true, messages } };
      reached = oldest;
    }
    return { found: { isWhole: true, messages } };
  } catch (error) {
    if (notReadable.test(refusalOf(error) ?? '')) return { found: 'unknowable' };
    if (toDeliveryError(error, 'read').problem === 'later') return part();
    throw error;
  }
}

function asPosted(message: PostedLike): Posted {
  const lines = new Set<string>();
  collectValues(message.blocks, lines);
  return {
    at: Number(message.ts) * 1_000,
    hasKey: (key) => hasKey(message, key),
    carries: (line) => lines.has(line),
  };
}

/** The values of buttons and of options in menus, which are command lines. */
function collectValues(part: unknown, into: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [name, value] of Object.entries(part)) {
    if (name === 'value' && typeof value === 'string') into.add(value);
    else collectValues(value, into);
  }
}
