import { PermissionFlagsBits } from 'discord.js';
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
