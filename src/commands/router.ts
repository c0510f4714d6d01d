import type { Answer, Command, Suggestion } from './command.ts';

/** All commands behind one door: adapters know nothing else of them. */
export interface Router {
  /** In the order in which help lists them. */
  readonly commands: readonly Command[];
  /**
   * Runs one line, `search query:"graph transformers" page:2` or `search graph transformers`.
   * @throws UserError when the line is not a command, or its options are wrong.
   */
  answer(line: string): Promise<Answer>;
  /** Suggestions for the text of one option, at most `limit` (default 25, Discord's limit). */
  suggest(command: string, option: string, text: string, limit?: number): Promise<readonly Suggestion[]>;
  /** Completions of a line being typed: each `value` is the whole line. */
  complete(line: string, limit?: number): Promise<readonly Suggestion[]>;
}
