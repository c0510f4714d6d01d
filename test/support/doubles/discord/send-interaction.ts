import { view } from './channel-routes.ts';
import type { createGateway } from './gateway.ts';
import type { createInteractions, Interaction } from './interactions.ts';
import type { Message, World } from './world.ts';

export interface Who {
  /** Absent in direct messages. */
  readonly guild?: string;
  readonly channel: string;
  readonly user?: string;
  /** The member's permission bits in the channel. Default none. */
  readonly permissions?: bigint;
  readonly roles?: readonly string[];
  readonly locale?: string;
  /** Where the app is installed: on the server (0), by the user (1). Default [0]. */
  readonly installed?: readonly (0 | 1)[];
  /** Whether the interaction of a thread names its channel. Default true. */
  readonly parent?: boolean;
}

type Values = Readonly<Record<string, string | number>>;

/** Sends what people do in Discord: commands, typing in an option, buttons, menus, forms. */
export function createSender(
  world: World,
  gateway: ReturnType<typeof createGateway>,
  interactions: ReturnType<typeof createInteractions>,
) {
  function send(type: number, data: object, who: Who, source?: Message): Interaction {
    const interaction = interactions.open(who.channel, source);
    const user = {
      id: who.user ?? '700000000000000001',
      username: 'ada',
      global_name: 'Ada',
      discriminator: '0',
      avatar: null,
    };
    const channel = world.channels.get(who.channel);
    gateway.dispatch('INTERACTION_CREATE', {
      id: interaction.id,
      application_id: world.me,
      type,
      token: interaction.token,
      version: 1,
      data,
      channel_id: who.channel,
      channel: {
        id: who.channel,
        type: channel?.type ?? 0,
        ...(channel?.parent_id && who.parent !== false && { parent_id: channel.parent_id }),
      },
      locale: who.locale ?? 'en-US',
      entitlements: [],
      app_permissions: '0',
      attachment_size_limit: 10_485_760,
      context: who.guild === undefined ? 1 : 0,
      authorizing_integration_owners: Object.fromEntries(
        (who.installed ?? [0]).map((key) => [key, who.guild ?? '0']),
      ),
      ...(source && { message: view(source) }),
      ...(who.guild === undefined
        ? { user }
        : {
            guild_id: who.guild,
            member: {
              user,
              roles: who.roles ?? [],
              permissions: String(who.permissions ?? 0n),
              joined_at: '2024-01-01T00:00:00Z',
            },
          }),
    });
    return interaction;
  }

  const options = (values: Values, focused?: string) =>
    Object.entries(values).map(([name, value]) => ({
      name,
      type: typeof value === 'number' ? 4 : 3,
      value,
      ...(name === focused && { focused: true }),
    }));

  const commandData = (line: string, values: Values, focused?: string) => {
    const [name = '', sub = ''] = line.split(' ');
    return { id: '1', name, type: 1, options: [{ name: sub, type: 1, options: options(values, focused) }] };
  };

  return {
    /** `command('papers search', { query: 'mamba' }, who)` */
    command: (line: string, values: Values, who: Who) => send(2, commandData(line, values), who),
    type: (line: string, values: Values, focused: string, who: Who) =>
      send(4, commandData(line, values, focused), who),
    menuCommand: (name: string, target: Message, who: Who) =>
      send(
        2,
        {
          id: '2',
          name,
          type: 3,
          target_id: target.id,
          resolved: { messages: { [target.id]: view(target) } },
        },
        who,
      ),
    press: (message: Message, custom_id: string, who: Who) =>
      send(3, { component_type: 2, custom_id }, who, message),
    choose: (message: Message, custom_id: string, value: string, who: Who) =>
      send(3, { component_type: 3, custom_id, values: [value] }, who, message),
    submit: (custom_id: string, values: Readonly<Record<string, string>>, who: Who) =>
      send(
        5,
        {
          custom_id,
          components: Object.entries(values).map(([id, value]) => ({
            type: 18,
            component: { type: 4, custom_id: id, value },
          })),
        },
        who,
      ),
  };
}
