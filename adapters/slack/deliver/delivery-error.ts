import { DeliveryError, isNotConnected } from '../../../src/errors.ts';

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

const invite = 'Invite me to the channel: type /invite @Paperboy there.';
const reinstall = 'Install Paperboy in this workspace again.';
const posting = 'Ask an admin to let Paperboy post in this channel.';

/** Refusals that only a person can end (docs.slack.dev, chat.postMessage and chat.update). */
const remedies: Readonly<Record<string, string>> = {
  channel_not_found: invite,
  not_in_channel: invite,
  is_archived: 'Unarchive the channel, or follow in another one.',
  no_permission: posting,
  ekm_access_denied: posting,
  messages_tab_disabled: 'Turn on the messages tab of Paperboy’s App Home.',
  message_not_found: 'The message was deleted.',
  cant_update_message: 'The message is another app’s.',
  edit_window_closed: 'This workspace lets nobody change messages of that age.',
  user_not_found: 'This person is not in the workspace any more.',
  user_disabled: 'This person is not in the workspace any more.',
  cannot_dm_bot: 'A bot cannot be written to.',
  account_inactive: reinstall,
  token_revoked: reinstall,
  invalid_auth: reinstall,
  not_authed: reinstall,
  missing_scope: reinstall,
  team_access_not_granted: reinstall,
  team_not_found: reinstall,
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
  const { problem, message, ...more } = describe(error as SlackErrorLike);
  const isHarmless = kind === 'read' && problem === 'unknown';
  return new DeliveryError(isHarmless ? 'later' : problem, message, { ...more, cause: error });
}

interface Description {
  readonly problem: DeliveryError['problem'];
  readonly message: string;
  readonly retryAfterMs?: number;
  readonly remedy?: string;
}

function describe(error: SlackErrorLike): Description {
  const refusal = refusalOf(error);
  if (error.retryAfter !== undefined) return later('Slack asks us to slow down', error.retryAfter * 1_000);
  if (refusal !== undefined) return describeRefusal(refusal);
  const status = error.statusCode;
  if (status !== undefined) {
    const message = `Slack answered ${status}`;
    // Below 500, a proxy or Slack's edge refused the request before anything was done.
    return status >= 500 ? { problem: 'unknown', message } : later(message, 60_000);
  }
  if (codesOf(error).some(isNotConnected)) return later('Slack cannot be reached', 30_000);
  return { problem: 'unknown', message: 'Slack’s answer was lost' };
}

function describeRefusal(refusal: string): Description {
  const message = `Slack says ${refusal}`;
  const retryAfterMs = retryAfter.get(refusal);
  if (retryAfterMs !== undefined) return later(message, retryAfterMs);
  if (doubtful.has(refusal)) return { problem: 'unknown', message };
  const unforeseen = `Slack refused the message with “${refusal}”; that is a mistake of ours.`;
  const remedy = refusal.startsWith('restricted_action') ? posting : unforeseen;
  return { problem: 'gone', message, remedy: remedies[refusal] ?? remedy };
}

const later = (message: string, retryAfterMs: number): Description => ({
  problem: 'later',
  message,
  retryAfterMs,
});

/** The codes of an error and of its causes, at most six. */
function codesOf(error: SlackErrorLike): unknown[] {
  const codes: unknown[] = [];
  for (let each: unknown = error; each instanceof Object && codes.length < 6; ) {
    const { code, cause } = each as SlackErrorLike;
    codes.push(code);
    each = cause;
  }
  return codes;
}
