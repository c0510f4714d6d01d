import { type APIGuild, type APIGuildMember, PermissionFlagsBits, Routes } from 'discord.js';
import type { RestLike } from '../connection/rest.ts';
import { type ChannelData, type ChannelKind, isThread, kindOf } from './channel.ts';

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

/**
 * The bot's permission bits in a channel, read from REST at each call; all of them in direct messages. Roles come first,
 * then overwrites: for everyone, for roles, for the member (docs.discord.com, topics/permissions).
 */
export async function readPermissions(rest: RestLike, me: string, channel: ChannelData): Promise<bigint> {
  const guildId = channel.guild_id;
  if (guildId === undefined) return allPermissions;
  const [guild, { roles }, parent] = (await Promise.all([
    rest.get(Routes.guild(guildId)),
    rest.get(Routes.guildMember(guildId, me)),
    // A thread has its parent's permissions.
    isThread(channel) && channel.parent_id ? rest.get(Routes.channel(channel.parent_id)) : channel,
  ])) as [APIGuild, APIGuildMember, ChannelData];
  if (guild.owner_id === me) return allPermissions;
  const ownRoles = guild.roles.filter(({ id }) => id === guildId || roles.includes(id));
  const base = union(ownRoles.map(({ permissions }) => permissions));
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return allPermissions;
  const overwrites = parent.permission_overwrites ?? [];
  const layers = [
    overwrites.filter(({ id }) => id === guildId),
    overwrites.filter(({ id }) => id !== guildId && roles.includes(id)),
    overwrites.filter(({ id }) => id === me),
  ];
  return layers.reduce(
    (held, layer) => (held & ~union(layer.map(({ deny }) => deny))) | union(layer.map(({ allow }) => allow)),
    base,
  );
}

const allPermissions = ~0n;
const union = (bits: readonly string[]): bigint => bits.reduce((sum, each) => sum | BigInt(each), 0n);
