import type { Place } from '../topics/place.ts';
import { readOptions } from './arguments.ts';
import type { Answer, Caller, Command, Suggestion } from './command.ts';
import { splitCommand, splitOptions } from './grammar.ts';
import { findCommand } from './help.ts';
import { type SuggestSources, startingWith, suggestFor } from './suggestions.ts';

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
  /**
   * Suggestions for the text of one option, at most `limit` (default 25, Discord's limit). Those for what is followed
   * need the place.
   */
  suggest(
    command: string,
    option: string,
    text: string,
    limit?: number,
    place?: Place,
  ): Promise<readonly Suggestion[]>;
  /** Completions of a line being typed: each `value` is the whole line. */
  complete(line: string, limit?: number, place?: Place): Promise<readonly Suggestion[]>;
}

const defaultLimit = 25;

export function createRouter(sources: SuggestSources): Router {
  const { commands } = sources;
  const suggest: Router['suggest'] = async (name, option, text, limit = defaultLimit, place) => {
    const spec = commands.find((command) => command.name === name)?.options[option];
    if (spec?.type === 'choice') return startingWith(text, spec.choices, limit);
    if (spec?.type !== 'text' || spec.suggests === undefined) return [];
    return suggestFor(spec.suggests, { text, limit, place }, sources);
  };
  return {
    commands,
    suggest,
    commandOf: (line) => commands.find(({ name }) => name === splitCommand(line).name),
    async answer(line, caller) {
      const { name, rest } = splitCommand(line);
      const command = findCommand(name === '' ? 'help' : name, commands, rest);
      return command.run(readOptions(command, splitOptions(rest, command.options)), caller);
    },
    async complete(line, limit = defaultLimit, place) {
      const [, name = '', text] = /^\s*(\S*)(?:\s+(.*))?$/su.exec(line) ?? [];
      if (text === undefined) {
        const found = startingWith(
          name,
          commands.map((command) => command.name),
          limit,
        );
        return found.map(({ label }) => ({ label, value: `${label} ` }));
      }
      const taker = restOption(commands.find((command) => command.name === name));
      const found = taker === undefined ? [] : await suggest(name, taker, text, limit, place);
      return found.map(({ label }) => ({ label, value: `${name} ${label}` }));
    },
  };
}

const restOption = (command: Command | undefined) =>
  Object.entries(command?.options ?? {}).find(([, spec]) => spec.type === 'text' && spec.rest)?.[0];
