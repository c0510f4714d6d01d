import { ChannelType } from 'discord.js';
import type { ChannelData } from './permissions.ts';

/** How there is posted to a channel, and where details go. */
export type ChannelKind =
  /** A message, and a thread under it. */
  | 'threaded'
  /** As `threaded`, and other servers may follow it. */
  | 'announcement'
  /** A post for each issue. */
  | 'forum'
  /** Messages only; details are replies. */
  | 'flat'
  | 'none';

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

export const kindOf = ({ type }: Pick<ChannelData, 'type'>): ChannelKind => kinds[type] ?? 'none';

/** docs.discord.com, resources/channel, channel flags. */
const requireTag = 1 << 4;

/** The tags that a new post must have: the first that everybody may set, where one is asked for. */
export function tagsFor({ flags = 0, available_tags = [] }: ChannelData): string[] {
  const free = available_tags.find(({ moderated }) => !moderated);
  return (flags & requireTag) !== 0 && free !== undefined ? [free.id] : [];
}
