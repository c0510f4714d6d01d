import { z } from 'zod';
import { defined } from '../../defined.ts';
import { slackMode } from './slack.ts';
import { flag, secret, whole } from './variables.ts';

/** What can be set for Discord. */
export const discordVariables = {
  DISCORD_TOKEN: secret('Discord: the bot token'),
  DISCORD_API_URL: z.url().optional().describe('another address of the Discord API, for proxies and tests'),
  DISCORD_GUILD: z
    .string()
    .optional()
    .describe('Discord: register commands on this server only, where changes show at once'),
  DISCORD_SILENT: flag('Discord: digests make no sound'),
  DISCORD_CROSSPOST: flag('Discord: publish digests in announcement channels'),
  DISCORD_SHARDS: whole(2, 1_000)
    .optional()
    .describe('Discord: run as so many processes, from 2,000 servers on; needs `DATABASE_URL`'),
  // Set by discord.js in the processes that it starts.
  SHARDING_MANAGER: z.string().optional(),
  SHARDS: z.string().optional(),
  SHARD_COUNT: whole(1, 1_000).default(1),
};

type Variables = z.infer<z.ZodObject<typeof discordVariables>>;
type Given = Readonly<Partial<Record<keyof Variables | 'DATABASE_URL', string>>> &
  Parameters<typeof slackMode>[0];

/** How the bot runs in Discord; undefined when it does not. */
export function toDiscord(given: Variables) {
  const { DISCORD_TOKEN: token, SHARDING_MANAGER, DISCORD_SHARDS, SHARD_COUNT } = given;
  if (token === undefined) return undefined;
  const isShard = SHARDING_MANAGER !== undefined;
  return {
    token,
    silent: given.DISCORD_SILENT,
    crosspost: given.DISCORD_CROSSPOST,
    ...defined({
      apiUrl: given.DISCORD_API_URL,
      developmentGuild: given.DISCORD_GUILD,
      /** Processes that this one starts. */
      startShards: isShard ? undefined : DISCORD_SHARDS,
      /** Processes that were started together, this one among them. */
      processes: isShard ? SHARD_COUNT : undefined,
    }),
  };
}

/** Several processes need a database that they can share, and they run Discord only. */
export function discordProblems(given: Given): string[] {
  if (given.DISCORD_SHARDS === undefined) return [];
  const hasSlack = given.SLACK_BOT_TOKEN !== undefined || slackMode(given) !== undefined;
  return [
    given.DISCORD_TOKEN ? '' : 'DISCORD_SHARDS needs DISCORD_TOKEN.',
    given.DATABASE_URL
      ? ''
      : 'DISCORD_SHARDS needs DATABASE_URL: the embedded database belongs to one process.',
    hasSlack ? 'With DISCORD_SHARDS run Slack in a process of its own: its tokens are set here too.' : '',
  ].filter((problem) => problem !== '');
}
