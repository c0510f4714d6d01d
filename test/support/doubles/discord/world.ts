import type { Component, MessageBody } from './check-message.ts';

interface Overwrite {
  readonly id: string;
  /** 0 is a role, 1 a member. */
  readonly type: 0 | 1;
  readonly allow: string;
  readonly deny: string;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly owner_id: string;
  roles: { id: string; permissions: string }[];
  /** Roles of the bot's own member. */
  botRoles: string[];
  /** Roles of other members. */
  members?: Record<string, string[]>;
  unavailable?: boolean;
  gone?: boolean;
}

export interface Channel {
  readonly id: string;
  type: number;
  readonly guild_id?: string;
  readonly parent_id?: string;
  readonly owner_id?: string;
  readonly recipient?: string;
  name: string;
  flags?: number;
  available_tags?: { id: string; name: string; moderated: boolean }[];
  permission_overwrites: Overwrite[];
  thread_metadata?: { archived: boolean; locked: boolean };
  gone?: boolean;
}

export interface Message {
  readonly id: string;
  readonly channel_id: string;
  readonly author: { id: string };
  readonly timestamp: string;
  flags: number;
  content: string;
  components: readonly Component[];
  nonce?: string | number;
  body: MessageBody;
  readonly attachments: readonly { filename: string; data: string }[];
  crossposted?: true;
  gone?: boolean;
  readonly interaction?: string;
}

/** Discord's state. Ids are snowflakes with the time of the given clock. */
export function createWorld(now: () => number) {
  let counter = 0n;
  const snowflake = (at = now()): string => {
    counter += 1n;
    return String((BigInt(at - 1_420_070_400_000) << 22n) | (counter & 0x3fffffn));
  };
  const me = snowflake(1_700_000_000_000);
  const guilds = new Map<string, Guild>();
  const channels = new Map<string, Channel>();
  const messages: Message[] = [];

  /** `permissions`: those of the bot's role, by default the ones that README's invitation asks for. */
  function addGuild(permissions: bigint = invitedPermissions): Guild {
    const id = snowflake();
    const role = snowflake();
    const roles = [
      { id, permissions: '0' },
      { id: role, permissions: String(permissions) },
    ];
    const guild: Guild = { id, name: 'Lab', owner_id: snowflake(), roles, botRoles: [role] };
    guilds.set(id, guild);
    return guild;
  }

  function addChannel(fields: Partial<Channel> & { guild_id?: string } = {}): Channel {
    const channel: Channel = {
      id: snowflake(),
      type: channelTypes.text,
      name: 'papers',
      permission_overwrites: [],
      ...fields,
    };
    channels.set(channel.id, channel);
    return channel;
  }

  const say = (channel_id: string, fields: Partial<Message> = {}): Message => {
    const body: MessageBody = fields.body ?? {};
    const message: Message = {
      id: snowflake(),
      channel_id,
      author: { id: me },
      timestamp: new Date(now()).toISOString(),
      flags: body.flags ?? 0,
      content: body.content ?? '',
      components: body.components ?? [],
      attachments: [],
      body,
      ...fields,
    };
    messages.push(message);
    return message;
  };

  const messagesIn = (channel: string) =>
    messages.filter((each) => each.channel_id === channel && !each.gone && (each.flags & 64) === 0);

  return { me, guilds, channels, messages, addGuild, addChannel, say, in: messagesIn, snowflake };
}

export type World = ReturnType<typeof createWorld>;

export const channelTypes = {
  text: 0,
  dm: 1,
  announcement: 5,
  announcementThread: 10,
  thread: 11,
  forum: 15,
};

export const permissions = {
  manageGuild: 1n << 5n,
  view: 1n << 10n,
  send: 1n << 11n,
  attach: 1n << 15n,
  history: 1n << 16n,
  publicThreads: 1n << 35n,
  sendInThreads: 1n << 38n,
} as const;

export const invitedPermissions =
  permissions.view |
  permissions.send |
  permissions.history |
  permissions.publicThreads |
  permissions.sendInThreads;

/** The bot's permissions in a channel (docs.discord.com, topics/permissions). A thread has its parent's. */
export function botPermissions(world: World, channel: Channel): bigint {
  const guild = world.guilds.get(channel.guild_id ?? '');
  if (guild === undefined) return ~0n;
  const parent = world.channels.get(channel.parent_id ?? '');
  const { permission_overwrites } = parent ?? channel;
  const base = guild.roles
    .filter(({ id }) => id === guild.id || guild.botRoles.includes(id))
    .reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  const apply = (held: bigint, found: readonly Overwrite[]) => {
    const [deny, allow] = found.reduce(
      ([d, a], each) => [d | BigInt(each.deny), a | BigInt(each.allow)],
      [0n, 0n],
    );
    return (held & ~(deny ?? 0n)) | (allow ?? 0n);
  };
  const of = (test: (id: string) => boolean) => permission_overwrites.filter(({ id }) => test(id));
  return [
    of((id) => id === guild.id),
    of((id) => guild.botRoles.includes(id)),
    of((id) => id === world.me),
  ].reduce(apply, base);
}
