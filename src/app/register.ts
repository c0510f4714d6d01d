import { parseArgs } from 'node:util';
import { registerByHand } from '../../adapters/discord/register/register-commands.ts';
import { allCommands } from '../commands/all-commands.ts';
import { defined } from '../defined.ts';
import { loadSeeds } from './compose/core.ts';
import { readEnvironment } from './settings/environment.ts';

/** `npm run register [-- --guild ID]`: registers Discord's commands without starting the bot. */
const { values } = parseArgs({ options: { guild: { type: 'string' } } });
const { discord } = readEnvironment();
const guild = values.guild ?? discord?.developmentGuild;
const open = () => Promise.reject(new Error('Nothing runs here.'));
if (discord === undefined) {
  process.stderr.write('DISCORD_TOKEN is not set: it is the bot token of the developer portal.\n');
  process.exitCode = 2;
} else {
  const corpus = await loadSeeds();
  const commands = allCommands({ corpus, services: { corpus, open } });
  const { token, apiUrl } = discord;
  try {
    const outcome = await registerByHand({ token, commands, ...defined({ apiUrl, guild }) });
    process.stdout.write(`The commands are ${outcome}${guild === undefined ? '' : ` on server ${guild}`}.\n`);
  } catch (error) {
    process.stderr.write(
      `Discord did not take the commands: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 2;
  }
}
