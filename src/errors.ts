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
