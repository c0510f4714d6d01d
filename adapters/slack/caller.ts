import type { Caller } from '../../src/commands/command.ts';
import { defined } from '../../src/defined.ts';
import { UserError } from '../../src/errors.ts';
import type { Clock, Logger } from '../../src/ports/clock-and-logger.ts';
import type { ChangeRule } from '../../src/ports/store/places.ts';
import type { WebClientLike } from './connection/web-client.ts';
import { type ChannelLike, mayChange, type UserLike } from './rights.ts';

interface CallersOptions {
  /** Who may change what is followed and the digest in a workspace. */
  readonly ruleOf: (workspace: string) => Promise<ChangeRule>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Who acts, and where, in Slack's ids. */
export interface Actor {
  readonly workspace: string;
  readonly channel: string;
  readonly user: string;
}

/** People seldom change their zone or become guests. */
const cacheMs = 10 * 60_000;
const maxCached = 2_000;

/** Callers with their name and zone from `users.info`, which is cached. */
export function createCallers({ ruleOf, clock, logger }: CallersOptions) {
  const cache = new Map<string, { readonly until: number; readonly user: Promise<UserLike | undefined> }>();

  function userOf({ workspace, user }: Actor, client: WebClientLike): Promise<UserLike | undefined> {
    const key = `${workspace} ${user}`;
    const cached = cache.get(key);
    if (cached !== undefined && cached.until > clock.now()) return cached.user;
    const info = readUser(user, client);
    cache.delete(key);
    cache.set(key, { until: clock.now() + cacheMs, user: info });
    const [oldest] = cache.keys();
    if (cache.size > maxCached && oldest !== undefined) cache.delete(oldest);
    void info.then((each) => each === undefined && cache.delete(key));
    return info;
  }

  async function readUser(user: string, client: WebClientLike): Promise<UserLike | undefined> {
    try {
      return ((await client.apiCall('users.info', { user })) as { user?: UserLike }).user;
    } catch (error) {
      logger.warn({ err: error, user }, 'a Slack user could not be read');
      return undefined;
    }
  }

  async function readChannel(channel: string, client: WebClientLike): Promise<ChannelLike | undefined> {
    try {
      return ((await client.apiCall('conversations.info', { channel })) as { channel?: ChannelLike }).channel;
    } catch {
      return undefined;
    }
  }

  return {
    async callerOf(actor: Actor, client: WebClientLike): Promise<Caller> {
      const user = await userOf(actor, client);
      const name = user?.profile?.display_name || user?.real_name || user?.name;
      const isAllowed = async (rule: ChangeRule) => {
        // Whether the person is a guest cannot be known.
        if (user === undefined) throw unknownPerson();
        const channelInfo = () => readChannel(actor.channel, client);
        return mayChange(rule, { ...actor, info: user, channelInfo });
      };
      return {
        place: { platform: 'slack', workspace: actor.workspace, channel: actor.channel },
        person: { id: actor.user, ...defined({ name, zone: user?.tz }) },
        mayChange: async () => isAllowed(await ruleOf(actor.workspace)),
        mayManage: () => isAllowed('owners'),
      };
    },
  };
}

export type Callers = ReturnType<typeof createCallers>;

const unknownPerson = () =>
  new UserError('unknown-person', 'Slack does not tell me who you are right now.', 'Try again in a minute.');
