import { PermissionFlagsBits, Routes } from 'discord.js';
import type { RestLike } from '../connection/rest.ts';
import { type ChannelData, type ChannelKind, isThread, kindOf, type Overwrite } from './channel.ts';

type Need = readonly [permission: bigint, name: string, why: string];

const { ViewChannel, SendMessages, SendMessagesInThreads, CreatePublicThreads, ReadMessageHistory } =
  PermissionFlagsBits;

const see: Need = [ViewChannel, 'View Channel', 'see this channel'];
const post: Need = [SendMessages, 'Send Messages', 'post here'];
const createPosts: Need = [SendMessages, 'Create Posts', 'start a post for each issue'];
const createThreads: Need = [CreatePublicThreads, 'Create Public Threads', 'put details into a thread'];
const postInThreads: Need = [SendMessagesInThreads, 'Send Messages in Threads', 'post in threads'];
const readHistory: Need = [
  ReadMessageHistory,
  'Read Message History',
  'look up, after a lost connection, whether an issue was posted already',
];

const needs: Readonly<Record<ChannelKind, readonly Need[]>> = {
  threaded: [see, post, createThreads, postInThreads, readHistory],
  announcement: [see, post, createThreads, postInThreads, readHistory],
  forum: [see, createPosts, postInThreads, readHistory],
  flat: [see, post, readHistory],
  none: [],
};
const threadNeeds = [see, postInThreads, readHistory];

/** What keeps the bot from posting digests here, one sentence each. `held`: the bot's permission bits. */
export function problemsOf(channel: ChannelData, held: bigint): string[] {
  const kind = kindOf(channel);
  if (kind === 'none')
    return ['This kind of channel takes no messages: choose a text channel, a thread or a forum.'];
  const isMissing = ([permission]: Need) => (held & permission) === 0n;
  // Without View Channel every other permission is void too: one sentence says enough.
  const missing = isMissing(see) ? [see] : (isThread(channel) ? threadNeeds : needs[kind]).filter(isMissing);
  return missing.map(
    ([, name, why]) => `I may not ${why}: allow Paperboy “${name}” in the channel’s permissions.`,
  );
}

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
