import { UserError } from '../errors.ts';
import type { PaperIndex } from '../ports.ts';
import { readOptions } from './arguments.ts';
import type { Answer, Caller, Command, Suggestion } from './command.ts';
import { splitCommand, splitOptions } from './grammar.ts';
import { findCommand } from './help.ts';
import { suggestFor } from './suggestions.ts';

/** All commands behind one door: adapters know nothing else of them. */
export interface Router {
  /** In the order in which help lists them. */
  readonly commands: readonly Command[];
  /**
   * Runs one line, `search query:"graph transformers" page:2` or `search graph transformers`.
   * @throws UserError when the line is not a command, or its options are wrong.
   */
  answer(line: string, caller: Caller): Promise<Answer>;
  /** The command a line begins with, before anything of it runs: adapters choose the audience by it. */
  commandOf(line: string): Command | undefined;
  /** Suggestions for the text of one option, at most `limit` (default 25, Discord's limit). */
  suggest(command: string, option: string, text: string, limit?: number): Promise<readonly Suggestion[]>;
  /** Completions of a line being typed: each `value` is the whole line. */
  complete(line: string, limit?: number): Promise<readonly Suggestion[]>;
}

const defaultLimit = 25;

export function createRouter(commands: readonly Command[], index: PaperIndex): Router {
  const suggest: Router['suggest'] = async (name, option, text, limit = defaultLimit) => {
    const spec = commands.find((command) => command.name === name)?.options[option];
    if (spec?.type === 'choice') return choices(spec.choices, text, limit);
    if (spec?.type !== 'text' || spec.suggests === undefined) return [];
    return suggestFor(spec.suggests, text, { index, commands, limit });
  };
  return {
    commands,
    suggest,
    commandOf: (line) => commands.find(({ name }) => name === splitCommand(line).name),
    async answer(line, caller) {
      const { name, rest } = splitCommand(line);
      const command = findCommand(name === '' ? 'help' : name, commands, rest);
      const values = readOptions(command, splitOptions(rest, command.options));
      if (command.changes && !(await caller.mayChange())) throw notAllowed(command.name);
      return command.run(values, caller);
    },
    async complete(line, limit = defaultLimit) {
      const [, name = '', text] = /^\s*(\S*)(?:\s+(.*))?$/su.exec(line) ?? [];
      if (text === undefined) return names(commands, name, limit);
      const taker = restOption(commands.find((command) => command.name === name));
      const found = taker === undefined ? [] : await suggest(name, taker, text, limit);
      return found.map(({ label }) => ({ label, value: `${name} ${label}` }));
    },
  };
}

const notAllowed = (name: string) =>
  new UserError('not-allowed', `You may not use ${name} here.`, 'Ask somebody who manages this channel.');

const choices = (all: readonly string[], text: string, limit: number): Suggestion[] =>
  all
    .filter((each) => each.startsWith(text.toLowerCase()))
    .slice(0, limit)
    .map((each) => ({ label: each, value: each }));

const names = (commands: readonly Command[], start: string, limit: number): Suggestion[] =>
  commands
    .filter(({ name }) => name.startsWith(start.toLowerCase()))
    .slice(0, limit)
    .map(({ name }) => ({ label: name, value: `${name} ` }));

const restOption = (command: Command | undefined) =>
  Object.entries(command?.options ?? {}).find(([, spec]) => spec.type === 'text' && spec.rest)?.[0];
