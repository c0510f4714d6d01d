/** The README says what each is for. Changing them needs a new installation. */
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

/** Domains whose links are previewed, at most 5. Changing them needs a new installation. */
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
