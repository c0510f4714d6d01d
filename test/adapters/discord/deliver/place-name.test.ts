import { ChannelType } from 'discord.js';
import { expect, test } from 'vitest';
import type { ReadCached } from '../../../../adapters/discord/deliver/channel.ts';
import { readName } from '../../../../adapters/discord/deliver/place-name.ts';

/** Bodies as docs.discord.com shows them, by route. */
const bodies: Readonly<Record<string, object>> = {
  '/guilds/41771983423143937': { id: '41771983423143937', name: 'Lab' },
  '/channels/1': {
    id: '1',
    type: ChannelType.GuildText,
    guild_id: '41771983423143937',
    name: '24/7-chat',
  },
  '/channels/2': {
    id: '2',
    type: ChannelType.PublicThread,
    guild_id: '41771983423143937',
    name: 'Which paper?',
  },
  '/channels/3': {
    id: '3',
    type: ChannelType.DM,
    recipients: [{ id: '82198898841029460', username: 'ada', global_name: 'Ada Lin' }],
  },
  '/channels/4': {
    id: '4',
    type: ChannelType.DM,
    recipients: [{ id: '82198898841029460', username: 'ada', global_name: null }],
  },
  '/channels/5': { id: '5', type: ChannelType.DM },
  '/channels/6': { id: '6', type: ChannelType.GuildText, guild_id: '41771983423143937', name: null },
};
const read = (async (route: string) => {
  const body = bodies[route];
  if (body === undefined) throw new Error(`nothing at ${route}`);
  return body;
}) as ReadCached;

test.each([
  ['1', { channel: '#24/7-chat', workspace: 'Lab' }],
  ['2', { channel: '#Which paper?', workspace: 'Lab' }],
  ['3', { channel: 'Direct message with Ada Lin' }],
  ['4', { channel: 'Direct message with ada' }],
  ['5', { channel: 'Direct message' }],
  ['6', undefined],
])('what people call the channel %s', async (channel, name) => {
  expect(await readName(read, { channel })).toEqual(name);
});
