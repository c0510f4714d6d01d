import type { APIInteraction } from 'discord.js';
import type { Caller } from '../../src/commands/command.ts';
import { defined } from '../../src/defined.ts';
import type { ChangeRights } from './rights.ts';

/** Who acted, and where. The interaction holds all of it, so the bot needs no privileged intent. */
export function readCaller(interaction: APIInteraction, mayChange: ChangeRights): Caller {
  const user = interaction.member?.user ?? interaction.user;
  const name = interaction.member?.nick ?? user?.global_name ?? user?.username;
  return {
    place: {
      platform: 'discord',
      workspace: interaction.guild_id ?? interaction.application_id,
      channel: interaction.channel?.id ?? interaction.channel_id ?? '',
    },
    person: { id: user?.id ?? '', ...defined({ name }) },
    mayChange: () => mayChange(interaction),
  };
}
