import { fileMethods } from './files.ts';
import { oauthMethods } from './oauth.ts';
import { checkBlocks, Limited, type Method, Refusal } from './refusal.ts';
import { viewMethods } from './views.ts';
import type { Args, DoubleChannel, DoubleMessage, World } from './world.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The channel to post to. A person's id stands for the direct messages with that person. */
function openChannel(world: World, id: string): DoubleChannel {
  const user = world.users.get(id);
  if (user !== undefined) {
    const im = {
      id: `D${id}`,
      name: user.name,
      is_private: true,
      is_archived: false,
      is_member: true,
      is_im: true,
      creator: id,
      user: id,
    };
    world.channels.set(im.id, im);
    return im;
  }
  const channel = world.channels.get(id);
  if (channel === undefined || (channel.is_private && !channel.is_member))
    throw new Refusal('channel_not_found');
  return channel;
}

function checkPostable(world: World, channel: DoubleChannel): void {
  if (channel.is_archived) throw new Refusal('is_archived');
  if (channel.is_read_only) throw new Refusal('restricted_action_read_only_channel');
  if (!channel.is_member && !world.scopes.includes('chat:write.public')) throw new Refusal('not_in_channel');
}

function checkContent(world: World, { text, blocks, metadata }: Args): void {
  if (textOf(text) === '' && !(Array.isArray(blocks) && blocks.length > 0)) throw new Refusal('no_text');
  if (textOf(text).length > 40_000) throw new Refusal('msg_too_long');
  checkBlocks(blocks);
  if (!world.takesCharts && JSON.stringify(blocks ?? []).includes('"data_visualization"'))
    throw new Refusal('invalid_blocks');
  const { event_type, event_payload } = (metadata ?? { event_type: 'x', event_payload: {} }) as Args;
  if (typeof event_type !== 'string' || typeof event_payload !== 'object')
    throw new Refusal('invalid_metadata_format');
}

function post(world: World, channel: DoubleChannel, args: Args): DoubleMessage {
  const message: DoubleMessage = {
    channel: channel.id,
    ts: world.ts(),
    text: textOf(args['text']),
    user: world.bot.user_id,
    bot_id: world.bot.bot_id,
    args,
    ...(Array.isArray(args['blocks']) && { blocks: args['blocks'] }),
    ...(args['metadata'] !== undefined && { metadata: args['metadata'] }),
    ...(typeof args['thread_ts'] === 'string' && { thread_ts: args['thread_ts'] }),
  };
  world.messages.push(message);
  return message;
}

const postMessage: Method = (world, args) => {
  const channel = openChannel(world, textOf(args['channel']));
  checkPostable(world, channel);
  checkContent(world, args);
  const { ts } = post(world, channel, args);
  return { channel: channel.id, ts, message: { text: args['text'], bot_id: world.bot.bot_id } };
};

const postEphemeral: Method = (world, args) => {
  const channel = openChannel(world, textOf(args['channel']));
  checkPostable(world, channel);
  checkContent(world, args);
  const ts = world.ts();
  const ephemeral = textOf(args['user']);
  world.messages.push({
    channel: channel.id,
    ts,
    text: textOf(args['text']),
    user: world.bot.user_id,
    ephemeral,
    args,
  });
  return { message_ts: ts };
};

const update: Method = (world, args) => {
  const found = world.messages.find(({ channel, ts }) => channel === args['channel'] && ts === args['ts']);
  if (found === undefined || found.ephemeral !== undefined) throw new Refusal('message_not_found');
  checkContent(world, args);
  found.text = textOf(args['text']);
  // Text without blocks removes the blocks.
  if (Array.isArray(args['blocks'])) found.blocks = args['blocks'];
  else delete found.blocks;
  return { channel: found.channel, ts: found.ts, text: found.text };
};

