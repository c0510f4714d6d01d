import type { ChangeRule } from '../../src/ports/store/places.ts';

/** A user of `users.info`, as far as it is used. */
export interface UserLike {
  readonly id: string;
  readonly name?: string;
  readonly real_name?: string;
  readonly tz?: string;
  readonly team_id?: string;
  readonly profile?: { readonly display_name?: string };
  readonly enterprise_user?: {
    readonly enterprise_id?: string;
    readonly teams?: readonly string[];
    readonly is_admin?: boolean;
    readonly is_owner?: boolean;
  };
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_admin?: boolean;
  readonly is_owner?: boolean;
  readonly is_primary_owner?: boolean;
  /** A guest of several channels. */
  readonly is_restricted?: boolean;
  /** A guest of one channel. */
  readonly is_ultra_restricted?: boolean;
  /** From another organisation, by Slack Connect. */
  readonly is_stranger?: boolean;
}

/** A channel of `conversations.info`, as far as it is used. */
export interface ChannelLike {
  readonly creator?: string;
  readonly is_private?: boolean;
  /** A private channel, in the words of older workspaces. */
  readonly is_group?: boolean;
  /** A group's direct messages. */
  readonly is_mpim?: boolean;
  /** Direct messages with the bot, of the person `user`. */
  readonly is_im?: boolean;
  readonly user?: string;
}

/** What a person is to a workspace and one of its channels. A person may be several. */
export type Role = 'outsider' | 'guest' | 'member' | 'listed' | 'creator' | 'admin';

interface RoleRights {
  /** `inside`: channels and direct messages that the person is in. `public`: every public channel, too. */
  readonly reads: 'inside' | 'public';
  /** Whether the role may put papers on the reading list of what it may read. */
  readonly marks: boolean;
  /** The rules (see the command `allow`) under which the role may change what it may read. */
  readonly changes: readonly RuleKind[];
  /** Whether the role may choose the rule. */
  readonly manages: boolean;
}

type RuleKind = 'anyone' | 'owners' | 'people';

/**
 * Who may do what in Slack. `docs/rights.md` shows it.
 *
 * | role | |
 * |---|---|
 * | `outsider` | of another organisation, by Slack Connect |
 * | `guest` | of one channel or of several |
 * | `member` | a full member of the workspace |
 * | `listed` | a member whom the rule names |
 * | `creator` | the member who made this channel, or whose direct messages it is |
 * | `admin` | an admin or owner of the workspace, of the organisation where the app is installed for all of it |
 */
export const roleRights: Readonly<Record<Role, RoleRights>> = {
  outsider: { reads: 'inside', marks: false, changes: [], manages: false },
  guest: { reads: 'inside', marks: false, changes: [], manages: false },
  member: { reads: 'public', marks: true, changes: ['anyone'], manages: false },
  listed: { reads: 'public', marks: true, changes: ['anyone', 'people'], manages: false },
  creator: { reads: 'public', marks: true, changes: ['anyone', 'owners'], manages: false },
  admin: { reads: 'public', marks: true, changes: ['anyone', 'owners', 'people'], manages: true },
};

/** Where the person stands to a place: in it, outside a public channel, outside anything else. */
export type Standing = 'inside' | 'public' | 'closed';

/**
 * Whether a person may read what the bot knows of a channel.
 * @param standing whether they are in it, or could join it
 */
export const mayRead = (roles: readonly Role[], standing: Standing): boolean =>
  standing === 'inside' ||
  (standing === 'public' && roles.some((role) => roleRights[role].reads === 'public'));

/** Whether a person may save and hide papers in a channel. */
export const mayMark = (roles: readonly Role[], standing: Standing): boolean =>
  mayRead(roles, standing) && roles.some((role) => roleRights[role].marks);

/** Whether a person may change topics and the digest of a channel, under the workspace's rule. */
export const mayChange = (roles: readonly Role[], standing: Standing, rule: ChangeRule): boolean =>
  mayRead(roles, standing) && roles.some((role) => roleRights[role].changes.includes(kindOf(rule)));

/** Whether a person may choose that rule and the workspace's feeds. */
export const mayManage = (roles: readonly Role[]): boolean => roles.some((role) => roleRights[role].manages);

const kindOf = (rule: ChangeRule): RuleKind => (typeof rule === 'string' ? rule : 'people');

interface RoleFacts {
  readonly user: UserLike;
  readonly workspace: string;
  readonly rule?: ChangeRule;
  readonly channel?: ChannelLike | undefined;
}

/** A guest, or a person of another organisation, has that role alone: making a channel, or being named in the rule, adds none. */
export function rolesOf({ user, workspace, rule = 'anyone', channel }: RoleFacts): Role[] {
  if (isOutsider(user, workspace)) return ['outsider'];
  if (user.is_restricted === true || user.is_ultra_restricted === true) return ['guest'];
  const roles: Role[] = ['member'];
  if (typeof rule !== 'string' && rule.includes(user.id)) roles.push('listed');
  if (channel?.creator === user.id || (channel?.is_im === true && channel.user === user.id))
    roles.push('creator');
  if (isAdmin(user, workspace)) roles.push('admin');
  return roles;
}

function isAdmin(user: UserLike, workspace: string): boolean {
  const organisation = user.enterprise_user;
  if (organisation?.enterprise_id === workspace)
    return organisation.is_admin === true || organisation.is_owner === true;
  return user.is_admin === true || user.is_owner === true || user.is_primary_owner === true;
}

function isOutsider(user: UserLike, workspace: string): boolean {
  if (user.is_stranger === true) return true;
  const homes = [user.team_id, user.enterprise_user?.enterprise_id, ...(user.enterprise_user?.teams ?? [])];
  const isKnown = homes.some((home) => home !== undefined);
  return isKnown && !homes.includes(workspace);
}
