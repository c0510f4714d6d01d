import { DeliveryError } from '../../../src/errors.ts';

/** The parts of discord.js's errors (DiscordAPIError, HTTPError, RateLimitError) and of the network's that matter. */
interface ErrorLike {
  readonly code?: unknown;
  readonly status?: unknown;
  readonly retryAfter?: unknown;
  readonly message?: unknown;
  readonly name?: unknown;
}

type Outcome = { readonly retryAfterMs: number } | { readonly remedy: string } | 'removed';

const hour = 3_600_000;
const allow = (permission: string) => `Allow Paperboy “${permission}” in the channel’s permissions.`;

/**
 * By Discord's code (docs, topics/opcodes-and-status-codes). `removed` leaves nobody to ask: no remedy. The others
 * are a person's to mend, or pass with time.
 */
const outcomes: Readonly<Record<number, Outcome>> = {
  10003: 'removed',
  10004: 'removed',
  10008: { remedy: 'The message that this belongs under was deleted; the next issue starts anew.' },
  10013: 'removed',
  20016: { retryAfterMs: 60_000 },
  20022: { retryAfterMs: 10 * 60_000 },
  20026: { remedy: 'Discord holds the bot back as spam: its owner can appeal in the developer portal.' },
  20028: { retryAfterMs: 60_000 },
  30033: { remedy: 'The thread has as many members as Discord allows: choose another channel.' },
  40067: { remedy: 'This forum asks for a tag that Paperboy may not set: make one that everybody may use.' },
  50001: { remedy: allow('View Channel') },
  50007: { remedy: 'Allow direct messages from members of this server, in its privacy settings.' },
  50008: { remedy: 'This kind of channel takes no messages: choose a text channel or a forum.' },
  50013: { remedy: allow('Send Messages, Create Public Threads, Send Messages in Threads') },
  50024: { remedy: 'This kind of channel takes no messages: choose a text channel or a forum.' },
  50083: { remedy: 'Unlock the thread, or choose another place.' },
  50278: { remedy: 'Allow direct messages from members of this server, in its privacy settings.' },
  160002: { remedy: allow('Read Message History') },
  160005: { remedy: 'Unlock the thread, or choose another place.' },
  160006: { retryAfterMs: hour },
  160007: { retryAfterMs: hour },
  200000: { remedy: 'The server’s AutoMod refuses this message: exempt Paperboy’s role from the rule.' },
  240000: { remedy: 'The server’s AutoMod refuses this message: exempt Paperboy’s role from the rule.' },
};

/** Nothing went out: the connection was never made. */
const neverSent = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/**
 * What went wrong, for the ledger. `posts`: the request makes a message, so that a lost answer leaves a doubt;
 * repeating any other is harmless.
 */
export function toDeliveryError(error: unknown, posts: boolean): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const { code, status, retryAfter, message } = (error ?? {}) as ErrorLike;
  const says = `Discord: ${typeof message === 'string' && message !== '' ? message : String(error)}`;
  const make = (problem: DeliveryError['problem'], more = {}) =>
    new DeliveryError(problem, says, { cause: error, ...more });
  const later = (retryAfterMs: number) => make('later', { retryAfterMs });

  if (typeof retryAfter === 'number') return later(Math.ceil(retryAfter));
  const known = typeof code === 'number' ? outcomes[code] : undefined;
  if (known !== undefined) return fromOutcome(known, make, later);
  // discord.js forgets its token after a 401: until a restart with a good one, nothing goes out.
  if (status === 401 || /^Expected token/.test(String(message))) return later(hour);
  if (typeof status === 'number' && status < 500) return refused(status, code, make, later);
  if (neverSent.includes(String(code))) return later(30_000);
  return posts ? make('unknown') : later(30_000);
}

function fromOutcome(known: Outcome, make: Make, later: (ms: number) => DeliveryError): DeliveryError {
  if (known === 'removed') return make('gone');
  return 'remedy' in known ? make('gone', known) : later(known.retryAfterMs);
}

type Make = (problem: DeliveryError['problem'], more?: { remedy?: string }) => DeliveryError;

function refused(
  status: number,
  code: unknown,
  make: Make,
  later: (ms: number) => DeliveryError,
): DeliveryError {
  if (status === 429) return later(60_000);
  // Without a code of Discord's own it is what stands before it (Cloudflare) that refuses.
  if (typeof code !== 'number' || code === 0 || code === 40333) return later(10 * 60_000);
  if (status === 403)
    return make('gone', { remedy: 'Discord does not allow this; check Paperboy’s permissions.' });
  if (status === 404) return make('gone');
  return later(hour);
}
