import { PermissionFlagsBits } from 'discord.js';
import type { Lookup, Outgoing } from '../../../src/ports/messenger.ts';
import type { RestLike } from '../connection/rest-like.ts';
import { kindOf } from './channel.ts';
import { findMarked, findMarkedPost } from './marked-messages.ts';
import { type ChannelData, readPermissions } from './permissions.ts';

export interface LookupOptions {
  readonly rest: RestLike;
  describe(channel: string): Promise<ChannelData>;
  me(): Promise<string>;
  now(): number;
}

type Wanted = Pick<Outgoing, 'place' | 'key' | 'under'>;

/**
 * While Discord remembers a nonce, sending again gives back the message that is there: then even where we may not
 * read, trying again is as good as knowing. "The past few minutes" (docs, resources/message) is taken as one.
 */
const nonceMs = 60_000;
const unknownChannel = 10_003;

/** Looks for the message that carries a key among what the bot lately posted. */
export function createFindMessage({ rest, describe, me, now }: LookupOptions) {
  async function mayRead(channel: ChannelData): Promise<boolean> {
    const held = await readPermissions(rest, await me(), channel);
    return (held & PermissionFlagsBits.ReadMessageHistory) !== 0n;
  }

  async function amongPosts(forum: ChannelData, { place, key }: Wanted, since: number): Promise<Lookup> {
    const where = { guild: forum.guild_id ?? place.workspace, forum: forum.id, me: await me() };
    const id = await findMarkedPost(rest, where, key, since);
    if (id !== 'none') return { id, thread: id };
    return (await mayRead(forum)) ? 'absent' : 'unknowable';
  }

  async function amongMessages(channel: ChannelData, wanted: Wanted, since: number, thread?: string) {
    const id = await findMarked(rest, thread ?? channel.id, wanted.key, since).catch((error: unknown) => {
      // A thread that is not there has no messages.
      if (thread === undefined || (error as { code?: unknown }).code !== unknownChannel) throw error;
      return 'none';
    });
    if (id === 'many') return 'unknowable';
    if (id !== 'none') return thread === undefined ? { id } : { id, thread };
    return now() - since < nonceMs || (await mayRead(channel)) ? 'absent' : 'unknowable';
  }

  return async (wanted: Wanted, since: number): Promise<Lookup> => {
    const channel = await describe(wanted.place.channel);
    const kind = kindOf(channel);
    if (kind === 'forum' && wanted.under === undefined) return amongPosts(channel, wanted, since);
    const thread = kind === 'flat' ? undefined : (wanted.under?.thread ?? wanted.under?.id);
    return amongMessages(channel, wanted, since, thread);
  };
}
