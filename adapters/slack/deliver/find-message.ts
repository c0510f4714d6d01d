import type { Lookup, MessageRef } from '../../../src/ports/messenger.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { refusalOf } from './delivery-error.ts';
import { hasKey, type PostedLike } from './message-key.ts';

export interface Wanted {
  readonly channel: string;
  readonly key: string;
  readonly under: MessageRef | undefined;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** Slack's clock and this machine's may differ by this much. */
const clockSkewMs = 5 * 60_000;
/** Apps outside the Marketplace get 15 messages, once a minute: in a busy channel a search then takes several tries. */
const pageSize = 200;
const maxPages = 10;

/** Refusals of a bot that may post in a channel but not read it. */
const notReadable =
  /^(missing_scope|not_in_channel|channel_not_found|no_permission|access_denied|method_not_supported)/;

/** Looks for a key in what was posted since, newest first: in the channel, or in the thread of `under`. */
export async function findMessage(client: WebClientLike, wanted: Wanted): Promise<Lookup> {
  try {
    return await searchHistory(client, wanted);
  } catch (error) {
    const refusal = refusalOf(error) ?? '';
    if (refusal === 'thread_not_found') return 'absent';
    if (notReadable.test(refusal)) return 'unknowable';
    throw error;
  }
}

interface HistoryPage {
  readonly messages?: readonly PostedLike[];
  readonly response_metadata?: { readonly next_cursor?: string };
}

async function searchHistory(client: WebClientLike, { channel, key, under, since }: Wanted): Promise<Lookup> {
  const method = under === undefined ? 'conversations.history' : 'conversations.replies';
  const args = {
    channel,
    ...(under !== undefined && { ts: under.id }),
    oldest: String(Math.max(0, since - clockSkewMs) / 1_000),
    include_all_metadata: true,
    limit: pageSize,
  };
  let cursor = '';
  for (let page = 0; page < maxPages; page += 1) {
    const { messages, response_metadata } = (await client.apiCall(method, {
      ...args,
      ...(cursor !== '' && { cursor }),
    })) as HistoryPage;
    const found = messages?.find((message) => hasKey(message, key));
    if (found !== undefined) return { id: found.ts };
    cursor = response_metadata?.next_cursor ?? '';
    if (cursor === '') return 'absent';
  }
  return 'unknowable';
}
