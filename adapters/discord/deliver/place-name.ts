import { type APIGuild, ChannelType, Routes } from 'discord.js';
import { defined } from '../../../src/defined.ts';
import type { PlaceName } from '../../../src/ports/messenger.ts';
import type { Place } from '../../../src/topics/place.ts';
import type { ChannelData, ReadCached } from './channel.ts';

interface NamedChannel extends ChannelData {
  readonly name?: string | null;
  /** Of a direct message. */
  readonly recipients?: readonly { readonly username: string; readonly global_name?: string | null }[];
}

/**
 * What people call a channel, a thread or a conversation.
 * @throws what discord.js's REST client throws
 */
export async function readName(
  read: ReadCached,
  { channel }: Pick<Place, 'channel'>,
): Promise<PlaceName | undefined> {
  const { type, name, guild_id, recipients = [] } = await read<NamedChannel>(Routes.channel(channel));
  if (type === ChannelType.DM) {
    const [person] = recipients;
    return {
      channel: ['Direct message', person?.global_name ?? person?.username].filter(Boolean).join(' with '),
    };
  }
  if (!name) return undefined;
  const server = guild_id && (await read<Partial<APIGuild>>(Routes.guild(guild_id))).name;
  return { channel: `#${name}`, ...defined({ workspace: server }) };
}
