import type { Caller } from '../../src/commands/command.ts';
import { defined } from '../../src/defined.ts';
import type { Clock, Logger } from '../../src/ports/clock-and-logger.ts';
import type { ChangeRule } from '../../src/ports/store/places.ts';
import { createMinuteCache } from '../../src/time/minute-cache.ts';
import { createAskRights, displayName } from './ask-rights.ts';
import type { WebClientLike } from './connection/web-client.ts';
import { fitsAnswer } from './render/message.ts';
import type { UserLike } from './rights.ts';

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

/** Callers with their name, zone and rights, which Slack tells. Its answers are kept for a minute. */
export function createCallers({ ruleOf, clock, logger }: CallersOptions) {
  const users = createMinuteCache<UserLike | undefined>(clock);

  /** Undefined for a user whom Slack does not tell about. */
  const userOf = (workspace: string, user: string, client: WebClientLike): Promise<UserLike | undefined> =>
    users(
      `${workspace} ${user}`,
      async () => ((await client.apiCall('users.info', { user })) as { user?: UserLike }).user,
    ).catch((error: unknown) => {
      logger.warn({ err: error, user }, 'a Slack user could not be read');
      return undefined;
    });

  const rightsOf = createAskRights({ ruleOf, clock, userOf });

  return {
    async callerOf(actor: Actor, client: WebClientLike): Promise<Caller> {
      const user = await userOf(actor.workspace, actor.user, client);
      const name = user && displayName(user);
      return {
        place: { platform: 'slack', workspace: actor.workspace, channel: actor.channel },
        person: { id: actor.user, ...defined({ name, zone: user?.tz }) },
        rights: rightsOf(actor, client),
        fits: fitsAnswer,
      };
    },
  };
}

/** See `createCallers`. */
export type Callers = ReturnType<typeof createCallers>;
