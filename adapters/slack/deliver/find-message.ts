import { defined } from '../../../src/defined.ts';
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
export interface PostedLike {
  readonly ts: string;
  readonly bot_id?: string;
  readonly blocks?: unknown;
  /** Of a message that others are below. */
  readonly reply_count?: number;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly key?: unknown } };
}

/** Whether a message was posted with this key, and by an app: people can write no metadata. */
export const hasKey = ({ metadata, bot_id }: PostedLike, key: string): boolean =>
  bot_id !== undefined && metadata?.event_type === eventType && metadata.event_payload?.key === key;

interface Wanted {
  readonly channel: string;
  readonly key: string;
  readonly under: MessageRef | undefined;
  /** By Slack's clock, in milliseconds since 1970. */
  readonly since: number;
  readonly until: number | undefined;
}

/**
 * How far unfinished searches have come, by message: the `ts` that was read last. The next try goes on there, so that it
 * passes a limit of messages per minute that is smaller than the search.
 */
export type SearchedUntil = Map<string, string>;

/** When there are more unfinished searches, the oldest is forgotten. */
const maxSearches = 10_000;
/** How uncertain the time of an attempt is, in milliseconds, with a lot to spare. */
export const marginMs = 60_000;
/** Apps outside the Marketplace get 15 messages, once a minute (docs.slack.dev, conversations.history). */
export const pageSize = 200;
const maxPages = 10;

/** Refusals of a bot that may post in a channel but not read it. */
export const notReadable =
  /^(missing_scope|not_in_channel|channel_not_found|no_permission|access_denied|method_not_supported)/;

/** Looks for a key: in the channel, newest first, or in the thread of `under`, oldest first. */
export async function findMessage(
  client: WebClientLike,
  wanted: Wanted,
  searched: SearchedUntil = new Map(),
): Promise<Lookup> {
  const id = `${wanted.channel} ${wanted.key}`;
  try {
    const found = await searchHistory(client, wanted, {
      reached: searched.get(id),
      reach: (ts) => {
        searched.delete(id);
        searched.set(id, ts);
        for (const oldest of [...searched.keys()].slice(0, Math.max(0, searched.size - maxSearches)))
          searched.delete(oldest);
      },
    });
    searched.delete(id);
    return found;
  } catch (error) {
    const refusal = refusalOf(error) ?? '';
    if (refusal === 'thread_not_found') return 'absent';
    if (notReadable.test(refusal)) return 'unknowable';
    throw error;
  }
}

/** What `conversations.history` and `conversations.replies` answer, as far as it is read. */
export interface HistoryPage {
  readonly messages?: readonly PostedLike[];
  readonly response_metadata?: { readonly next_cursor?: string };
}

interface Progress {
  readonly reached: string | undefined;
  reach(ts: string): void;
}

async function searchHistory(client: WebClientLike, wanted: Wanted, progress: Progress): Promise<Lookup> {
  const { key, under } = wanted;
  const method = under === undefined ? 'conversations.history' : 'conversations.replies';
  const args = searchArgs(wanted, progress.reached);
  let cursor = '';
  for (let page = 0; page < maxPages; page += 1) {
    const { messages = [], response_metadata } = (await client.apiCall(method, {
      ...args,
      ...(cursor !== '' && { cursor }),
    })) as HistoryPage;
    const found = messages.find((message) => hasKey(message, key));
    if (found !== undefined) return { id: found.ts };
    cursor = response_metadata?.next_cursor ?? '';
    if (cursor === '') return 'absent';
    const stamps = messages.map(({ ts }) => ts).sort((a, b) => Number(a) - Number(b));
    const last = under === undefined ? stamps[0] : stamps.at(-1);
    if (last !== undefined) progress.reach(last);
  }
  return 'unknowable';
}

/** Slack's time stamp of an instant. @param ms milliseconds since 1970; before that counts as 1970 */
export const toTs = (ms: number): string => String(Math.max(0, ms) / 1_000);

function searchArgs({ channel, under, since, until }: Wanted, reached: string | undefined) {
  const oldest = toTs(since - marginMs);
  const latest = until === undefined ? undefined : toTs(until + marginMs);
  return {
    channel,
    include_all_metadata: true,
    limit: pageSize,
    ...(under === undefined
      ? { oldest, ...defined({ latest: reached ?? latest }) }
      : { ts: under.id, oldest: reached ?? oldest, ...defined({ latest }) }),
  };
}
