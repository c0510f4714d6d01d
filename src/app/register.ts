import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { registerByHand } from '../../adapters/discord/register/register-commands.ts';
import { defined } from '../defined.ts';
import { composeCore } from './compose/core.ts';
import { composeStore } from './compose/store.ts';
import { readConfig } from './config.ts';

/** `npm run register [-- --guild ID]`: registers Discord's commands without starting the bot. */
const { values } = parseArgs({ options: { guild: { type: 'string' } } });
const config = readConfig(process.env);
const { discord } = config;
const guild = values.guild ?? discord?.guild;
if (discord === undefined) {
  process.stderr.write('DISCORD_TOKEN is not set: it is the bot token of the developer portal.\n');
  process.exitCode = 2;
} else {
  const { token, apiUrl } = discord;
  const logger = pino({ level: config.logLevel ?? 'warn' }, pino.destination({ fd: 2, sync: true }));
  const { router } = await composeCore({
    source: composeStore(config, logger),
    clock: Date,
    logger,
    messengerOf: () => undefined,
  });
  try {
    const { commands } = router;
    const outcome = await registerByHand({ token, commands, ...defined({ apiUrl, guild }) });
    process.stdout.write(`The commands are ${outcome}${guild === undefined ? '' : ` on server ${guild}`}.\n`);
  } catch (error) {
    process.stderr.write(
      `Discord did not take the commands: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 2;
  }
}
