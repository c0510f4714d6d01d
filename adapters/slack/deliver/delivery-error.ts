import { codesOf, DeliveryError, isNotConnected } from '../../../src/errors.ts';

/** What is read of an error of @slack/web-api or of the network. */
interface SlackErrorLike {
  readonly code?: string;
  /** Of a refusal: Slack's own word for it. */
  readonly data?: { readonly error?: string };
  /** Of a rate limit: seconds. */
  readonly retryAfter?: number;
  readonly statusCode?: number;
  readonly cause?: unknown;
}

/** Slack's word for the refusal; undefined when the error is of another kind. */
export const refusalOf = (error: unknown): string | undefined =>
  (error as SlackErrorLike | undefined)?.data?.error;

/** Whether Slack refused what a message shows, rather than posting it. */
export const isContentRefused = (error: unknown): boolean =>
  /^(invalid_blocks|msg_)/.test(refusalOf(error) ?? '');

/** What a refusal means, for the people in the channel, and what they can do about it. */
type Meaning = readonly [message: string, remedy: string];

const invite = 'Invite me: type /invite @Paperboy there.';
const reinstall = 'Install Paperboy in this workspace again.';
const notIn: Meaning = ['I’m not in the channel', invite];
const archived: Meaning = ['the channel is archived', 'Unarchive the channel, or follow in another one.'];
const restricted: Meaning = [
  'I’m not allowed to post in the channel',
  'Ask an admin to let Paperboy post in this channel.',
];
const noReplies: Meaning = ['I can’t answer in that thread', 'The next digest starts anew.'];
const noPerson: Meaning = ['this person has left the workspace', 'Someone else can take over.'];
const notInstalled: Meaning = ['Paperboy is not installed in this workspace any more', reinstall];
const badToken: Meaning = ['Slack doesn’t accept my token', reinstall];

/** Refusals that only a person can end (docs.slack.dev, chat.postMessage and chat.update). */
const meanings: Readonly<Record<string, Meaning>> = {
  channel_not_found: notIn,
  not_in_channel: notIn,
  is_archived: archived,
  no_permission: restricted,
  ekm_access_denied: restricted,
  as_user_not_supported: restricted,
  access_denied: restricted,
  messages_tab_disabled: ['my messages tab is off', 'Turn on the messages tab of Paperboy’s App Home.'],
  thread_not_found: noReplies,
  cannot_reply_to_message: noReplies,
  message_not_found: ['the message was deleted', 'The next digest starts anew.'],
  cant_update_message: ['the message is another app’s', 'The next digest starts anew.'],
  edit_window_closed: ['messages of that age can’t be changed here', 'The next digest starts anew.'],
  user_not_found: noPerson,
  user_disabled: noPerson,
  cannot_dm_bot: ['I can’t write to another bot', 'Somebody else can take over.'],
  account_inactive: notInstalled,
  token_revoked: notInstalled,
  invalid_auth: badToken,
  not_authed: badToken,
  missing_scope: ['I lack a permission in this workspace', reinstall],
  team_access_not_granted: notInstalled,
  team_not_found: notInstalled,
  org_login_required: ['the workspace is moving to another organisation', reinstall],
};

/** Slack's docs say that part of the work may have been done. */
const doubtful = new Set(['internal_error', 'fatal_error', 'service_unavailable']);
/** Nothing was done, and the same request will succeed later. In milliseconds. */
const retryAfter = new Map([
  ['ratelimited', 30_000],
  ['rate_limited', 30_000],
  ['request_timeout', 5_000],
  ['team_added_to_org', 60_000],
  ['token_expired', 60_000],
]);

/** `post`: a lost answer may hide a message. `read`: repeating the request does no harm. */
export function toDeliveryError(error: unknown, kind: 'post' | 'read'): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const { problem, message, ...more } = describe((error ?? {}) as SlackErrorLike);
  const isHarmless = kind === 'read' && problem === 'unknown';
  return new DeliveryError(isHarmless ? 'later' : problem, message, {
    ...more,
    isRateLimit: message === slowDown,
    cause: error,
  });
}

interface Description {
  readonly problem: DeliveryError['problem'];
  readonly message: string;
  readonly retryAfterMs?: number;
  readonly remedy?: string;
}

function describe(error: SlackErrorLike): Description {
  const refusal = refusalOf(error);
  if (error.retryAfter !== undefined) return later(slowDown, error.retryAfter * 1_000);
  if (refusal !== undefined) return describeRefusal(refusal);
  const status = error.statusCode;
  if (status !== undefined) {
    const message = 'Slack has trouble of its own';
    // Below 500, a proxy or Slack's edge refused the request before anything was done.
    return status >= 500 ? { problem: 'unknown', message } : later(message, 60_000);
  }
  if (codesOf(error).some(isNotConnected)) return later('I can’t reach Slack', 30_000);
  return { problem: 'unknown', message: 'Slack’s answer was lost' };
}

function describeRefusal(refusal: string): Description {
  const retryAfterMs = retryAfter.get(refusal);
  if (retryAfterMs !== undefined) return later(slowDown, retryAfterMs);
  if (doubtful.has(refusal)) return { problem: 'unknown', message: 'Slack has trouble of its own' };
  const [message, remedy] =
    meanings[refusal] ?? (refusal.startsWith('restricted_action') ? restricted : unforeseen);
  return { problem: 'gone', message, remedy };
}

const slowDown = 'Slack asks me to slow down';
const unforeseen: Meaning = [
  'Slack refuses the message',
  'Tell the person who runs Paperboy: the log says which word Slack used.',
];

const later = (message: string, retryAfterMs: number): Description => ({
  problem: 'later',
  message,
  retryAfterMs,
});
