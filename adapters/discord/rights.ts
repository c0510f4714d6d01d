import { type APIInteraction, ApplicationIntegrationType, PermissionFlagsBits, Routes } from 'discord.js';
import type { RestLike } from './connection/rest.ts';
import { changeCommand } from './register/command-data.ts';

/** Whether the one who acts may change what the place follows. */
export type ChangeRights = (interaction: APIInteraction) => Promise<boolean>;

export interface ChangeRightsOptions {
  readonly rest: RestLike;
  /** The registered id of the command for changes; nothing before it is registered. */
  readonly commandId: () => string | undefined;
  readonly now?: () => number;
}

interface Override {
  readonly id: string;
  /** 1 a role, 2 a person, 3 a channel. */
  readonly type: 1 | 2 | 3;
  readonly permission: boolean;
}

const cacheMs = 60_000;
/** A server that changed nothing has no permissions of its own (docs, opcodes). */
const unknownPermissions = 10_066;

/**
 * Managers of a server, and whom its own settings (Integrations) allow the command for changes; everyone in direct
 * messages with the bot; nobody where the bot itself is not installed. Discord asks these settings for commands: for
 * buttons and forms we have to.
 */
export function createChangeRights({ rest, commandId, now = Date.now }: ChangeRightsOptions): ChangeRights {
  const cache = new Map<
    string,
    { readonly until: number; readonly overrides: Promise<readonly Override[]> }
  >();

  async function read(application: string, guild: string): Promise<readonly Override[]> {
    const id = commandId();
    if (id === undefined) return [];
    const route = Routes.applicationCommandPermissions(application, guild, id);
    const found = (await rest.get(route).catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== unknownPermissions) throw error;
      return { permissions: [] };
    })) as { permissions: readonly Override[] };
    return found.permissions;
  }

  function overridesOf(application: string, guild: string): Promise<readonly Override[]> {
    const known = cache.get(guild);
    if (known !== undefined && known.until > now()) return known.overrides;
    const overrides = read(application, guild);
    cache.set(guild, { until: now() + cacheMs, overrides });
    overrides.catch(() => cache.delete(guild));
    return overrides;
  }

  return async (interaction) => {
    const { guild_id, member, application_id } = interaction;
    if (guild_id === undefined) return interaction.context !== 2;
    const owners = interaction.authorizing_integration_owners;
    if (owners[ApplicationIntegrationType.GuildInstall] === undefined) return false;
    if (commandName(interaction) === changeCommand) return true;
    const held = BigInt(member?.permissions ?? 0);
    if ((held & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) !== 0n) return true;
    const overrides = await overridesOf(application_id, guild_id);
    const own = overrides.find(({ type, id }) => type === 2 && id === member?.user.id);
    const roles = overrides.filter(({ type, id }) => type === 1 && member?.roles.includes(id));
    return own?.permission ?? roles.some(({ permission }) => permission);
  };
}

const commandName = ({ data }: APIInteraction): string | undefined =>
  data !== undefined && 'name' in data ? data.name : undefined;
