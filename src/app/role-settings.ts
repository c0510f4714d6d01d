import { listeningOf } from './compose/platforms.ts';
import { hears, type Role, works } from './roles.ts';
import type { Config } from './settings/config.ts';
import type { WatchSettings } from './watch/watch.ts';

/** Why the process could not do what its role is for. */
export function roleProblem(
  { store, slack, discord }: Config,
  role: Role,
  isBot: boolean,
): string | undefined {
  if (!isBot) return `--role ${role} needs the tokens of Slack or Discord.`;
  if (store.databaseUrl === undefined)
    return `--role ${role} needs DATABASE_URL: the embedded database belongs to one process.`;
  const heard = [slack && listeningOf(slack.connection), discord && ('connection' as const)];
  if (works(role) || heard.some((listening) => listening && hears(role, listening))) return undefined;
  return role === 'web'
    ? '--role web needs Slack by HTTP: SLACK_SIGNING_SECRET. Discord and Socket Mode need --role gateway.'
    : '--role gateway needs Discord or Slack’s Socket Mode. Slack by HTTP needs --role web.';
}

/** Where health and figures are served: by Slack's server, where there is one. */
export function watchSettings({ watch, slack }: Config, role: Role): WatchSettings | undefined {
  if (watch === undefined) return undefined;
  const { server, ...others } = watch;
  const isSlacks = slack !== undefined && listeningOf(slack.connection) === 'http' && hears(role, 'http');
  return isSlacks ? others : watch;
}
