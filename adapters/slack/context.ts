import type { Card } from '../../src/cards/card.ts';
import type { Caller } from '../../src/commands/command.ts';
import type { Router } from '../../src/commands/router.ts';
import type { OnBug } from '../../src/commands/run-line.ts';
import type { Logger } from '../../src/ports/clock-and-logger.ts';
import type { Place } from '../../src/topics/place.ts';
import type { Actor, Callers } from './caller.ts';
import type { WebClientLike } from './connection/web-client.ts';
import type { Seen } from './listen/first-time.ts';

/** What the core does for Slack beyond the commands. Each may be left out. */
export interface SlackPorts {
  /** App Home: what is followed, next and last issues, health, how to start. */
  homeCard?(caller: Caller): Promise<Card>;
  /** What a modal's fields begin with: option → text. */
  fieldsOf?(command: string, caller: Caller): Promise<Readonly<Record<string, string>>>;
  /** The paper behind a link that somebody shared, as a card; nothing when it is not in the corpus. */
  linkCard?(url: string): Promise<Card | undefined>;
  /** The app was removed, or its tokens revoked: stop everything of this workspace. */
  uninstalled?(workspace: string): Promise<void>;
  /** A channel cannot be posted to any more; `remedy` says what a person can do. */
  placeLost?(place: Place, remedy: string): Promise<void>;
  /** Slack has given a channel another id. */
  placeMoved?(from: Place, to: Place): Promise<void>;
}

/** What all listeners share. */
export interface AppContext {
  readonly router: Router;
  readonly callers: Callers;
  readonly ports: SlackPorts;
  readonly logger: Logger;
  readonly onBug: OnBug;
  /** Tells what Slack sends again from what is new. */
  readonly seen: Seen;
  /** Shows App Home anew to those who have opened it. */
  readonly refreshHome: (workspace: string, client: WebClientLike) => Promise<void>;
}

/** Bolt's context, as far as we look: whose event it is. */
export interface TenantLike {
  readonly isEnterpriseInstall?: boolean;
  readonly enterpriseId?: string | undefined;
  readonly teamId?: string | undefined;
  readonly botUserId?: string | undefined;
}

/** An app that is installed for a whole organisation has one token for it. */
export const workspaceOf = ({ isEnterpriseInstall, enterpriseId, teamId }: TenantLike): string =>
  (isEnterpriseInstall ? enterpriseId : teamId) ?? teamId ?? enterpriseId ?? 'unknown';

export const actorOf = (context: TenantLike, channel: string, user: string): Actor => ({
  workspace: workspaceOf(context),
  channel,
  user,
});
