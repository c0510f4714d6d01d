import { type APIInteraction, PermissionFlagsBits } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { createRights } from '../../../adapters/discord/ask-rights.ts';
import type { CommandPermissions } from '../../../adapters/discord/rights.ts';

const guild = '500';
const application = '900';
const command = '901';
const [role, user, channel] = [1, 2, 3];
const { Administrator, ManageGuild, ManageThreads, ViewChannel } = PermissionFlagsBits;

interface Setting {
  readonly id: string;
  readonly type: number;
  readonly permission: boolean;
}

interface World {
  readonly ofCommand?: readonly Setting[];
  readonly ofApplication?: readonly Setting[];
  readonly isDown?: boolean;
}

/**
 * A server: everybody sees channel 1 and its thread 11; only curators (77) see channel 2 and its threads 21 and 22, of
 * which 22 is private. Ann is a curator, Bob has no role, Max manages the server, Root administers it.
 */
function server({ ofCommand = [], ofApplication = [], isDown = false }: World = {}) {
  const hidden = [
    { id: guild, type: 0, allow: '0', deny: String(ViewChannel) },
    { id: '77', type: 0, allow: String(ViewChannel), deny: '0' },
  ];
  const found: Record<string, unknown> = {
    [`/guilds/${guild}`]: {
      id: guild,
      owner_id: '6',
      roles: [
        { id: guild, permissions: String(ViewChannel) },
        { id: '77', permissions: '0' },
        { id: '88', permissions: String(ManageGuild) },
        { id: '99', permissions: String(Administrator) },
        { id: '66', permissions: String(ManageThreads) },
      ],
    },
    [`/guilds/${guild}/members/1`]: { roles: ['77'] },
    [`/guilds/${guild}/members/2`]: { roles: [] },
    [`/guilds/${guild}/members/3`]: { roles: ['88'] },
    [`/guilds/${guild}/members/4`]: { roles: ['99'] },
    [`/guilds/${guild}/members/5`]: { roles: ['77', '66'] },
    [`/guilds/${guild}/members/6`]: { roles: [] },
    '/channels/1': { id: '1', type: 0, guild_id: guild, permission_overwrites: [] },
    '/channels/11': { id: '11', type: 11, guild_id: guild, parent_id: '1' },
    '/channels/2': { id: '2', type: 0, guild_id: guild, permission_overwrites: hidden },
    '/channels/21': { id: '21', type: 11, guild_id: guild, parent_id: '2' },
    '/channels/22': { id: '22', type: 12, guild_id: guild, parent_id: '2' },
    '/channels/31': { id: '31', type: 1, recipients: [{ id: '1' }] },
    [`/applications/${application}/guilds/${guild}/commands/permissions`]: [
      { id: command, permissions: ofCommand },
      { id: application, permissions: ofApplication },
    ] as unknown as CommandPermissions[],
  };
  const rest = {
    async get(route: string) {
      if (isDown) throw Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
      if (found[route] === undefined)
        throw Object.assign(new Error('Unknown'), { code: 10_003, status: 404 });
      return found[route];
    },
  };
  const rightsOf = createRights(rest as never, () => command);
  /** By a button in the person's direct messages with the bot. */
  return async (person: string, wanted: string, workspace = guild) => {
    const interaction = { application_id: application, user: { id: person }, context: 1, data: {} };
    const here = { platform: 'discord', workspace: application, channel: `dm-${person}` };
    const rights = rightsOf(interaction as unknown as APIInteraction, here);
    const place = { platform: 'discord', workspace, channel: wanted };
    const answers = [rights.mayRead, rights.mayMark, rights.mayChange].map((ask) => ask(person, place));
    return (await Promise.all(answers)).join(' ');
  };
}

const none = 'false false false';
const member = 'true true false';
const all = 'true true true';

