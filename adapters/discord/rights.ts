import { type APIApplicationCommandPermission, ApplicationCommandPermissionType } from 'discord.js';

/** What a person is to a place. */
export type Role = 'outsider' | 'member' | 'refused' | 'allowed' | 'manager' | 'administrator' | 'direct';

interface RoleRights {
  readonly reads: boolean;
  /** Whether the role may put papers on the reading list. */
  readonly marks: boolean;
  readonly changes: boolean;
  /** Whether the role may choose the feeds of the server. All direct messages together count as one server. */
  readonly choosesFeeds: boolean;
}

/**
 * Who may do what on Discord. `docs/rights.md` shows it.
 *
 * | role | |
 * |---|---|
 * | `outsider` | does not see the channel, or is not on the server |
 * | `member` | sees the channel |
 * | `refused` | sees it, and the server's settings (Integrations) refuse the command for changes |
 * | `allowed` | sees it, and the server's settings allow the command for changes |
 * | `manager` | sees it, and manages the server |
 * | `administrator` | of the server, or its owner |
 * | `direct` | in direct messages with the bot |
 */
export const roleRights: Readonly<Record<Role, RoleRights>> = {
  outsider: { reads: false, marks: false, changes: false, choosesFeeds: false },
  member: { reads: true, marks: true, changes: false, choosesFeeds: false },
  refused: { reads: true, marks: true, changes: false, choosesFeeds: false },
  allowed: { reads: true, marks: true, changes: true, choosesFeeds: true },
  manager: { reads: true, marks: true, changes: true, choosesFeeds: true },
  administrator: { reads: true, marks: true, changes: true, choosesFeeds: true },
  direct: { reads: true, marks: true, changes: true, choosesFeeds: false },
};

/** A server's own settings for a command, or with the application's id for all its commands. */
export interface CommandPermissions {
  readonly id: string;
  readonly permissions: readonly APIApplicationCommandPermission[];
}

/** Who asks in a server, and where: what Discord's permissions depend on. */
export interface Membership {
  readonly guild: string;
  /** The channel, or the parent of a thread: threads stand for their parent. */
  readonly channel: string;
  readonly person: string;
  readonly roles: readonly string[];
  /** The person's permission bits in the channel. */
  readonly held: bigint;
}

/**
 * What the server's settings say, as Discord applies them: settings of the command replace those of the whole application;
 * a refused channel is refused to everybody; a person's own setting precedes those of roles, of which one that allows is
 * enough, and these precede that of @everyone (docs.discord.com, application-commands, permissions). The application's
 * settings can only refuse: its commands keep their own demands.
 * @returns undefined when they say nothing
 */
export function roleBySettings(
  all: readonly CommandPermissions[],
  ids: { readonly application: string; readonly command: string | undefined },
  member: Omit<Membership, 'held'>,
): 'allowed' | 'refused' | undefined {
  const ofCommand = all.find(({ id }) => id === ids.command)?.permissions ?? [];
  if (ofCommand.length > 0) return verdict(ofCommand, member);
  const ofApplication = all.find(({ id }) => id === ids.application)?.permissions ?? [];
  return verdict(ofApplication, member) === 'refused' ? 'refused' : undefined;
}

function verdict(
  settings: readonly APIApplicationCommandPermission[],
  { guild, channel, person, roles }: Omit<Membership, 'held'>,
): 'allowed' | 'refused' | undefined {
  const { User, Role, Channel } = ApplicationCommandPermissionType;
  const settingOf = (wanted: ApplicationCommandPermissionType, id: string) =>
    settings.find((each) => each.type === wanted && each.id === id)?.permission;
  // Discord writes “all channels” as the server's id less one, and @everyone as the server's id.
  const allChannels = String(BigInt(guild) - 1n);
  if ((settingOf(Channel, channel) ?? settingOf(Channel, allChannels)) === false) return 'refused';
  const ofRoles = roles.flatMap((role) => settingOf(Role, role) ?? []);
  const ofPerson =
    settingOf(User, person) ??
    (ofRoles.length > 0 ? ofRoles.includes(true) : undefined) ??
    settingOf(Role, guild);
  if (ofPerson === undefined) return undefined;
  return ofPerson ? 'allowed' : 'refused';
}
