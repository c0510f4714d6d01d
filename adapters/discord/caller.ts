import type { APIInteraction } from 'discord.js';
import type { Caller } from '../../src/commands/command.ts';
import type { Router } from '../../src/commands/router.ts';
import type { OnBug } from '../../src/commands/run-line.ts';
import { defined } from '../../src/defined.ts';
import type { Logger } from '../../src/ports/clock-and-logger.ts';
import type { RightsOf } from './ask-rights.ts';
import type { RestLike } from './connection/rest.ts';
import type { ButtonLines } from './render/buttons.ts';

/** What all kinds of interactions share. */
export interface AppContext {
  readonly router: Router;
  readonly rest: RestLike;
  readonly lines: ButtonLines;
  readonly logger: Logger;
  readonly onBug: OnBug;
  readonly rightsOf: RightsOf;
  /** The present values of the fields of a command's form, shown when it opens: option → text. */
  readonly fieldsOf?: (command: string, caller: Caller) => Promise<Readonly<Record<string, string>>>;
  /** Milliseconds after which a slow answer is deferred, default 1,000. Discord waits 3,000 for a first response. */
  readonly deferAfterMs?: number;
}

/** Who acted, and where. The interaction holds all of it, so the bot needs no privileged intent. */
export function readCaller({ rightsOf }: AppContext, interaction: APIInteraction): Caller {
  const user = interaction.member?.user ?? interaction.user;
  const name = interaction.member?.nick ?? user?.global_name ?? user?.username;
  const place = {
    platform: 'discord',
    workspace: interaction.guild_id ?? interaction.application_id,
    channel: interaction.channel?.id ?? interaction.channel_id ?? '',
  };
  return {
    place,
    person: { id: user?.id ?? '', ...defined({ name }) },
    rights: rightsOf(interaction, place),
  };
}
