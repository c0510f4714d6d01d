import { defined } from '../../../../src/defined.ts';
import { checkMessage, type MessageBody } from './check-message.ts';
import { refuse } from './refusal.ts';
import {
  botPermissions,
  type Channel,
  channelTypes,
  type Message,
  permissions,
  type World,
} from './world.ts';

export interface Call {
  readonly method: string;
  /** Without `/api/v10`, which every path begins with. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly { filename: string; data: string }[];
}

/** The routes of channels, messages and threads. */
export function createChannelRoutes(world: World, now: () => number, nonceMs: number) {
  function channelOf(id: string): Channel {
    const channel = world.channels.get(id);
    if (channel === undefined || channel.gone || world.guilds.get(channel.guild_id ?? '')?.gone) {
      throw refuse.unknownChannel();
    }
    if ((botPermissions(world, channel) & permissions.view) === 0n) throw refuse.missingAccess();
    return channel;
  }

  const need = (channel: Channel, permission: bigint) => {
    if ((botPermissions(world, channel) & permission) === 0n) throw refuse.missingPermissions();
  };

  function messageOf(channel: string, id: string): Message {
    const found = world.in(channel).find((each) => each.id === id);
    if (found === undefined) throw refuse.unknownMessage();
    return found;
  }

  /** A thread has the number of its messages, without the first of a forum's post. */
  const withCount = (channel: Channel): object =>
    isThread(channel)
      ? { ...channel, message_count: world.in(channel.id).filter(({ id }) => id !== channel.id).length }
      : channel;

  const isThread = ({ type }: Channel) =>
    type === channelTypes.thread || type === channelTypes.announcementThread;

  function post(channel: Channel, call: Call): object {
    const body = call.body as MessageBody;
    if (channel.type === channelTypes.forum) throw refuse.notText();
    if (channel.type === channelTypes.dm && closedDms.has(channel.recipient ?? '')) throw refuse.closedDm();
    need(channel, isThread(channel) ? permissions.sendInThreads : permissions.send);
    if (call.files.length > 0) need(channel, permissions.attach);
    if (channel.thread_metadata?.locked) throw refuse.archived();
    validate(body);
    const known = body.enforce_nonce
      ? world
          .in(channel.id)
          .find(
            ({ nonce, timestamp }) =>
              nonce !== undefined && nonce === body.nonce && Date.parse(timestamp) > now() - nonceMs,
          )
      : undefined;
    const message =
      known ?? world.say(channel.id, { body, attachments: call.files, ...defined({ nonce: body.nonce }) });
    return view(message, body.nonce);
  }

  function startThread(channel: Channel, message: Message, { name }: { name: string }): Channel {
    need(channel, permissions.publicThreads);
    if (isThread(channel) || channel.type === channelTypes.dm) throw refuse.wrongChannelType();
    if (world.channels.has(message.id)) throw refuse.threadExists();
    const type =
      channel.type === channelTypes.announcement ? channelTypes.announcementThread : channelTypes.thread;
    return addThread(message.id, channel, name, type);
  }

  const addThread = (id: string, parent: Channel, name: string, type: number) =>
    world.addChannel({
      id,
      type,
      name,
      parent_id: parent.id,
      owner_id: world.me,
      thread_metadata: { archived: false, locked: false },
      ...defined({ guild_id: parent.guild_id }),
    });

  function startPost(channel: Channel, call: Call): object {
    const {
      name,
      message,
      applied_tags = [],
    } = call.body as { name: string; message: MessageBody; applied_tags?: string[] };
    if (channel.type !== channelTypes.forum) throw refuse.wrongChannelType();
    need(channel, permissions.send);
    if (((channel.flags ?? 0) & 16) !== 0 && applied_tags.length === 0) throw refuse.tagRequired();
    validate(message);
    const id = world.snowflake();
    const thread = addThread(id, channel, name, channelTypes.thread);
    const starter = world.say(id, { id, body: message, attachments: call.files });
    return { ...thread, message: view(starter) };
  }

  function list(channel: Channel, query: URLSearchParams): object[] {
    if ((botPermissions(world, channel) & permissions.history) === 0n) return [];
    const limit = Number(query.get('limit') ?? 50);
    const after = query.get('after');
    const all = world.in(channel.id).sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    const found =
      after === null ? all.slice(-limit) : all.filter(({ id }) => BigInt(id) > BigInt(after)).slice(0, limit);
    return found.reverse().map((each) => view(each));
  }

  const threadsUnder = (parent: string | undefined, guild: string | undefined, archived: boolean) =>
    [...world.channels.values()].filter(
      (each) =>
        isThread(each) &&
        !each.gone &&
        each.thread_metadata?.archived === archived &&
        (parent === undefined ? each.guild_id === guild : each.parent_id === parent),
    );

  function edit(message: Message, body: MessageBody): object {
    if (message.author.id !== world.me) throw refuse.notOurs();
    validate(body);
    Object.assign(message, { body, components: body.components });
    return view(message);
  }

  function crosspost(message: Message): object {
    if (message.crossposted) throw refuse.crossposted();
    message.crossposted = true;
    return view(message);
  }

  function openDm(recipient: string): Channel {
    const known = [...world.channels.values()].find((each) => each.recipient === recipient);
    return known ?? world.addChannel({ type: channelTypes.dm, recipient, name: '' });
  }

  /** People whose direct messages are closed to the bot. */
  const closedDms = new Set<string>();

  const routes: readonly [string, RegExp, (call: Call, ...ids: string[]) => unknown][] = [
    [
      'POST',
      /^\/users\/@me\/channels$/,
      ({ body }) => openDm((body as { recipient_id: string }).recipient_id),
    ],
    ['GET', /^\/channels\/(\d+)$/, (_call, id = '') => withCount(channelOf(id))],
    ['GET', /^\/channels\/(\d+)\/messages$/, ({ query }, id = '') => list(channelOf(id), query)],
    [
      'GET',
      /^\/channels\/(\d+)\/messages\/(\d+)$/,
      (_c, id = '', m = '') => view(messageOf(channelOf(id).id, m)),
    ],
    ['POST', /^\/channels\/(\d+)\/messages$/, (call, id = '') => post(channelOf(id), call)],
    [
      'PATCH',
      /^\/channels\/(\d+)\/messages\/(\d+)$/,
      ({ body }, id = '', m = '') => edit(messageOf(channelOf(id).id, m), body as MessageBody),
    ],
    [
      'POST',
      /^\/channels\/(\d+)\/messages\/(\d+)\/crosspost$/,
      (_c, id = '', m = '') => crosspost(messageOf(channelOf(id).id, m)),
    ],
    [
      'POST',
      /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/,
      ({ body }, id = '', m = '') => startThread(channelOf(id), messageOf(id, m), body as { name: string }),
    ],
    ['POST', /^\/channels\/(\d+)\/threads$/, (call, id = '') => startPost(channelOf(id), call)],
    [
      'GET',
      /^\/guilds\/(\d+)\/threads\/active$/,
      (_c, guild = '') => ({ threads: threadsUnder(undefined, guild, false), members: [] }),
    ],
    [
      'GET',
      /^\/channels\/(\d+)\/threads\/archived\/public$/,
      (_c, id = '') => ({
        threads: threadsUnder(channelOf(id).id, undefined, true),
        members: [],
        has_more: false,
      }),
    ],
  ];
  return { routes, closedDms };
}

/** A stored message as Discord returns it. Only the request that posts gets its nonce back. */
export const view = (
  { body: _body, gone: _gone, nonce: _nonce, interaction: _of, ...message }: Message,
  nonce?: string | number,
) => ({
  ...message,
  type: 0,
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  embeds: [],
  pinned: false,
  ...defined({ nonce }),
});

export function validate(body: MessageBody): void {
  const problems = checkMessage(body);
  if (problems.includes('Cannot send an empty message')) throw refuse.emptyMessage();
  if (problems.length > 0) throw refuse.invalidBody(problems.join('; '));
}
