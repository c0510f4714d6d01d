import { Refusal } from './refusal.ts';
import type { Args, DoubleChannel, World } from './world.ts';

/** What stands for the four kinds of conversations: `channels:read` for a public channel, `im:read` for direct messages. */
type Family = 'read' | 'history';

/**
 * Methods and the bot scope that each needs (docs.slack.dev, the pages of the methods). For conversations the scope depends
 * on the kind. `undefined`: any token does.
 */
export const scopesOfMethods: Readonly<Record<string, string | { readonly family: Family } | undefined>> = {
  'auth.test': undefined,
  'chat.getPermalink': undefined,
  'chat.postEphemeral': 'chat:write',
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'chat.unfurl': 'links:write',
  'conversations.history': { family: 'history' },
  'conversations.info': { family: 'read' },
  'conversations.members': { family: 'read' },
  'conversations.replies': { family: 'history' },
  'files.completeUploadExternal': 'files:write',
  'files.getUploadURLExternal': 'files:write',
  'users.info': 'users:read',
  'views.open': undefined,
  'views.publish': undefined,
  'views.push': undefined,
  'views.update': undefined,
};

/** Events and the bot scopes of which Slack wants one at least (docs.slack.dev, the pages of the events). */
export const scopesOfEvents: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  app_uninstalled: [],
  channel_archive: ['channels:read'],
  channel_deleted: ['channels:read'],
  channel_id_changed: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  channel_left: ['channels:read'],
  channel_unarchive: ['channels:read'],
  group_archive: ['groups:read'],
  group_deleted: ['groups:read'],
  group_left: ['groups:read'],
  group_unarchive: ['groups:read'],
  link_shared: ['links:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
  'message.im': ['im:history'],
  team_access_granted: [],
  team_access_revoked: [],
  tokens_revoked: [],
};

/** Scopes that belong to no method of their own: slash commands, and posts where the bot is not a member. */
export const otherScopes = ['commands', 'chat:write.public'];

const kindOf = ({ is_im, is_private }: DoubleChannel) => (is_im ? 'im' : is_private ? 'groups' : 'channels');

export function checkScope(world: World, method: string, args: Args): void {
  const needed = scopesOfMethods[method];
  if (needed === undefined) return;
  const channel = world.channels.get(String(args['channel']));
  // Of a channel that does not exist, Slack says so first.
  if (typeof needed === 'object' && channel === undefined) return;
  const scope = typeof needed === 'string' ? needed : `${kindOf(channel as DoubleChannel)}:${needed.family}`;
  if (!world.scopes.includes(scope)) throw new Refusal('missing_scope');
}
