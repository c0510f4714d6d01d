import type { Context } from '@slack/bolt';
import type { Card, Entry } from '../../src/cards/card.ts';
import type { Caller } from '../../src/commands/command.ts';
import type { Router } from '../../src/commands/router.ts';
import type { OnBug } from '../../src/commands/run-line.ts';
import type { Clock, Logger } from '../../src/ports/clock-and-logger.ts';
import type { Place } from '../../src/topics/place.ts';
import type { Actor, Callers } from './caller.ts';
import type { WebClientLike } from './connection/web-client.ts';
import type { FileTarget } from './deliver/files.ts';
import type { SlackOutcome } from './listen/files.ts';
import type { ShownCards } from './shown-cards.ts';

/** What the core does for Slack beyond the commands. Each may be left out. */
export interface SlackPorts {
  /** App Home: topics followed, last and next digest, problems, first steps. */
  homeCard?(caller: Caller): Promise<Card>;
  /** The present settings, to fill a modal's fields with: option → text. */
  fieldsOf?(command: string, caller: Caller): Promise<Readonly<Record<string, string>>>;
  /**
   * The paper behind a link that somebody shared, in a place if it is known. Undefined when it is not stored, or was previewed
   * there a short while ago.
   */
  linkPreview?(
    url: string,
    place: Place | undefined,
  ): Promise<{ readonly paperId: string; readonly entry: Entry } | undefined>;
  /** The app was removed, or its tokens revoked: stop everything in this workspace. */
  uninstalled?(workspace: string): Promise<void>;
  /** The app was installed in a workspace, perhaps again after it was removed. */
  installed?(workspace: string): Promise<void>;
  /** A channel cannot be posted to any more; `remedy` says what a person can do. */
  placeLost?(place: Place, reason: string, remedy: string): Promise<void>;
  /** A channel can be posted to again. */
  placeBack?(place: Place): Promise<void>;
  /** Slack gave a channel another id. */
  placeMoved?(from: Place, to: Place): Promise<void>;
}

/** What all listeners share. */
export interface AppContext {
  readonly router: Router;
  readonly callers: Callers;
  readonly ports: SlackPorts;
  readonly logger: Logger;
  readonly onBug: OnBug;
  /** Recognises what Slack sends again. */
  readonly recentIds: RecentIds;
  /** What can be shared. */
  readonly shownCards: ShownCards;
  /**
   * Runs a line as the actor. When it changed something, App Home is refreshed. Never rejects.
   * @param conversation where the answer is posted for all to see, and its files with it
   */
  readonly run: (
    line: string,
    actor: Actor,
    client: WebClientLike,
    conversation?: FileTarget['conversation'],
  ) => Promise<SlackOutcome>;
}

/** Which workspace an event belongs to. */
export type TenantLike = Pick<Context, 'isEnterpriseInstall' | 'enterpriseId' | 'teamId' | 'botUserId'>;

/** An app that is installed for a whole organisation has one token for all of it. */
export const workspaceOf = ({ isEnterpriseInstall, enterpriseId, teamId }: TenantLike): string =>
  (isEnterpriseInstall ? enterpriseId : teamId) ?? teamId ?? enterpriseId ?? 'unknown';

/** Who acts, and where, by an event of Slack. */
export const actorOf = (context: TenantLike, channel: string, user: string): Actor => ({
  workspace: workspaceOf(context),
  channel,
  user,
});

/** A conversation with the bot alone, where there is nobody to share with. */
export const isDirect = (channel: string): boolean => channel.startsWith('D');

interface RecentIdsOptions {
  /** Milliseconds. The default is longer than Slack repeats an event: at once, after a minute, after five more. */
  readonly ttlMs?: number;
  /** When there are more, the oldest is forgotten. */
  readonly maxIds?: number;
}

/** Remembers the ids of what Slack sent, to recognise what it sends again. */
export function createRecentIds(
  { now }: Clock,
  { ttlMs = 15 * 60_000, maxIds = 10_000 }: RecentIdsOptions = {},
) {
  const expiries = new Map<string, number>();
  return {
    /** True the first time; always for what has no id. */
    isFirst(id: string | undefined): boolean {
      if (id === undefined) return true;
      const time = now();
      for (const [old, expiry] of expiries) {
        if (expiry > time && expiries.size < maxIds) break;
        expiries.delete(old);
      }
      if ((expiries.get(id) ?? 0) > time) return false;
      expiries.delete(id);
      expiries.set(id, time + ttlMs);
      return true;
    },
  };
}

type RecentIds = ReturnType<typeof createRecentIds>;
