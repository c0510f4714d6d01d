/**
 * What the bot asks for, each for one thing it does. `*:history`: a part whose answer was lost is looked up before it
 * is sent again. `*:read`: channels that are archived, left or renamed.
 */
export const botScopes = [
  'commands',
  'chat:write',
  'chat:write.public',
  'app_mentions:read',
  'im:history',
  'channels:history',
  'groups:history',
  'channels:read',
  'groups:read',
  'users:read',
  'links:read',
  'links:write',
] as const;

/** Domains whose links are previewed; changing them needs a new installation (at most 5). */
export const unfurlDomains = ['arxiv.org', 'huggingface.co'] as const;

export const botEvents = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_archive',
  'channel_deleted',
  'channel_id_changed',
  'channel_left',
  'group_archive',
  'group_deleted',
  'group_left',
  'link_shared',
  'member_left_channel',
  'message.im',
  'tokens_revoked',
] as const;
