import { PermissionFlagsBits, Routes } from 'discord.js';
import type { RestLike } from '../connection/rest.ts';
import { type ChannelData, isThread, type Overwrite } from './channel.ts';

const allPermissions = ~0n;

/** The bot's permission bits in a channel, read from REST at each call; all of them in direct messages. */
export async function readPermissions(rest: RestLike, me: string, channel: ChannelData): Promise<bigint> {
  const guildId = channel.guild_id;
  if (guildId === undefined) return allPermissions;
  const [guild, member, parent] = (await Promise.all([
    rest.get(Routes.guild(guildId)),
    rest.get(Routes.guildMember(guildId, me)),
    // A thread has its parent's permissions.
    isThread(channel) && channel.parent_id ? rest.get(Routes.channel(channel.parent_id)) : channel,
  ])) as [GuildData, { roles: readonly string[] }, ChannelData];
  if (guild.owner_id === me) return allPermissions;
  return permissionsOf({ guild, roles: member.roles, me, overwrites: parent.permission_overwrites ?? [] });
}

interface GuildData {
  readonly id: string;
  readonly owner_id: string;
  readonly roles: readonly { readonly id: string; readonly permissions: string }[];
}

interface Membership {
  readonly guild: GuildData;
  readonly roles: readonly string[];
  readonly me: string;
  readonly overwrites: readonly Overwrite[];
}

/** Roles, then overwrites: for everyone, for roles, for the member (docs.discord.com, topics/permissions). */
function permissionsOf({ guild, roles, me, overwrites }: Membership): bigint {
  const base = guild.roles
    .filter(({ id }) => id === guild.id || roles.includes(id))
    .reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return allPermissions;
  const layers = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id }) => id !== guild.id && roles.includes(id)),
    overwrites.filter(({ id }) => id === me),
  ];
  return layers.reduce((held, layer) => {
    const denied = layer.reduce((sum, { deny }) => sum | BigInt(deny), 0n);
    const allowed = layer.reduce((sum, { allow }) => sum | BigInt(allow), 0n);
    return (held & ~denied) | allowed;
  }, base);
}
