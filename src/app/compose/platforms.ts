import type { Listening } from '../roles.ts';
import type { PlatformMaker } from '../run/bot.ts';
import type { Config } from '../settings/config.ts';

/** By the mode of Slack's connection. */
export const listeningOf = ({ mode }: { readonly mode: string }): Listening =>
  mode === 'socket' ? 'connection' : 'http';

/** The platforms of the settings. Their SDKs are large, so only those that are needed are loaded. */
export async function platformMakers({ slack, discord }: Config): Promise<readonly PlatformMaker[]> {
  const makers: PlatformMaker[] = [];
  if (slack !== undefined) {
    const { createSlackClient } = await import('../../../adapters/slack/connection/client.ts');
    const { slackPorts } = await import('./slack.ts');
    makers.push((deps) => ({
      name: 'slack',
      listening: listeningOf(slack.connection),
      ...createSlackClient({ ...slack, ...slackPorts(deps) }),
    }));
  }
  if (discord !== undefined) {
    const { createDiscordClient } = await import('../../../adapters/discord/connection/client.ts');
    const { discordPorts } = await import('./discord.ts');
    makers.push((deps) => ({
      name: 'discord',
      listening: 'connection',
      // Shards share the servers among them.
      isExclusive: discord.processes === undefined,
      ...createDiscordClient({ ...discord, ...discordPorts(deps) }),
    }));
  }
  return makers;
}
