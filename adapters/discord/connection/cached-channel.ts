import type { Client } from 'discord.js';
import { defined } from '../../../src/defined.ts';
import type { ChannelData } from '../deliver/permissions.ts';

/** discord.js's channels as far as posting goes; forums have tags. */
interface CachedChannel {
  readonly id: string;
  readonly type: number;
  readonly guildId?: string;
  readonly parentId?: string | null;
  readonly flags?: { readonly bitfield: number };
  readonly availableTags?: readonly { readonly id: string; readonly moderated: boolean }[];
}

/** What the gateway keeps us told of, in REST's words, without permissions. Nothing when another process has it. */
export function knownChannel(client: Client, id: string): ChannelData | undefined {
  const channel = client.channels.cache.get(id) as CachedChannel | undefined;
  if (channel === undefined) return undefined;
  const { type, guildId, parentId, flags, availableTags } = channel;
  return {
    id,
    type,
    ...defined({ guild_id: guildId, parent_id: parentId }),
    ...(flags !== undefined && { flags: flags.bitfield }),
    ...defined({ available_tags: availableTags }),
  };
}
