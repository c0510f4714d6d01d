import type { ChangeRule } from '../../src/ports/store/places.ts';

/** A user of `users.info`, as far as it is used. */
export interface UserLike {
  readonly id: string;
  readonly name?: string;
  readonly real_name?: string;
  readonly tz?: string;
  readonly team_id?: string;
  readonly profile?: { readonly display_name?: string };
  readonly enterprise_user?: { readonly enterprise_id?: string; readonly teams?: readonly string[] };
  readonly is_admin?: boolean;
  readonly is_owner?: boolean;
  /** A guest of several channels. */
  readonly is_restricted?: boolean;
  /** A guest of one channel. */
  readonly is_ultra_restricted?: boolean;
  /** From another organisation, by Slack Connect. */
  readonly is_stranger?: boolean;
}

export interface ChannelLike {
  readonly creator?: string;
}

interface ChangeRequest {
  readonly user: string;
  readonly workspace: string;
  readonly info: UserLike;
  readonly channelInfo: () => Promise<ChannelLike | undefined>;
}

/** Whether a person may change what is followed. Guests and people of other organisations never may, whatever the rule. */
export async function mayChange(rule: ChangeRule, request: ChangeRequest): Promise<boolean> {
  const { user, info } = request;
  if (isGuest(info) || isOutsider(request)) return false;
  if (rule === 'anyone') return true;
  if (rule !== 'owners') return rule.includes(user);
  return info.is_admin === true || info.is_owner === true || (await request.channelInfo())?.creator === user;
}

const isGuest = (info: UserLike) => info.is_restricted === true || info.is_ultra_restricted === true;

function isOutsider({ info, workspace }: ChangeRequest): boolean {
  if (info.is_stranger === true) return true;
  const homes = [info.team_id, info.enterprise_user?.enterprise_id, ...(info.enterprise_user?.teams ?? [])];
  const isKnown = homes.some((home) => home !== undefined);
  return isKnown && !homes.includes(workspace);
}
