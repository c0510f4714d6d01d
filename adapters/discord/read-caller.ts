import { type APIInteraction, ApplicationIntegrationType, PermissionFlagsBits } from 'discord.js';
import type { Caller } from '../../src/commands/command.ts';
import { changeCommand } from './command-data.ts';

/** Who asks and where, from an interaction: it brings all that is needed, without a privileged intent. */
export function readCaller(interaction: APIInteraction): Caller {
  const user = interaction.member?.user ?? interaction.user;
  const name = interaction.member?.nick ?? user?.global_name ?? user?.username;
  return {
    place: {
      platform: 'discord',
      workspace: interaction.guild_id ?? interaction.application_id,
      channel: interaction.channel?.id ?? interaction.channel_id ?? '',
    },
    person: { id: user?.id ?? '', ...(name !== undefined && { name }) },
    mayChange: async () => mayChange(interaction),
  };
}

/** Managers of a server; everyone in direct messages with the bot; nobody where the bot itself is not installed. */
function mayChange(interaction: APIInteraction): boolean {
  const owners = interaction.authorizing_integration_owners;
  if (interaction.guild_id === undefined) return interaction.context !== 2;
  if (owners[ApplicationIntegrationType.GuildInstall] === undefined) return false;
  // Who gets this command is decided by the server's own settings, which may be wider than Manage Server.
  if (commandName(interaction) === changeCommand) return true;
  const held = BigInt(interaction.member?.permissions ?? 0);
  return (held & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) !== 0n;
}

const commandName = ({ data }: APIInteraction): string | undefined =>
  data !== undefined && 'name' in data ? data.name : undefined;