/** A page of at most `limit` messages, newest first, without ephemeral ones. Metadata only when it is requested. */
function page(world: World, all: readonly DoubleMessage[], args: Args): Args {
  if (world.readsPerMinute !== undefined) {
    const recent = world.reads.filter((at) => at > world.now() - 60_000);
    if (recent.length >= world.readsPerMinute) throw new Limited(60);
    world.reads.push(world.now());
  }
  const limit = Math.min(world.pageLimit, Number(args['limit'] ?? 100));
  const before = Number(args['latest'] ?? Number.POSITIVE_INFINITY);
  const from = Number(args['cursor'] ?? 0);
  const after = Number(args['oldest'] ?? 0);
  const list = all.filter(
    (each) => each.ephemeral === undefined && Number(each.ts) > after && Number(each.ts) < before,
  );
  const withMetadata = String(args['include_all_metadata']) === 'true';
  const messages = list.slice(from, from + limit).map(({ args: _, metadata, channel: __, ...each }) => ({
    type: 'message',
    ...each,
    ...repliesOf(world, each),
    ...(withMetadata && metadata !== undefined && { metadata }),
  }));
  const more = from + limit < list.length;
  return { messages, has_more: more, response_metadata: { next_cursor: more ? String(from + limit) : '' } };
}

/** The message that others are below has their number. */
function repliesOf(world: World, { ts }: Pick<DoubleMessage, 'ts'>): Args {
  const count = world.messages.filter(({ thread_ts }) => thread_ts === ts).length;
  return count > 0 ? { reply_count: count } : {};
}

function readable(world: World, args: Args): DoubleChannel {
  const channel = openChannel(world, textOf(args['channel']));
  if (!channel.is_member) throw new Refusal('not_in_channel');
  return channel;
}

const history: Method = (world, args) => {
  const { id } = readable(world, args);
  const all = world.messages.filter(({ channel, thread_ts }) => channel === id && thread_ts === undefined);
  return page(world, all.toReversed(), args);
};

const replies: Method = (world, args) => {
  const { id } = readable(world, args);
  const inThread = (each: DoubleMessage) => each.thread_ts === args['ts'] || each.ts === args['ts'];
  const all = world.messages.filter((each) => each.channel === id && inThread(each));
  if (!all.some(({ ts }) => ts === args['ts'])) throw new Refusal('thread_not_found');
  return page(world, all, args);
};

const found = <T>(value: T | undefined, error: string): T => {
  if (value === undefined) throw new Refusal(error);
  return value;
};

export const methods: Readonly<Record<string, Method>> = {
  'auth.test': (world, _, token) => ({
    ...world.bot,
    team_id: world.tokens.get(token),
    url: 'https://lab.slack.com/',
  }),
  'chat.getPermalink': (world, args) => {
    const [channel, ts] = [textOf(args['channel']), textOf(args['message_ts'])];
    found(
      world.messages.find((each) => each.channel === channel && each.ts === ts),
      'message_not_found',
    );
    return { permalink: `https://lab.slack.com/archives/${channel}/p${ts.replace('.', '')}` };
  },
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.unfurl': (world, args) => {
    if (JSON.stringify(args['unfurls']).includes('rich_text')) throw new Refusal('invalid_blocks');
    world.unfurls.push(args);
    return {};
  },
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.info': (world, args) => ({ channel: { ...openChannel(world, textOf(args['channel'])) } }),
  'conversations.members': (world, args) => {
    const { members = [...world.users.keys()] } = openChannel(world, textOf(args['channel']));
    const from = Number(args['cursor'] ?? 0);
    const limit = Math.min(Number(args['limit'] ?? 100), world.membersPage);
    const isLast = from + limit >= members.length;
    return {
      members: members.slice(from, from + limit),
      response_metadata: { next_cursor: isLast ? '' : String(from + limit) },
    };
  },
  'users.info': (world, args) => ({ user: found(world.users.get(textOf(args['user'])), 'user_not_found') }),
  ...fileMethods,
  ...viewMethods,
  ...oauthMethods,
};
