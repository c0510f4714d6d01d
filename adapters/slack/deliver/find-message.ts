import type { Lookup, MessageRef } from '../../../src/ports/messenger.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { refusalOf } from './delivery-error.ts';

const eventType = 'paperboy_part';

/** What a message carries to be found again. Every app and person of the workspace can read it. */
export const messageKey = (key: string) => ({ event_type: eventType, event_payload: { key } });

export interface Wanted {
  readonly channel: string;
  readonly key: string;
  readonly under: MessageRef | undefined;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** Slack's clock and ours may differ. */
const skewMs = 5 * 60_000;
/** Apps outside the Marketplace get 15 messages a call, once a minute: a busy channel takes several tries. */
const PAGE = 200;
const mostPages = 10;

/** To be refused here means that the bot may post but not read. */
const unreadable =
  /^(missing_scope|not_in_channel|channel_not_found|no_permission|access_denied|method_not_supported)/;

/** Looks through what was said since, newest first. */
export async function findMessage(client: WebClientLike, wanted: Wanted): Promise<Lookup> {
  try {
    return await look(client, wanted);
  } catch (error) {
    const refusal = refusalOf(error) ?? '';
    if (refusal === 'thread_not_found') return 'absent';
    if (unreadable.test(refusal)) return 'unknowable';
    throw error;
  }
}

interface Page {
  readonly messages?: readonly FoundMessage[];
  readonly response_metadata?: { readonly next_cursor?: string };
}

interface FoundMessage {
  readonly ts: string;
  readonly bot_id?: string;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly key?: unknown } };
}

async function look(client: WebClientLike, { channel, key, under, since }: Wanted): Promise<Lookup> {
  const method = under === undefined ? 'conversations.history' : 'conversations.replies';
  const args = {
    channel,
    ...(under !== undefined && { ts: under.id }),
    oldest: String(Math.max(0, since - skewMs) / 1_000),
    include_all_metadata: true,
    limit: PAGE,
  };
  let cursor = '';
  for (let page = 0; page < mostPages; page += 1) {
    const answer = (await client.apiCall(method, { ...args, ...(cursor !== '' && { cursor }) })) as Page;
    const found = answer.messages?.find((message) => isOurs(message, key));
    if (found !== undefined) return { id: found.ts };
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') return 'absent';
  }
  return 'unknowable';
}

/** Posted by an app: a person could write no metadata, another app has no reason to write ours. */
const isOurs = ({ metadata, bot_id }: FoundMessage, key: string): boolean =>
  bot_id !== undefined && metadata?.event_type === eventType && metadata.event_payload?.key === key;
