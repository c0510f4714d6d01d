import { RESTJSONErrorCodes as codes } from 'discord.js';
import { DeliveryError, isNotConnected } from '../../../src/errors.ts';

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
  readonly retryAfterMs?: number;
  readonly remedy?: string;
}

const minute = 60_000;
const hour = 60 * minute;
const later = (retryAfterMs: number): Details => ({ problem: 'later', retryAfterMs });
const gone = (remedy: string): Details => ({ problem: 'gone', remedy });
/** The channel, server or person is gone: nobody is left who could do something about it. */
const removed: Details = { problem: 'gone' };
const allow = (permission: string) => gone(`Allow Paperboy “${permission}” in the channel’s permissions.`);

const noMessages = gone('This kind of channel takes no messages: choose a text channel or a forum.');
const closedDms = gone('Allow direct messages from members of this server, in its privacy settings.');
const locked = gone('Unlock the thread, or choose another place.');
const autoMod = gone('The server’s AutoMod refuses this message: exempt Paperboy’s role from the rule.');
/** Not in discord.js's list. */
const flaggedAsSpam = 20_026;

/** By Discord's code (docs.discord.com, topics/opcodes-and-status-codes). */
const detailsByCode: Readonly<Record<number, Details>> = {
  [codes.UnknownChannel]: removed,
  [codes.UnknownGuild]: removed,
  [codes.UnknownMessage]: gone(
    'The message that this belongs under was deleted; the next issue starts anew.',
  ),
  [codes.UnknownUser]: removed,
  [codes.ActionCannotBePerformedDueToSlowmodeRateLimit]: later(minute),
  [codes.AnnouncementEditLimitExceeded]: later(10 * minute),
  [flaggedAsSpam]: gone('Discord holds the bot back as spam: its owner can appeal in the developer portal.'),
  [codes.ChannelWriteRateLimit]: later(minute),
  [codes.MaximumThreadParticipantsReached]: gone(
    'The thread has as many members as Discord allows: choose another channel.',
  ),
  [codes.TagRequiredToCreateAForumPostInThisChannel]: gone(
    'This forum asks for a tag that Paperboy may not set: make one that everybody may use.',
  ),
  [codes.MissingAccess]: allow('View Channel'),
  [codes.CannotSendMessagesToThisUser]: closedDms,
  [codes.CannotSendMessagesInNonTextChannel]: noMessages,
  [codes.MissingPermissions]: allow('Send Messages, Create Public Threads, Send Messages in Threads'),
  [codes.CannotExecuteActionOnThisChannelType]: noMessages,
  [codes.InvalidActionOnArchivedThread]: locked,
  [codes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds]: closedDms,
  [codes.CannotReplyWithoutPermissionToReadMessageHistory]: allow('Read Message History'),
  [codes.ThreadLocked]: locked,
  [codes.MaximumActiveThreads]: later(hour),
  [codes.MaximumActiveAnnouncementThreads]: later(hour),
  [codes.MessageWasBlockedByAutomaticModeration]: autoMod,
  [codes.MessageBlockedByHarmfulLinksFilter]: autoMod,
};

/** `post`: a lost answer may hide a message. `read`: repeating the request does no harm. */
export function toDeliveryError(error: unknown, kind: 'post' | 'read'): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const fields = (error ?? {}) as ErrorLike;
  const { problem, ...more } = describe(fields, kind);
  const { message } = fields;
  const text = typeof message === 'string' && message !== '' ? message : String(error);
  return new DeliveryError(problem, `Discord: ${text}`, { ...more, cause: error });
}

function describe({ code, status, retryAfter, message }: ErrorLike, kind: 'post' | 'read'): Details {
  if (typeof retryAfter === 'number') return later(Math.ceil(retryAfter));
  const known = typeof code === 'number' ? detailsByCode[code] : undefined;
  if (known !== undefined) return known;
  // After a 401 discord.js forgets its token: nothing goes out until a restart with a valid one.
  if (status === 401 || /^Expected token/.test(String(message))) return later(hour);
  if (typeof status === 'number' && status < 500) return describeStatus(status, code);
  if (kind === 'read' || isNotConnected(code)) return later(minute / 2);
  return { problem: 'unknown' };
}

function describeStatus(status: number, code: unknown): Details {
  if (status === 429) return later(minute);
  // Without a code of Discord's own, the refusal comes from Cloudflare, which stands in front of Discord.
  if (typeof code !== 'number' || code === 0 || code === codes.CloudflareIsBlockingYourRequest) {
    return later(10 * minute);
  }
  if (status === 403) return gone('Discord does not allow this; check Paperboy’s permissions.');
  return status === 404 ? removed : later(hour);
}
