import { PermissionFlagsBits, Routes } from 'discord.js';
import type { RestLike } from '../connection/rest-like.ts';

interface Overwrite {
  readonly id: string;
  readonly allow: string;
  readonly deny: string;
}

/** A channel as REST gives it, as far as posting to it goes. */
export interface ChannelData {
  readonly id: string;
  readonly type: number;
  readonly guild_id?: string;
  readonly parent_id?: string | null;
  readonly flags?: number;
  readonly available_tags?: readonly { readonly id: string; readonly moderated?: boolean }[];
  readonly permission_overwrites?: readonly Overwrite[];
}

const everything = ~0n;

/** What the bot may do in a channel, read anew. Everything in direct messages. */
export async function readPermissions(rest: RestLike, me: string, channel: ChannelData): Promise<bigint> {
  const guildId = channel.guild_id;
  if (guildId === undefined) return everything;
  const [guild, member, parent] = (await Promise.all([
    rest.get(Routes.guild(guildId)),
    rest.get(Routes.guildMember(guildId, me)),
    // A thread has its parent's permissions.
    isThread(channel.type) && channel.parent_id ? rest.get(Routes.channel(channel.parent_id)) : channel,
  ])) as [GuildData, { roles: readonly string[] }, ChannelData];
  if (guild.owner_id === me) return everything;
  return permissionsOf({ guild, roles: member.roles, me, overwrites: parent.permission_overwrites ?? [] });
}

export const isThread = (type: number): boolean => type === 10 || type === 11 || type === 12;

interface GuildData {
  readonly id: string;
  readonly owner_id: string;
  readonly roles: readonly { readonly id: string; readonly permissions: string }[];
}

interface Standing {
  readonly guild: GuildData;
  readonly roles: readonly string[];
  readonly me: string;
  readonly overwrites: readonly Overwrite[];
}

/** Roles, then the channel's exceptions: for everyone, for roles, for the member (docs, topics/permissions). */
function permissionsOf({ guild, roles, me, overwrites }: Standing): bigint {
  const base = guild.roles
    .filter(({ id }) => id === guild.id || roles.includes(id))
    .reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return everything;
  const layers = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id }) => id !== guild.id && roles.includes(id)),
    overwrites.filter(({ id }) => id === me),
  ];
  return layers.reduce((held, layer) => {
    const deny = layer.reduce((sum, each) => sum | BigInt(each.deny), 0n);
    const granted = layer.reduce((sum, each) => sum | BigInt(each.allow), 0n);
    return (held & ~deny) | granted;
  }, base);
}
