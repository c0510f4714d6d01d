/** A person's mistake. It is shown to that person, with a hint how to mend it, and is never logged as an error. */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** A stable kebab-case word for scripts: `unknown-command`, `bad-filter`. */
  readonly code: string;
  /** What to do instead. */
  readonly hint: string;
  /** Command lines that would mend it, best first; shown as buttons. */
  readonly suggestions: readonly string[];

  constructor(code: string, message: string, hint: string, suggestions: readonly string[] = []) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.suggestions = suggestions;
  }
}

/**
 * `later`: not now, nothing was sent. `gone`: never again without a person's help. `unknown`: it may have been sent,
 * ask before sending again.
 */
export type DeliveryProblem = 'later' | 'gone' | 'unknown';

/** A messenger could not deliver, or cannot tell. The only error that a messenger throws. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly problem: DeliveryProblem;
  /** For `later`: how long to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** For `gone`: what a person can do about it, in one sentence. */
  readonly remedy: string | undefined;

  constructor(
    problem: DeliveryProblem,
    message: string,
    options: { readonly retryAfterMs?: number; readonly remedy?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.problem = problem;
    this.retryAfterMs = options.retryAfterMs;
    this.remedy = options.remedy;
  }
}

/**
 * `refused`: the host does not want us for a while. `unreachable`: no or half an answer. `unreadable`: an answer of
 * another kind than agreed. `mistake`: the host does not know what we were set to ask for.
 */
export type FeedProblem = 'refused' | 'unreachable' | 'unreadable' | 'mistake';

/** A feed could not be read; its message says why, as one says it to an operator. The only error that a feed throws. */
export class FeedError extends Error {
  override readonly name = 'FeedError';
  readonly problem: FeedProblem;
  /** How long the host is left alone, in milliseconds; where this is said, nothing more of it should be asked for now. */
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

/** The store could not be opened or reached, so nothing was changed. The message says why, without a password. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
