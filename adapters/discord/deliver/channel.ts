import {
  type APIOverwrite,
  ChannelFlags,
  ChannelType,
  type Client,
  type ForumChannel,
  type RouteLike,
} from 'discord.js';
import { defined } from '../../../src/defined.ts';
import type { RestLike } from '../connection/rest.ts';

/** What posting needs to know of a channel. REST and the gateway's cache both have it. */
export interface ChannelShape {
  readonly id: string;
  readonly type: number;
  readonly guild_id?: string;
  readonly parent_id?: string | null;
  readonly flags?: number;
  readonly available_tags?: readonly { readonly id: string; readonly moderated?: boolean }[];
}

/** A channel as REST returns it. Only REST has the overwrites: the gateway's cache must never stand for it. */
export interface ChannelData extends ChannelShape {
  readonly permission_overwrites?: readonly APIOverwrite[];
  readonly thread_metadata?: { readonly locked?: boolean };
  /** Of a thread, without the message that it is below. */
  readonly message_count?: number;
}

/** For how long a channel, a server or a member counts as unchanged, in milliseconds. */
const cacheMs = 10_000;
/** When there are more, the oldest is forgotten. */
const maxCached = 1_000;

/** Reads from REST what permissions are made of, and remembers it briefly. */
export type ReadCached = <T>(route: RouteLike) => Promise<T>;

/** @param now milliseconds, from any start */
export function createCachedRead(rest: RestLike, now = () => performance.now()): ReadCached {
  const cache = new Map<string, { readonly until: number; readonly answer: Promise<unknown> }>();
  return <T>(route: RouteLike) => {
    const known = cache.get(route);
    if (known !== undefined && known.until > now()) return known.answer as Promise<T>;
    const answer = rest.get(route);
    cache.delete(route);
    cache.set(route, { until: now() + cacheMs, answer });
    for (const oldest of [...cache.keys()].slice(0, Math.max(0, cache.size - maxCached)))
      cache.delete(oldest);
    answer.catch(() => cache.delete(route));
    return answer as Promise<T>;
  };
}

/**
 * | kind | digests | details |
 * |---|---|---|
 * | `threaded` | a message | in a thread under it |
 * | `announcement` | the same, and other servers may follow the channel | the same |
 * | `forum` | a forum post | in the post |
 * | `flat` | a message | replies |
 * | `none` | impossible | |
 */
export type ChannelKind = 'threaded' | 'announcement' | 'forum' | 'flat' | 'none';

const kinds: Readonly<Partial<Record<number, ChannelKind>>> = {
  [ChannelType.GuildText]: 'threaded',
  [ChannelType.GuildAnnouncement]: 'announcement',
  [ChannelType.GuildForum]: 'forum',
  [ChannelType.GuildMedia]: 'forum',
  [ChannelType.DM]: 'flat',
  [ChannelType.GuildVoice]: 'flat',
  [ChannelType.GuildStageVoice]: 'flat',
  [ChannelType.AnnouncementThread]: 'flat',
  [ChannelType.PublicThread]: 'flat',
  [ChannelType.PrivateThread]: 'flat',
};

/** How messages are posted in a channel of this type; `none` where the bot cannot post. */
export const kindOf = ({ type }: Pick<ChannelShape, 'type'>): ChannelKind => kinds[type] ?? 'none';

const { AnnouncementThread, PublicThread, PrivateThread } = ChannelType;

/** Whether a channel is a thread, public, private or of an announcement channel. */
export const isThread = ({ type }: Pick<ChannelShape, 'type'>): boolean =>
  [AnnouncementThread, PublicThread, PrivateThread].includes(type);

/** Whether each post of a forum needs a tag: the flag REQUIRE_TAG. */
export const requiresTag = ({ flags = 0 }: ChannelShape): boolean => (flags & ChannelFlags.RequireTag) !== 0;

/** The tags for a new forum post: where the forum requires one, its first that everybody may set. */
export function tagsFor(forum: ChannelShape): string[] {
  const usable = forum.available_tags?.find(({ moderated }) => !moderated);
  return requiresTag(forum) && usable !== undefined ? [usable.id] : [];
}

/** A channel from the gateway's events, which saves a request; undefined when it belongs to another process. */
export function cachedChannel(client: Client, id: string): ChannelShape | undefined {
  const channel = (client.channels.cache.get(id) ?? {}) as Partial<ForumChannel>;
  const { type, guildId, parentId, flags, availableTags } = channel;
  if (type === undefined) return undefined;
  return {
    id,
    type,
    ...defined({ guild_id: guildId, parent_id: parentId }),
    ...defined({ flags: flags?.bitfield, available_tags: availableTags }),
  };
}
