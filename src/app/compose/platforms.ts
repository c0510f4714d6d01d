import { createDiscordClient } from '../../../adapters/discord/connection/client.ts';
import { shortId } from '../../../adapters/discord/render/button-ids.ts';
import { createSlackClient } from '../../../adapters/slack/connection/client.ts';
import { readConnection } from '../../../adapters/slack/connection/read-connection.ts';
import type { SlackPorts } from '../../../adapters/slack/context.ts';
import { link } from '../../cards/span.ts';
import type { Caller } from '../../commands/command.ts';
import { homeCard } from '../../commands/digests/home-card.ts';
import { linkCard } from '../../commands/look-up/link-card.ts';
import type { Services } from '../../commands/services.ts';
import { defined } from '../../defined.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Messenger } from '../../ports/messenger.ts';
import { formatDays } from '../../topics/calendar/schedule.ts';
import type { Config } from '../config.ts';
import type { Core } from './core.ts';

export interface Platform {
  readonly name: 'slack' | 'discord';
  readonly messenger: Messenger;
  /** @throws Error when the platform does not take the tokens, or cannot be reached. */
  start(): Promise<void>;
  stop(): Promise<unknown>;
}

export interface PlatformOptions {
  readonly config: Config;
  readonly core: Pick<Core, 'router'>;
  readonly deps: Services;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onBug: (error: unknown) => string;
  /** A platform cannot go on: its token is not taken any more. */
  readonly onStopped: (platform: string, reason: string) => void;
}

const stopDeadlineMs = 5_000;

/** The chat platforms that the environment asks for, not started yet. */
export function composePlatforms(options: PlatformOptions): Platform[] {
  return [...composeSlack(options), ...composeDiscord(options)];
}

function composeSlack({ config, core, deps, clock, logger, onBug, onStopped }: PlatformOptions): Platform[] {
  const connection = readConnection(config);
  if (connection === undefined) return [];
  const { store } = deps;
  const slack = createSlackClient({
    connection,
    router: core.router,
    logger,
    clock,
    onBug,
    ports: slackPorts(deps, clock),
    ruleOf: (workspace) => store.changeRule('slack', workspace),
    vault: store,
    onLost: (error) => onStopped('slack', error instanceof Error ? error.message : String(error)),
    ...defined({ apiUrl: config.SLACK_API_URL }),
  });
  return [
    { name: 'slack', messenger: slack.messenger, start: slack.start, stop: () => slack.stop(stopDeadlineMs) },
  ];
}

function slackPorts(deps: Services, clock: Clock): SlackPorts {
  const { store } = deps;
  return {
    homeCard: (caller) =>
      homeCard(caller, deps, (channel) =>
        link(
          `Channel ${channel}`,
          `https://slack.com/app_redirect?team=${caller.place.workspace}&channel=${channel}`,
        ),
      ),
    fieldsOf: fieldsOf(deps),
    linkCard: (url) => linkCard(url, deps.index),
    uninstalled: (workspace) =>
      store.stopWorkspace('slack', workspace, {
        at: clock.now(),
        reason: 'the app was removed from the workspace',
        remedy: 'Install it again, then type: digest resume',
      }),
    placeLost: async (place, remedy) => {
      if (await store.place(place))
        await store.stopPlace(place, {
          at: clock.now(),
          reason: 'the channel cannot be posted to any more',
          remedy,
        });
    },
    placeMoved: (from, to) => store.movePlace(from, to),
  };
}

/** Discord's 50 requests a second are for all processes of a bot together (docs, topics/rate-limits). */
const shareOf = ({ SHARD_COUNT: count = 1 }: Config): number => Math.max(1, Math.floor(50 / count));

/** What the form of the digest begins with: the place's settings. */
const fieldsOf =
  ({ store }: Services) =>
  async (command: string, { place }: Pick<Caller, 'place'>): Promise<Readonly<Record<string, string>>> => {
    const state = command === 'digest' ? await store.place(place) : undefined;
    if (state === undefined) return {};
    const { schedule, size, whenEmpty } = state;
    return {
      at: schedule.time,
      zone: schedule.zone,
      days: formatDays(schedule.days),
      size: String(size),
      empty: whenEmpty,
    };
  };

function composeDiscord({
  config,
  core,
  deps,
  clock,
  logger,
  onBug,
  onStopped,
}: PlatformOptions): Platform[] {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, DISCORD_GUILD: developmentGuild } = config;
  if (token === undefined) return [];
  const { store } = deps;
  const discord = createDiscordClient({
    token,
    router: core.router,
    logger,
    onBug,
    lines: {
      lineOf: store.lineOf,
      idFor(line) {
        const id = shortId(line);
        store
          .keepLine(id, line)
          .catch((err: unknown) => logger.error({ err }, 'the line of a button was not kept'));
        return id;
      },
    },
    onGone: (workspace, channel) => {
      const stopped = {
        at: clock.now(),
        reason: 'the channel was deleted, or the bot was removed',
      };
      const stopping =
        channel === undefined
          ? store.stopWorkspace('discord', workspace, stopped)
          : store.stopPlace({ platform: 'discord', workspace, channel }, stopped);
      stopping.catch((err: unknown) => logger.error({ err }, 'a place that is gone was not stopped'));
    },
    onStopped: (reason) => onStopped('discord', reason),
    fieldsOf: fieldsOf(deps),
    ...(config.SHARDING_MANAGER !== undefined &&
      ({ shards: 'given', requestsPerSecond: shareOf(config) } as const)),
    silent: config.DISCORD_SILENT,
    crosspost: config.DISCORD_CROSSPOST,
    ...defined({ apiUrl, developmentGuild }),
  });
  return [{ name: 'discord', messenger: discord.messenger, start: discord.start, stop: discord.stop }];
}
