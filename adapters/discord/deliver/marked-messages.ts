import { Routes } from 'discord.js';
import type { RestLike } from '../connection/rest-like.ts';
import type { Component } from './message-key.ts';
import { isMarked } from './message-key.ts';

interface MessageData {
  readonly id: string;
  readonly components?: readonly Component[];
}

const epoch = 1_420_070_400_000n;
/** Our clock and Discord's may differ. */
const clockSkewMs = 120_000;
const PAGE = 100;
const mostPages = 20;

/** Ids of Discord hold their time: the smallest one of an instant. */
const snowflakeAt = (ms: number): string =>
  String(BigInt(Math.max(0, Math.floor(ms - clockSkewMs - Number(epoch)))) << 22n);

/** The message with the key's mark, or that there is none; `many` when there are too many to read them all. */
export async function findMarked(
  rest: RestLike,
  channel: string,
  key: string,
  since: number,
): Promise<string | 'none' | 'many'> {
  let after = snowflakeAt(since);
  for (let page = 0; page < mostPages; page++) {
    const query = new URLSearchParams({ limit: String(PAGE), after });
    const messages = (await rest.get(Routes.channelMessages(channel), { query })) as readonly MessageData[];
    const found = messages.find(({ components }) => isMarked(components, key));
    if (found !== undefined) return found.id;
    if (messages.length < PAGE) return 'none';
    after = messages.map(({ id }) => id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
  }
  return 'many';
}

interface ThreadData {
  readonly id: string;
  readonly parent_id?: string | null;
  readonly owner_id?: string;
}

/** As {@link findMarked}, for posts of a forum: each is a thread, whose first message has the thread's own id. */
export async function findMarkedPost(
  rest: RestLike,
  place: { readonly guild: string; readonly forum: string; readonly me: string },
  key: string,
  since: number,
): Promise<string | 'none'> {
  const [active, archived] = (await Promise.all([
    rest.get(Routes.guildActiveThreads(place.guild)),
    rest.get(Routes.channelThreads(place.forum, 'public'), { query: new URLSearchParams({ limit: '100' }) }),
  ])) as { threads: readonly ThreadData[] }[];
  const earliest = BigInt(snowflakeAt(since));
  const ours = [...(active?.threads ?? []), ...(archived?.threads ?? [])].filter(
    ({ id, parent_id, owner_id }) =>
      parent_id === place.forum && owner_id === place.me && BigInt(id) >= earliest,
  );
  for (const { id } of ours) {
    const starter = (await rest.get(Routes.channelMessage(id, id)).catch(ifDeleted)) as
      | MessageData
      | undefined;
    if (isMarked(starter?.components, key)) return id;
  }
  return 'none';
}

/** The first message of a post may be deleted while the post stays. */
function ifDeleted(error: unknown): undefined {
  if ((error as { code?: unknown }).code === 10008) return undefined;
  throw error;
}