describe('from the direct messages, the rights are those in the channel', () => {
  test.each([
    ['a member in an open channel', '2', '1', member],
    ['a member in a thread of an open channel', '2', '11', member],
    ['a member in a channel that an overwrite hides', '2', '2', none],
    ['a member in a thread of that channel', '2', '21', none],
    ['a curator, to whom an overwrite opens it', '1', '2', member],
    ['a curator in its thread', '1', '21', member],
    ['a curator who is not in its private thread', '1', '22', none],
    ['a curator who manages threads', '5', '22', member],
    ['a manager in an open channel', '3', '1', all],
    ['a manager in a hidden channel', '3', '2', none],
    ['an administrator in a hidden channel', '4', '2', all],
    ['the server’s owner in a hidden channel', '6', '2', all],
    ['somebody who is not on the server', '7', '1', none],
    ['a channel that is gone', '3', '404', none],
  ])('%s', async (_case, person, wanted, expected) => {
    expect(await server()(person, wanted)).toBe(expected);
  });

  test('of a server, for a channel of that server alone', async () => {
    expect(await server()('3', '1', '501')).toBe(none);
  });

  test('direct messages are their own person’s', async () => {
    expect(await server()('1', '31', application)).toBe(all);
    expect(await server()('2', '31', application)).toBe(none);
    expect(await server()('2', 'dm-2', application)).toBe(all);
  });

  test('while Discord does not answer, nothing is shown or changed', async () => {
    await expect(server({ isDown: true })('3', '1')).rejects.toMatchObject({ code: 'unknown-right' });
  });
});

describe('the server’s settings', () => {
  const allow = (type: number, id: string): Setting => ({ type, id, permission: true });
  const refuse = (type: number, id: string): Setting => ({ type, id, permission: false });
  const everyone = guild;
  const allChannels = String(BigInt(guild) - 1n);

  test.each<[string, World, string, string, string]>([
    ['allow @everyone', { ofCommand: [allow(role, everyone)] }, '2', '1', all],
    [
      'allow @everyone, which opens no hidden channel',
      { ofCommand: [allow(role, everyone)] },
      '2',
      '2',
      none,
    ],
    ['allow a role', { ofCommand: [allow(role, '77')] }, '1', '1', all],
    ['allow a role that the person has not', { ofCommand: [allow(role, '77')] }, '2', '1', member],
    [
      'allow a role, refuse @everyone',
      { ofCommand: [refuse(role, everyone), allow(role, '77')] },
      '1',
      '1',
      all,
    ],
    ['refuse @everyone, managers too', { ofCommand: [refuse(role, everyone)] }, '3', '1', member],
    ['refuse @everyone, but no administrator', { ofCommand: [refuse(role, everyone)] }, '4', '1', all],
    [
      'refuse a person, allow the role',
      { ofCommand: [allow(role, '77'), refuse(user, '1')] },
      '1',
      '1',
      member,
    ],
    ['allow a person', { ofCommand: [allow(user, '2')] }, '2', '1', all],
    ['refuse the channel', { ofCommand: [allow(user, '2'), refuse(channel, '1')] }, '2', '1', member],
    ['refuse the channel, and so its threads', { ofCommand: [refuse(channel, '1')] }, '3', '11', member],
    ['refuse another channel', { ofCommand: [refuse(channel, '2')] }, '3', '1', all],
    ['refuse all channels', { ofCommand: [refuse(channel, allChannels)] }, '3', '1', member],
    [
      'refuse all channels but this',
      { ofCommand: [refuse(channel, allChannels), allow(channel, '1')] },
      '3',
      '1',
      all,
    ],
    ['refuse the application to a person', { ofApplication: [refuse(user, '3')] }, '3', '1', member],
    ['refuse the application in a channel', { ofApplication: [refuse(channel, '1')] }, '3', '1', member],
    ['allow the application to everyone', { ofApplication: [allow(role, everyone)] }, '2', '1', member],
    [
      'of the command, in place of the application’s',
      { ofApplication: [refuse(role, everyone)], ofCommand: [allow(user, '2')] },
      '2',
      '1',
      all,
    ],
  ])('%s', async (_case, world, person, wanted, expected) => {
    expect(await server(world)(person, wanted)).toBe(expected);
  });
});
