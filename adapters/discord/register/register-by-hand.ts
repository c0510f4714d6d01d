import { Routes } from 'discord.js';
import type { Command } from '../../../src/commands/command.ts';
import { defined } from '../../../src/defined.ts';
import { createInvalidRequestLimit } from '../connection/invalid-request-limit.ts';
import { createPostRest } from '../connection/rest.ts';
import { forms } from '../render/form.ts';
import { commandData } from './command-data.ts';
import { registerCommands } from './register-commands.ts';

export interface RegisterOptions {
  readonly token: string;
  readonly apiUrl?: string;
  readonly commands: readonly Command[];
  /** Only on this server, where changes show at once; else everywhere. */
  readonly guild?: string;
}

/** Registers the commands without connecting: `npm run register`. */
export async function registerByHand(options: RegisterOptions): Promise<'registered' | 'unchanged'> {
  const rest = createPostRest({
    ...options,
    invalidRequests: createInvalidRequestLimit(),
    onUnauthorized() {},
  });
  const { id } = (await rest.get(Routes.currentApplication())) as { id: string };
  const { change } = await registerCommands({
    rest,
    applicationId: id,
    commands: commandData(options.commands, { forms: Object.keys(forms) }),
    ...defined({ guild: options.guild }),
  });
  return change;
}
