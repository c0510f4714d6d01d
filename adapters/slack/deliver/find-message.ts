import type { Lookup, MessageRef } from '../../../src/ports/messenger.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { refusalOf } from './delivery-error.ts';

const eventType = 'paperboy_part';

/**
 * A message carries its key as metadata (docs.slack.dev, message metadata), which every app and person of the workspace
 * can read.
 */
export const withKey = <Message extends object>(message: Message, key: string) => ({
  ...message,
  metadata: { event_type: eventType, event_payload: { key } },
});

/** A message as Slack lists it, as far as it is used. */
interface PostedLike {
  readonly ts: string;
  readonly bot_id?: string;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly key?: unknown } };
}

/** Whether a message was posted with this key, and by an app: people can write no metadata. */
const hasKey = ({ metadata, bot_id }: PostedLike, key: string): boolean =>
  bot_id !== undefined && metadata?.event_type === eventType && metadata.event_payload?.key === key;

interface Wanted {
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
