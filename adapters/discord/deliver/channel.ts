import { type APIOverwrite, ChannelFlags, ChannelType, type Client, type ForumChannel } from 'discord.js';
import { defined } from '../../../src/defined.ts';

/** A channel as REST returns it: the fields that posting needs. */
export interface ChannelData {
  readonly id: string;
  readonly type: number;
  readonly guild_id?: string;
  readonly parent_id?: string | null;
  readonly flags?: number;
  readonly available_tags?: readonly { readonly id: string; readonly moderated?: boolean }[];
  readonly permission_overwrites?: readonly APIOverwrite[];
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

export const kindOf = ({ type }: ChannelData): ChannelKind => kinds[type] ?? 'none';

const { AnnouncementThread, PublicThread, PrivateThread } = ChannelType;

export const isThread = ({ type }: ChannelData): boolean =>
  [AnnouncementThread, PublicThread, PrivateThread].includes(type);

/** The tags for a new forum post: where the forum requires one, its first that everybody may set. */
export function tagsFor({ flags = 0, available_tags = [] }: ChannelData): string[] {
  const usable = available_tags.find(({ moderated }) => !moderated);
  return (flags & ChannelFlags.RequireTag) !== 0 && usable !== undefined ? [usable.id] : [];
}

/**
 * A channel from the gateway's events, without `permission_overwrites`; undefined when it belongs to another process.
 */
export function cachedChannel(client: Client, id: string): ChannelData | undefined {
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
