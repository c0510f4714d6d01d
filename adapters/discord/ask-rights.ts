import {
  type APIInteraction,
  ApplicationIntegrationType,
  ChannelType,
  RESTJSONErrorCodes as codes,
  InteractionContextType,
  PermissionFlagsBits,
  Routes,
} from 'discord.js';
import { UserError } from '../../src/errors.ts';
import type { Rights } from '../../src/ports/rights.ts';
import { createMinuteCache } from '../../src/time/minute-cache.ts';
import type { Place } from '../../src/topics/place.ts';
import { codeOf, type RestLike } from './connection/rest.ts';
import { type ChannelData, createCachedRead, isThread } from './deliver/channel.ts';
import { readPermissions } from './deliver/preflight.ts';
import { changeCommand } from './register/command-data.ts';
import { type CommandPermissions, type Membership, type Role, roleBySettings, roleRights } from './rights.ts';

/** The rights of the person who acted. */
export type RightsOf = (interaction: APIInteraction, here: Place) => Rights;

interface Recipients {
  readonly recipients?: readonly { readonly id: string }[];
}

const { Administrator, ManageGuild, ManageThreads, ViewChannel } = PermissionFlagsBits;

const clock = { now: () => Date.now() };

/**
 * Discord itself checks the server's settings when a command is typed, but not for buttons and forms, and not for another
 * channel than the one it is typed in.
 * @param commandId the id of the command for changes; undefined until it is registered
 */
export function createRights(rest: RestLike, commandId: () => string | undefined): RightsOf {
  const settings = createMinuteCache<readonly CommandPermissions[]>(clock);
  const roles = createMinuteCache<Role>(clock);
  const read = createCachedRead(rest);

  const settingsOf = (application: string, guild: string) =>
    settings(`${application} ${guild}`, async () => {
      const route = Routes.guildApplicationCommandsPermissions(application, guild);
      const found = await rest.get(route).catch((error: unknown) => {
        // A server that changed nothing has no permissions of its own.
        if (codeOf(error) !== codes.UnknownApplicationCommandPermissions) throw error;
        return [];
      });
      return Array.isArray(found) ? (found as readonly CommandPermissions[]) : [];
    });

  async function roleOfMember(application: string, member: Membership): Promise<Role> {
    if ((member.held & Administrator) !== 0n) return 'administrator';
    if ((member.held & ViewChannel) === 0n) return 'outsider';
    const all = await settingsOf(application, member.guild);
    const isManager = (member.held & ManageGuild) !== 0n;
    return (
      roleBySettings(all, { application, command: commandId() }, member) ?? (isManager ? 'manager' : 'member')
    );
  }

  async function roleHere(interaction: APIInteraction): Promise<Role> {
    const { guild_id: guild, member, application_id, authorizing_integration_owners: owners } = interaction;
    if (guild === undefined)
      return interaction.context === InteractionContextType.PrivateChannel ? 'member' : 'direct';
    if (owners[ApplicationIntegrationType.GuildInstall] === undefined || member === undefined)
      return 'member';
    if (commandName(interaction) === changeCommand) return 'allowed';
    const channel = interaction.channel as Partial<ChannelData> | undefined;
    const parent = channel?.type !== undefined && isThread({ type: channel.type }) ? channel.parent_id : null;
    return roleOfMember(application_id, {
      guild,
      channel: parent ?? channel?.id ?? '',
      person: member.user.id,
      roles: member.roles,
      // Discord shows a person only messages of channels that the person sees.
      held: BigInt(member.permissions) | ViewChannel,
    });
  }

  async function roleElsewhere(application: string, person: string, place: Place): Promise<Role> {
    const channel = await read<ChannelData & Recipients>(Routes.channel(place.channel));
    if (channel.guild_id === undefined) {
      const isOwn = place.workspace === application && channel.recipients?.some(({ id }) => id === person);
      return isOwn ? 'direct' : 'outsider';
    }
    return channel.guild_id === place.workspace ? roleIn(channel, application, person, place) : 'outsider';
  }

  async function roleIn(
    channel: ChannelData,
    application: string,
    person: string,
    place: Place,
  ): Promise<Role> {
    const guild = place.workspace;
    const { roles } = await read<{ readonly roles: readonly string[] }>(Routes.guildMember(guild, person));
    const held = await readPermissions(read, person, channel.id);
    // What Discord leaves out gives nobody a right.
    if (held === 'unknown') return 'outsider';
    if (channel.type === ChannelType.PrivateThread && (held & ManageThreads) === 0n)
      await read(Routes.threadMembers(channel.id, person));
    const parent = isThread(channel) ? channel.parent_id : undefined;
    return roleOfMember(application, { guild, channel: parent ?? channel.id, person, roles, held });
  }

  return (interaction, here) => {
    const { application_id: application } = interaction;
    const actor = (interaction.member?.user ?? interaction.user)?.id;
    let own: Promise<Role> | undefined;
    /** Discord let the person in there, so nothing is asked about seeing it. */
    const isHere = (person: string, place: Place) =>
      person === actor && place.workspace === here.workspace && place.channel === here.channel;
    async function roleOf(person: string, place: Place): Promise<Role> {
      if (place.platform !== 'discord') return 'outsider';
      if (isHere(person, place)) {
        own ??= roleHere(interaction).catch(refusal);
        return own;
      }
      const key = [person, place.workspace, place.channel].join(' ');
      return roles(key, () => roleElsewhere(application, person, place).catch(refusal));
    }
    return {
      mayRead: async (person, place) =>
        isHere(person, place) || roleRights[await roleOf(person, place)].reads,
      mayMark: async (person, place) =>
        isHere(person, place) || roleRights[await roleOf(person, place)].marks,
      mayChange: async (person, place) => roleRights[await roleOf(person, place)].changes,
      // The server's settings say who may change things, and Discord lets only its managers set them.
      mayManage: async () => false,
      mayChooseFeeds: async (person, place) => roleRights[await roleOf(person, place)].choosesFeeds,
      nameOf: async () => undefined,
    };
  };
}

/** Discord's answers that mean: there is nothing to see for this person. */
const unseen: readonly unknown[] = [
  codes.UnknownChannel,
  codes.UnknownGuild,
  codes.UnknownMember,
  codes.UnknownUser,
  codes.MissingAccess,
  codes.MissingPermissions,
];

function refusal(error: unknown): Role {
  const { status } = (error ?? {}) as { status?: unknown };
  if (unseen.includes(codeOf(error)) || status === 404 || status === 403) return 'outsider';
  throw new UserError(
    'unknown-right',
    'Discord does not tell me right now what you may do in that channel.',
    'Try again in a minute.',
  );
}

const commandName = ({ data }: APIInteraction): string | undefined =>
  data !== undefined && 'name' in data ? data.name : undefined;
