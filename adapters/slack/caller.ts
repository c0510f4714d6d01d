import type { Caller } from '../../src/commands/command.ts';
import { defined } from '../../src/defined.ts';
import { UserError } from '../../src/errors.ts';
import type { Clock, Logger } from '../../src/ports/clock-and-logger.ts';
import type { ChangeRule } from '../../src/ports/store/platform.ts';
import type { WebClientLike } from './connection/web-client.ts';
import { type ChannelLike, mayChange, type UserLike } from './rights.ts';

export interface CallersOptions {
  /** Who may follow and change the digest in a workspace. Default: anyone but guests and outsiders. */
  readonly ruleOf: (workspace: string) => Promise<ChangeRule>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Who acts, and where, as Slack tells. */
export interface Actor {
  readonly workspace: string;
  readonly channel: string;
  readonly user: string;
}

export interface Callers {
  callerOf(actor: Actor, client: WebClientLike): Promise<Caller>;
}

/** People seldom change their zone or become guests. */
const freshMs = 10 * 60_000;
const most = 2_000;

/** Callers with their name and zone from `users.info`, asked once in a while. */
export function createCallers({ ruleOf, clock, logger }: CallersOptions): Callers {
  const known = new Map<string, { readonly until: number; readonly user: Promise<UserLike | undefined> }>();

  function userOf({ workspace, user }: Actor, client: WebClientLike): Promise<UserLike | undefined> {
    const key = `${workspace} ${user}`;
    const found = known.get(key);
    if (found !== undefined && found.until > clock.now()) return found.user;
    const asked = askUser(user, client);
    known.delete(key);
    known.set(key, { until: clock.now() + freshMs, user: asked });
    for (const old of known.keys()) {
      if (known.size <= most) break;
      known.delete(old);
    }
    // What failed is asked again next time; `asked` never rejects.
    void asked.then((each) => each === undefined && known.delete(key));
    return asked;
  }

  async function askUser(user: string, client: WebClientLike): Promise<UserLike | undefined> {
    try {
      return ((await client.apiCall('users.info', { user })) as { user?: UserLike }).user;
    } catch (error) {
      logger.warn({ err: error, user }, 'Slack does not tell who somebody is');
      return undefined;
    }
  }

  async function askChannel(channel: string, client: WebClientLike): Promise<ChannelLike | undefined> {
    try {
      return ((await client.apiCall('conversations.info', { channel })) as { channel?: ChannelLike }).channel;
    } catch {
      return undefined;
    }
  }

  return {
    async callerOf(actor, client) {
      const user = await userOf(actor, client);
      const name = user?.profile?.display_name || user?.real_name || user?.name;
      const isCovered = async (rule: ChangeRule) => {
        // Somebody who may be a guest changes nothing.
        if (user === undefined) throw unknownPerson();
        const channelInfo = () => askChannel(actor.channel, client);
        return mayChange(rule, { ...actor, info: user, channelInfo });
      };
      return {
        place: { platform: 'slack', workspace: actor.workspace, channel: actor.channel },
        person: { id: actor.user, ...defined({ name }), ...(user?.tz !== undefined && { zone: user.tz }) },
        mayChange: async () => isCovered(await ruleOf(actor.workspace)),
        mayManage: () => isCovered('owners'),
      };
    },
  };
}

const unknownPerson = () =>
  new UserError('unknown-person', 'Slack does not tell me who you are right now.', 'Try again in a minute.');
