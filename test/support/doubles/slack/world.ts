import { botScopes } from '../../../../adapters/slack/connection/receiver.ts';
import type { BlockLike } from './check-message.ts';

export interface DoubleChannel {
  readonly id: string;
  readonly name: string;
  is_private: boolean;
  is_archived: boolean;
  is_member: boolean;
  is_read_only?: boolean;
  is_im?: boolean;
  readonly creator: string;
  readonly user?: string;
  /** Of a private channel; everybody is in the others. */
  readonly members?: readonly string[];
}

interface DoubleUser {
  readonly id: string;
  readonly name: string;
  readonly tz: string;
  readonly team_id: string;
  readonly is_admin?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
}

export interface DoubleMessage {
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts?: string;
  text: string;
  blocks?: readonly BlockLike[];
  readonly metadata?: unknown;
  readonly user: string;
  readonly bot_id?: string;
  /** The only person who sees it. */
  readonly ephemeral?: string;
  readonly args: Args;
}

export type Args = Readonly<Record<string, unknown>>;

/** What goes wrong with a call. `after` and `lost-answer`: the call is performed all the same. */
export type Fault =
  | { readonly kind: 'error'; readonly error: string; readonly after?: true }
  | { readonly kind: 'rate-limited'; readonly retryAfter: number }
  | { readonly kind: 'http'; readonly status: number; readonly after?: true }
  | { readonly kind: 'lost-answer' }
  | { readonly kind: 'refused-before' };

interface Trigger {
  /** By `workingTime`. */
  readonly until: number;
  used: boolean;
}

interface ResponseUrl {
  readonly until: number;
  readonly channel: string;
  readonly user: string;
  uses: number;
  readonly bodies: Args[];
}

export interface DoubleFile {
  readonly name: string;
  /** In bytes. */
  readonly length: number;
  bytes?: string;
  /** Where it is shared. */
  channel?: string;
  thread?: string;
}

export interface View extends Args {
  readonly id: string;
  readonly type: string;
  readonly blocks: readonly BlockLike[];
}

/** The state of the double: one workspace with its channels and people. */
export function createWorld(now: () => number, lostMs: () => number) {
  let serial = 0;
  const next = () => {
    serial += 1;
    return serial;
  };
  const channel = (id: string, name: string, more: Partial<DoubleChannel> = {}): [string, DoubleChannel] => [
    id,
    { id, name, is_private: false, is_archived: false, is_member: true, creator: 'U1', ...more },
  ];
  const user = (id: string, name: string, more: Partial<DoubleUser> = {}): [string, DoubleUser] => [
    id,
    { id, name, tz: 'Europe/Berlin', team_id: 'T1', ...more },
  ];
  return {
    now,
    /** The time in which this process could work: see `watchStalls`. */
    workingTime: () => now() - lostMs(),
    next,
    team: 'T1',
    bot: { user_id: 'UBOT', bot_id: 'B1' },
    /** Access tokens and the workspace each belongs to. */
    tokens: new Map([['xoxb-good', 'T1']]),
    appTokens: new Set(['xapp-good']),
    scopes: [...botScopes],
    /** Calls a minute that read messages; undefined: as many as anybody likes. Apps outside the Marketplace get one. */
    readsPerMinute: undefined as number | undefined,
    reads: [] as number[],
    /** The most messages in one answer. Apps outside the Marketplace get 15. */
    pageLimit: 1_000,
    refreshTokens: new Map<string, string>(),
    teamName: 'Lab',
    rotates: false,
    /** Refuses all blocks, as if Slack had a new rule for them. */
    refusesBlocks: false,
    /** A workspace to which charts were not rolled out yet refuses them. */
    takesCharts: true,
    /** The most members that one call gives. */
    membersPage: 1_000,
    channels: new Map([
      channel('C1', 'papers'),
      channel('C2', 'random', { is_member: false }),
      channel('C3', 'old', { is_archived: true }),
      channel('G1', 'secret', { is_private: true, is_member: false }),
    ]),
    users: new Map([
      user('U1', 'ada'),
      user('U2', 'grace', { is_admin: true, tz: 'America/New_York' }),
      user('U3', 'guest', { is_restricted: true }),
      user('U4', 'outsider', { team_id: 'T9', is_stranger: true }),
    ]),
    messages: [] as DoubleMessage[],
    homes: new Map<string, View>(),
    views: [] as View[],
    unfurls: [] as Args[],
    files: new Map<string, DoubleFile>(),
    /** The address of the double. */
    base: '',
    triggers: new Map<string, Trigger>(),
    responseUrls: new Map<string, ResponseUrl>(),
    calls: [] as { readonly method: string; readonly args: Args; readonly at: number }[],
    faults: new Map<string, Fault[]>(),
    ts: () => `${Math.floor(now() / 1_000)}.${String(next()).padStart(6, '0')}`,
  };
}

export type World = ReturnType<typeof createWorld>;
