import {
  type APIGuild,
  type APIGuildMember,
  ChannelType,
  RESTJSONErrorCodes as codes,
  PermissionFlagsBits,
  Routes,
} from 'discord.js';
import { codeOf } from '../connection/rest.ts';
import {
  type ChannelData,
  type ChannelKind,
  isThread,
  kindOf,
  type ReadCached,
  requiresTag,
  tagsFor,
} from './channel.ts';

type Need = readonly [permission: bigint, name: string, why: string];

const {
  ViewChannel,
  SendMessages,
  SendMessagesInThreads,
  CreatePublicThreads,
  ManageThreads,
  ReadMessageHistory,
} = PermissionFlagsBits;

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

/** The bot's permission bits, or `unknown` where Discord's answer leaves something out. */
export type Held = bigint | 'unknown';

/** What keeps the bot from posting digests here, one sentence each. */
function problemsOf(channel: ChannelData, held: Held): string[] {
  const kind = kindOf(channel);
  if (kind === 'none')
    return ['This kind of channel takes no messages: choose a text channel, a thread or a forum.'];
  if (held === 'unknown') return ['I couldn’t check my permissions in this channel.'];
  const isMissing = ([permission]: Need) => (held & permission) === 0n;
  // Without View Channel every other permission is void too: one sentence says enough.
  const missing = isMissing(see) ? [see] : (isThread(channel) ? threadNeeds : needs[kind]).filter(isMissing);
  return [
    ...missing.map(
      ([, name, why]) => `I may not ${why}: allow Paperboy “${name}” in the channel’s permissions.`,
    ),
    ...lockProblems(channel, held),
  ];
}

function lockProblems(channel: ChannelData, held: bigint): string[] {
  if (channel.thread_metadata?.locked === true && (held & ManageThreads) === 0n)
    return ['This thread is locked: unlock it, or choose another channel.'];
  const hasTag = tagsFor(channel).length > 0 || (held & ManageThreads) !== 0n;
  return kindOf(channel) === 'forum' && requiresTag(channel) && !hasTag
    ? ['This forum asks for a tag that I may not set: make one that everybody may use.']
    : [];
}

/**
 * The bot's permission bits in a channel, by REST. In direct messages it has all. Roles come first, then overwrites: for
 * everyone, for roles, for the member (docs.discord.com, topics/permissions).
 */
export async function readPermissions(read: ReadCached, me: string, id: string): Promise<Held> {
  const channel = await read<ChannelData>(Routes.channel(id));
  const guildId = channel.guild_id;
  if (guildId === undefined) return isDirect(channel) ? allPermissions : 'unknown';
  const [guild, member, parent] = await Promise.all([
    read<Partial<APIGuild>>(Routes.guild(guildId)),
    read<Partial<APIGuildMember>>(Routes.guildMember(guildId, me)),
    // A thread has its parent's permissions.
    isThread(channel) ? channel.parent_id && read<ChannelData>(Routes.channel(channel.parent_id)) : channel,
  ]);
  if (guild.owner_id === me) return allPermissions;
  const overwrites = parent ? parent.permission_overwrites : undefined;
  if (guild.roles === undefined || member.roles === undefined) return 'unknown';
  const roles = member.roles;
  const ownRoles = guild.roles.filter((role) => role.id === guildId || roles.includes(role.id));
  const base = union(ownRoles.map(({ permissions }) => permissions));
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return allPermissions;
  if (overwrites === undefined) return 'unknown';
  const layers = [
    overwrites.filter((each) => each.id === guildId),
    overwrites.filter((each) => each.id !== guildId && roles.includes(each.id)),
    overwrites.filter((each) => each.id === me),
  ];
  const held = layers.reduce(
    (bits, layer) => (bits & ~union(layer.map(({ deny }) => deny))) | union(layer.map(({ allow }) => allow)),
    base,
  );
  const until = Date.parse(member.communication_disabled_until ?? '');
  return until > Date.now() ? held & (ViewChannel | ReadMessageHistory) : held;
}

const isDirect = ({ type }: ChannelData): boolean => type === ChannelType.DM || type === ChannelType.GroupDM;

const allPermissions = ~0n;
const union = (bits: readonly string[]): bigint => bits.reduce((sum, each) => sum | BigInt(each), 0n);

const hidden = new Set<unknown>([codes.UnknownChannel, codes.UnknownGuild, codes.MissingAccess]);

/** What keeps the bot from posting in a channel, each in one sentence that says what to do about it. */
export async function readProblems(read: ReadCached, me: string, id: string): Promise<string[]> {
  try {
    const held = await readPermissions(read, me, id);
    return problemsOf(await read<ChannelData>(Routes.channel(id)), held);
  } catch (error) {
    if (!hidden.has(codeOf(error))) throw error;
    return ['I can’t see this channel: allow Paperboy “View Channel” in its permissions.'];
  }
}
