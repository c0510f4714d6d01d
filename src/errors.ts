/**
 * The errors that are expected: each says to whom it matters. Any other error is a bug.
 *
 * | error | caused by | told to |
 * |---|---|---|
 * | UserError | a person's mistake | that person; never logged as an error |
 * | DeliveryError | a chat platform that takes no message | who asked, and the log; the ledger decides about a retry |
 * | FeedError | a host that feeds are read from | `feeds`, `status` and the log |
 * | EmbeddingError | the model or the service that embeds texts | the log; searches go by words meanwhile |
 * | StoreError | the database or the queue: folder in use, disk full, server away | who asked, and the log, once a minute |
 */

/** A person's mistake. The message is one sentence for that person. */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** A stable kebab-case word for scripts: `unknown-command`, `bad-filter`. */
  readonly code: string;
  /** What to do instead, in one sentence for that person. */
  readonly hint: string;
  /** Command lines to run instead, best first. They are shown as buttons. */
  readonly suggestions: readonly string[];

  constructor(code: string, message: string, hint: string, suggestions: readonly string[] = []) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.suggestions = suggestions;
  }
}

/** What `read` gives, or the mistake that it throws. @throws what else it throws: bugs go on */
export function attempt<Value>(read: () => Value): Value | UserError {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/**
 * | problem | meaning |
 * |---|---|
 * | `later` | nothing was sent; a later attempt may succeed |
 * | `gone` | nothing was sent; no attempt will succeed until a person does something |
 * | `unknown` | the message may have been sent: look it up before sending it again |
 */
export type DeliveryProblem = 'later' | 'gone' | 'unknown';

/** A message was not delivered, or may not have been. Messengers throw no other error. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly problem: DeliveryProblem;
  /** For `later`: milliseconds to wait. */
  readonly retryAfterMs: number | undefined;
  /** For `gone`: what a person can do about it, in one sentence. */
  readonly remedy: string | undefined;
  /** The platform asked for fewer requests (429). */
  readonly isRateLimit: boolean;

  constructor(
    problem: DeliveryProblem,
    message: string,
    options: {
      readonly retryAfterMs?: number;
      readonly remedy?: string;
      readonly isRateLimit?: boolean;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.problem = problem;
    this.retryAfterMs = options.retryAfterMs;
    this.isRateLimit = options.isRateLimit ?? false;
    this.remedy = options.remedy;
  }
}

/**
 * | problem | meaning |
 * |---|---|
 * | `refused` | the host asks for a pause |
 * | `unreachable` | no answer, or not a whole one |
 * | `unreadable` | an answer in an unexpected format |
 * | `mistake` | the host does not know what the settings ask for |
 */
export type FeedProblem = 'refused' | 'unreachable' | 'unreadable' | 'mistake';

/** A feed could not be read. The message says why, for the person who runs the bot. Feeds throw no other error. */
export class FeedError extends Error {
  override readonly name = 'FeedError';
  readonly problem: FeedProblem;
  /** Milliseconds before the next request to this host. When it is set, the round ends. */
  readonly retryAfterMs: number | undefined;

  constructor(
    problem: FeedProblem,
    message: string,
    options: { readonly retryAfterMs?: number; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.problem = problem;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/**
 * The database or the job queue could not be opened or reached. The message says why, without a password. It is logged where it
 * was made, at most once a minute: nobody else logs it.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  /** What to do, in a sentence or two for the person who asked. */
  readonly hint: string;

  constructor(message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.hint = options.hint ?? 'Nothing was changed.';
  }
}

/** Texts could not be embedded. The message says why, without a key. Embedders throw no other error. */
export class EmbeddingError extends Error {
  override readonly name = 'EmbeddingError';
}

const notConnected =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** Whether an error's `code`, Node's or undici's, says that no connection was made: then nothing can have been sent. */
export const isNotConnected = (code: unknown): boolean => notConnected.test(String(code));

/** The codes of an error and of its causes, at most six: fetch puts the network's word into the cause. */
export function codesOf(error: unknown): unknown[] {
  const codes: unknown[] = [];
  for (let each: unknown = error; each instanceof Object && codes.length < 6; ) {
    const { code, cause } = each as { readonly code?: unknown; readonly cause?: unknown };
    codes.push(code);
    each = cause;
  }
  return codes;
}

/** What was composed for an issue has changed since: it must be composed again. */
export class StaleIssueError extends Error {}
