import {
  type APIApplicationCommandPermission,
  type APIInteraction,
  ApplicationCommandPermissionType,
  ApplicationIntegrationType,
  RESTJSONErrorCodes as codes,
  InteractionContextType,
  PermissionFlagsBits,
  Routes,
} from 'discord.js';
import { codeOf, type RestLike } from './connection/rest.ts';
import { changeCommand } from './register/command-data.ts';

/** Whether the person who acted may change what the place follows. */
export type ChangeRights = (interaction: APIInteraction) => Promise<boolean>;

type Permissions = readonly APIApplicationCommandPermission[];

const cacheMs = 60_000;
const managerBits = PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator;

/**
 * | where | who may change |
 * |---|---|
 * | in direct messages with the bot | everyone |
 * | on a server that has the bot | who manages it, and whom its settings (Integrations) allow the command for changes |
 * | elsewhere | nobody |
 *
 * Discord itself checks the server's settings when the command is typed, but not for buttons and forms.
 * @param commandId the id of the command for changes; undefined until it is registered
 */
export function createChangeRights(rest: RestLike, commandId: () => string | undefined): ChangeRights {
  const cache = new Map<string, { readonly until: number; readonly permissions: Promise<Permissions> }>();

  async function readPermissions(application: string, guild: string): Promise<Permissions> {
    const id = commandId();
    if (id === undefined) return [];
    const route = Routes.applicationCommandPermissions(application, guild, id);
    try {
      return ((await rest.get(route)) as { permissions: Permissions }).permissions;
    } catch (error) {
      // A server that changed nothing has no permissions of its own.
      if (codeOf(error) === codes.UnknownApplicationCommandPermissions) return [];
      throw error;
    }
  }

  function permissionsOf(application: string, guild: string): Promise<Permissions> {
    const known = cache.get(guild);
    if (known !== undefined && known.until > Date.now()) return known.permissions;
    const permissions = readPermissions(application, guild);
    cache.set(guild, { until: Date.now() + cacheMs, permissions });
    permissions.catch(() => cache.delete(guild));
    return permissions;
  }

  return async (interaction) => {
    const { guild_id, member, application_id } = interaction;
    if (guild_id === undefined) return interaction.context !== InteractionContextType.PrivateChannel;
    const owners = interaction.authorizing_integration_owners;
    if (owners[ApplicationIntegrationType.GuildInstall] === undefined) return false;
    if (commandName(interaction) === changeCommand) return true;
    if ((BigInt(member?.permissions ?? 0) & managerBits) !== 0n) return true;
    const permissions = await permissionsOf(application_id, guild_id);
    const { User, Role } = ApplicationCommandPermissionType;
    const own = permissions.find(({ type, id }) => type === User && id === member?.user.id);
    const roles = permissions.filter(({ type, id }) => type === Role && member?.roles.includes(id));
    return own?.permission ?? roles.some(({ permission }) => permission);
  };
}

const commandName = ({ data }: APIInteraction): string | undefined =>
  data !== undefined && 'name' in data ? data.name : undefined;
