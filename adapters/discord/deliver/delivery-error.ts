import { RESTJSONErrorCodes as codes } from 'discord.js';
import { codesOf, DeliveryError, isNotConnected } from '../../../src/errors.ts';

/** What is read of an error of discord.js (DiscordAPIError, HTTPError, RateLimitError) or of the network. */
interface ErrorLike {
  /** Discord's number, or the network's word. */
  readonly code?: unknown;
  /** The HTTP status. */
  readonly status?: unknown;
  /** Milliseconds. */
  readonly retryAfter?: unknown;
  readonly message?: unknown;
}

interface Details {
  readonly problem: DeliveryError['problem'];
  /** What the refusal means, for the people in the channel. */
  readonly message: string;
  readonly retryAfterMs?: number;
  readonly remedy?: string;
}

const minute = 60_000;
const hour = 60 * minute;
const slowDown = 'Discord asks me to slow down';
const later = (message: string, retryAfterMs: number): Details => ({
  problem: 'later',
  message,
  retryAfterMs,
});
const gone = (message: string, remedy: string): Details => ({ problem: 'gone', message, remedy });
/** Nobody is left who could do something about it. */
const removed = (message: string): Details => ({ problem: 'gone', message });
const allow = (message: string, permission: string) =>
  gone(message, `Allow Paperboy “${permission}” in the channel’s permissions.`);

const noMessages = gone('I can’t post in this kind of channel', 'Choose a text channel or a forum.');
const closedDms = gone(
  'I can’t send you direct messages',
  'Allow direct messages from members of this server, in its privacy settings.',
);
const locked = gone('the thread is locked', 'Unlock the thread, or choose another channel.');
const autoMod = gone(
  'the server’s AutoMod refuses this message',
  'Exempt Paperboy’s role from the AutoMod rule.',
);
const tooManyThreads = later('this server has as many open threads as Discord allows', hour);
/** Not in discord.js's list. */
const flaggedAsSpam = 20_026;

/** What each refusal means, by Discord's code (docs.discord.com, topics/opcodes-and-status-codes). */
const detailsByCode: Readonly<Record<number, Details>> = {
  [codes.UnknownChannel]: removed('the channel was deleted'),
  [codes.UnknownGuild]: removed('I’m not in this server any more'),
  [codes.UnknownMessage]: gone(
    'the message that this belongs under was deleted',
    'The next digest starts anew.',
  ),
  [codes.UnknownUser]: removed('this person is not on Discord any more'),
  [codes.ActionCannotBePerformedDueToSlowmodeRateLimit]: later('the channel is in slow mode', minute),
  [codes.AnnouncementEditLimitExceeded]: later(slowDown, 10 * minute),
  [flaggedAsSpam]: gone(
    'Discord holds me back as spam',
    'The bot’s owner can appeal in the developer portal.',
  ),
  [codes.ChannelWriteRateLimit]: later(slowDown, minute),
  [codes.MaximumThreadParticipantsReached]: gone(
    'the thread has as many members as Discord allows',
    'Choose another channel.',
  ),
  [codes.TagRequiredToCreateAForumPostInThisChannel]: gone(
    'this forum asks for a tag that I may not set',
    'Make a tag that everybody may use.',
  ),
  [codes.MissingAccess]: allow('I can’t see the channel', 'View Channel'),
  [codes.CannotSendMessagesToThisUser]: closedDms,
  [codes.CannotSendMessagesInNonTextChannel]: noMessages,
  [codes.MissingPermissions]: allow(
    'I’m not allowed to post there',
    'Send Messages, Create Public Threads, Send Messages in Threads',
  ),
  [codes.CannotExecuteActionOnThisChannelType]: noMessages,
  [codes.InvalidActionOnArchivedThread]: locked,
  [codes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds]: closedDms,
  [codes.CannotReplyWithoutPermissionToReadMessageHistory]: allow(
    'I may not reply there',
    'Read Message History',
  ),
  [codes.ThreadLocked]: locked,
  [codes.MaximumActiveThreads]: tooManyThreads,
  [codes.MaximumActiveAnnouncementThreads]: tooManyThreads,
  [codes.MessageWasBlockedByAutomaticModeration]: autoMod,
  [codes.MessageBlockedByHarmfulLinksFilter]: autoMod,
};

/**
 * `post`: a lost answer may hide a message. `read`: repeating the request does no harm. The error's message is for people;
 * what Discord or the network said is its `cause`, for the log.
 */
export function toDeliveryError(error: unknown, kind: 'post' | 'read'): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const { problem, message, ...more } = describe((error ?? {}) as ErrorLike, kind);
  return new DeliveryError(problem, message, { ...more, isRateLimit: message === slowDown, cause: error });
}

function describe(error: ErrorLike, kind: 'post' | 'read'): Details {
  const { code, status, retryAfter, message } = error;
  if (typeof retryAfter === 'number') return later(slowDown, Math.ceil(retryAfter));
  const known = typeof code === 'number' ? detailsByCode[code] : undefined;
  if (known !== undefined) return known;
  // After a 401 discord.js forgets its token: nothing goes out until a restart with a valid one.
  if (status === 401 || /^Expected token/.test(String(message)))
    return later('Discord doesn’t accept my token', hour);
  if (typeof status === 'number' && status < 500) return describeStatus(status, code);
  if (codesOf(error).some(isNotConnected)) return later('I can’t reach Discord', minute / 2);
  if (kind === 'read') return later('Discord doesn’t answer', minute / 2);
  return { problem: 'unknown', message: 'Discord’s answer was lost' };
}

function describeStatus(status: number, code: unknown): Details {
  if (status === 429) return later(slowDown, minute);
  // Without a code of Discord's own, the refusal comes from Cloudflare, which stands in front of Discord.
  if (typeof code !== 'number' || code === 0 || code === codes.CloudflareIsBlockingYourRequest) {
    return later('Discord turns me away for now', 10 * minute);
  }
  if (status === 403) return gone('Discord doesn’t allow this', 'Check Paperboy’s permissions.');
  if (status === 404) return removed('the channel or message was deleted');
  return later('Discord refused the message', hour);
}
