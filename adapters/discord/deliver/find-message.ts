import { createHash } from 'node:crypto';
import {
  type APIMessage,
  type APIThreadChannel,
  RESTJSONErrorCodes as codes,
  PermissionFlagsBits,
  Routes,
} from 'discord.js';
import type { Lookup, Outgoing } from '../../../src/ports/messenger.ts';
import { codeOf, type RestLike } from '../connection/rest.ts';
import type { MessagePayload } from '../render/payload.ts';
import { type ChannelData, kindOf, type ReadCached } from './channel.ts';
import { readPermissions } from './preflight.ts';

/** What finding a message of the bot needs. */
export interface FindMessageDeps {
  readonly rest: RestLike;
  readonly read: ReadCached;
  /** The bot's own user id. */
  me(): Promise<string>;
  /** Discord's clock: milliseconds since 1970. */
  now(): number;
}

interface Wanted extends Omit<Outgoing, 'card'> {
  /** By Discord's clock, in milliseconds since 1970. */
  readonly since: number;
  readonly until?: number;
}

/**
 * While Discord remembers a nonce, it answers a repeated post with the message that it already has. So within this time
 * `absent` is safe, even where the bot may not read. Discord promises "the past few minutes"
 * (docs.discord.com, resources/message), of which one is relied on.
 */
const nonceMs = 60_000;
/** How uncertain the time of an attempt is, in milliseconds, with a lot to spare. */
export const marginMs = 60_000;
/** How many messages a page of a channel's history has: Discord's most. */
export const pageSize = 100;
const maxPages = 20;

/** Looks for a key in what was posted since: in the thread or channel, or among the posts of a forum. */
export async function findMessage(deps: FindMessageDeps, wanted: Wanted): Promise<Lookup> {
  const channel = await deps.read<ChannelData>(Routes.channel(wanted.place.channel));
  const kind = kindOf(channel);
  const first = kind === 'forum' ? (wanted.under ?? wanted.after) : wanted.under;
  if (kind === 'forum' && first === undefined) return findPost(deps, channel, wanted);
  const thread = kind === 'flat' ? undefined : (first?.thread ?? first?.id);
  return findInMessages(deps, channel, wanted, thread);
}

async function findInMessages(
  deps: FindMessageDeps,
  channel: ChannelData,
  wanted: Wanted,
  thread: string | undefined,
): Promise<Lookup> {
  const found = await searchMessages(deps.rest, thread ?? channel.id, wanted).catch((error: unknown) => {
    // A thread that does not exist has no messages.
    if (thread !== undefined && codeOf(error) === codes.UnknownChannel) return undefined;
    throw error;
  });
  if (found === 'too-many') return 'unknowable';
  if (found !== undefined) return thread === undefined ? found : { ...found, thread };
  const isSafe = deps.now() - wanted.since < nonceMs || (await mayRead(deps, channel));
  return isSafe ? 'absent' : 'unknowable';
}

/** Reads forward from `since` to `until`, at most 2,000 messages. */
async function searchMessages(
  rest: RestLike,
  channel: string,
  { key, since, until }: Wanted,
): Promise<{ readonly id: string } | 'too-many' | undefined> {
  const last = until === undefined ? undefined : BigInt(snowflakeAt(until + marginMs));
  let after = snowflakeAt(since - marginMs);
  for (let page = 0; page < maxPages; page++) {
    const query = new URLSearchParams({ limit: String(pageSize), after });
    const messages = (await rest.get(Routes.channelMessages(channel), { query })) as APIMessage[];
    const found = messages.find(({ components }) => hasKey(components, key));
    if (found !== undefined) return { id: found.id };
    if (messages.length < pageSize) return undefined;
    after = messages.map(({ id }) => id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
    if (last !== undefined && BigInt(after) > last) return undefined;
  }
  return 'too-many';
}

async function findPost(deps: FindMessageDeps, forum: ChannelData, wanted: Wanted): Promise<Lookup> {
  const guild = forum.guild_id ?? wanted.place.workspace;
  for (const { id, first } of await listPosts(deps, forum, guild, wanted.since))
    if (hasKey(first?.components, wanted.key)) return { id, thread: id };
  return (await mayRead(deps, forum)) ? 'absent' : 'unknowable';
}

/**
 * The bot's posts in a forum since an instant, with their first messages. A forum post is a thread whose first message has the
 * thread's own id; it may be deleted while its post remains.
 */
export async function listPosts(
  { rest, me: askMe }: FindMessageDeps,
  forum: ChannelData,
  guild: string,
  since: number,
): Promise<{ readonly id: string; readonly first: APIMessage | undefined }[]> {
  const [me, ...lists] = (await Promise.all([
    askMe(),
    rest.get(Routes.guildActiveThreads(guild)),
    rest.get(Routes.channelThreads(forum.id, 'public'), { query: new URLSearchParams({ limit: '100' }) }),
  ])) as [string, ...{ readonly threads: readonly APIThreadChannel[] }[]];
  const earliest = BigInt(snowflakeAt(since - marginMs));
  const posts = lists
    .flatMap((list) => list.threads)
    .filter(
      ({ id, parent_id, owner_id }) => parent_id === forum.id && owner_id === me && BigInt(id) >= earliest,
    );
  const read: { id: string; first: APIMessage | undefined }[] = [];
  for (const { id } of posts) {
    const first = await rest.get(Routes.channelMessage(id, id)).catch((error: unknown) => {
      if (codeOf(error) !== codes.UnknownMessage) throw error;
    });
    read.push({ id, first: first as APIMessage | undefined });
  }
  return read;
}

/** Where history may not be read, Discord lists no messages instead of refusing. */
export async function mayRead({ read, me }: FindMessageDeps, { id }: ChannelData): Promise<boolean> {
  const held = await readPermissions(read, await me(), id);
  return held !== 'unknown' && (held & needed) === needed;
}

const needed = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;

const discordEpoch = 1_420_070_400_000;

/** The smallest id that Discord could give out at this instant: ids begin with their time. */
export const snowflakeAt = (ms: number): string =>
  String(BigInt(Math.max(0, Math.floor(ms - discordEpoch))) << 22n);

interface ComponentLike {
  readonly id?: number;
  readonly components?: readonly ComponentLike[];
}

/**
 * A message carries its key as the ids of its container and of the container's first child, 60 bits in all. Discord
 * keeps the `id` (int32) that a component was given (docs.discord.com, components/reference, anatomy), but returns a
 * nonce only to the request that posts.
 */
export function withKey(body: MessagePayload, key: string): MessagePayload {
  const [container] = body.components;
  const [first, ...others] = container.components;
  if (first === undefined) return body;
  const [id, firstId] = idsOf(key);
  return { ...body, components: [{ ...container, components: [{ ...first, id: firstId }, ...others], id }] };
}

/** Whether a message was posted with this key. */
export function hasKey(components: readonly ComponentLike[] | undefined, key: string): boolean {
  const [id, firstId] = idsOf(key);
  const [container] = components ?? [];
  return container?.id === id && container.components?.[0]?.id === firstId;
}

function idsOf(key: string): readonly [container: number, firstChild: number] {
  const hash = createHash('sha256').update(key).digest();
  // At least 2^16, since Discord numbers the components without an id from 1 upwards.
  const id = (offset: number) => ((hash.readUInt32BE(offset) & 0x7fffffff) | 0x10000) >>> 0;
  return [id(0), id(4)];
}
