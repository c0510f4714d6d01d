import { type APIMessage, Routes } from 'discord.js';
import type { Posted, PostedSince } from '../../../src/ports/messenger.ts';
import { carriesLine } from '../render/buttons.ts';
import { type ChannelData, kindOf } from './channel.ts';
import {
  type FindMessageDeps,
  hasKey,
  listPosts,
  marginMs,
  mayRead,
  pageSize,
  snowflakeAt,
} from './find-message.ts';

const maxPages = 50;

/** Reads what the bot posted in a channel since an instant: at most the first 5,000 messages, or the latest 100 posts of a forum. */
export async function readPosted(
  deps: FindMessageDeps,
  id: string,
  since: number,
): Promise<PostedSince | 'unknowable'> {
  const channel = await deps.read<ChannelData>(Routes.channel(id));
  if (!(await mayRead(deps, channel)) && channel.guild_id !== undefined) return 'unknowable';
  if (kindOf(channel) === 'forum') {
    const messages: Posted[] = [];
    for (const { first } of await listPosts(deps, channel, channel.guild_id ?? '', since))
      if (first !== undefined) messages.push(asPosted(first));
    return { isWhole: true, messages };
  }
  return readMessages(deps, channel.id, since);
}

async function readMessages({ rest, me }: FindMessageDeps, id: string, since: number): Promise<PostedSince> {
  const own = await me();
  const messages: Posted[] = [];
  let after = snowflakeAt(since - marginMs);
  for (let page = 0; page < maxPages; page += 1) {
    const query = new URLSearchParams({ limit: String(pageSize), after });
    const more = (await rest.get(Routes.channelMessages(id), { query })) as APIMessage[];
    // Answers to commands are no digests, even if everybody sees them.
    const posted = more.filter((each) => each.author?.id === own && each.interaction_metadata === undefined);
    messages.push(...posted.map(asPosted));
    if (more.length < pageSize) break;
    after = more.map((each) => each.id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
  }
  return { isWhole: true, messages };
}

function asPosted({ id, components }: APIMessage): Posted {
  const ids = new Set<string>();
  collectIds(components, ids);
  return {
    at: Number(BigInt(id) >> 22n) + 1_420_070_400_000,
    hasKey: (key) => hasKey(components, key),
    carries: (line) => carriesLine(ids, line),
  };
}

/** The ids of buttons, and the values of options in menus, which are ids as well. */
function collectIds(part: unknown, into: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [name, value] of Object.entries(part)) {
    if ((name === 'custom_id' || name === 'value') && typeof value === 'string') into.add(value);
    else collectIds(value, into);
  }
}
