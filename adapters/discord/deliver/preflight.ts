import { PermissionFlagsBits } from 'discord.js';
import { type ChannelKind, kindOf } from './channel.ts';
import { type ChannelData, isThread } from './permissions.ts';

type Need = readonly [permission: bigint, name: string, why: string];

const { ViewChannel, SendMessages, SendMessagesInThreads, CreatePublicThreads, ReadMessageHistory } =
  PermissionFlagsBits;

const see: Need = [ViewChannel, 'View Channel', 'see this channel'];
const post: Need = [SendMessages, 'Send Messages', 'post here'];
const makePosts: Need = [SendMessages, 'Create Posts', 'start a post for each issue'];
const makeThreads: Need = [CreatePublicThreads, 'Create Public Threads', 'put details into a thread'];
const postInThreads: Need = [SendMessagesInThreads, 'Send Messages in Threads', 'post in threads'];
const history: Need = [
  ReadMessageHistory,
  'Read Message History',
  'look up, after a lost connection, whether an issue was posted already',
];

const NEEDS: Readonly<Record<ChannelKind, readonly Need[]>> = {
  threaded: [see, post, makeThreads, postInThreads, history],
  announcement: [see, post, makeThreads, postInThreads, history],
  forum: [see, makePosts, postInThreads, history],
  flat: [see, post, history],
  none: [],
};

/** What is missing for issues in this channel, a sentence each. */
export function missingIn(channel: ChannelData, held: bigint): string[] {
  const kind = kindOf(channel);
  if (kind === 'none')
    return ['This kind of channel takes no messages: choose a text channel, a thread or a forum.'];
  const needs = isThread(channel.type) ? [see, postInThreads, history] : NEEDS[kind];
  // Who may not see a channel may do nothing there: one sentence says it.
  const missing =
    (held & ViewChannel) === 0n ? [see] : needs.filter(([permission]) => (held & permission) === 0n);
  return missing.map(
    ([, name, why]) => `I may not ${why}: allow Paperboy “${name}” in the channel’s permissions.`,
  );
}
