import { Routes } from 'discord.js';
import type { Command } from '../../../src/commands/command.ts';
import { defined } from '../../../src/defined.ts';
import { createInvalidRequestLimit } from '../connection/invalid-request-limit.ts';
import { createPostRest } from '../connection/rest.ts';
import { type Registered, registerCommands } from './register-commands.ts';

export interface RegisterOptions {
  readonly token: string;
  /** Default: Discord's own, https://discord.com/api */
  readonly apiUrl?: string;
  readonly commands: readonly Command[];
  /** Registers on this server only, where changes show at once. Default: everywhere. */
  readonly guild?: string;
}

/** Registers the commands without starting the bot: `npm run register`. */
export async function registerByHand({
  commands,
  guild,
  ...connection
}: RegisterOptions): Promise<Registered['change']> {
  const invalidRequests = createInvalidRequestLimit();
  const rest = createPostRest({ ...connection, invalidRequests, onUnauthorized() {} });
  const { id } = (await rest.get(Routes.currentApplication())) as { id: string };
  const { change } = await registerCommands({ rest, applicationId: id, commands, ...defined({ guild }) });
  return change;
}
