import type { Block } from '../cards/card.ts';
import type { Place } from '../topics/place.ts';
import { readOptions } from './arguments.ts';
import type { Answer, Caller, Command, Suggestion } from './command.ts';
import { findCommand } from './find-command.ts';
import { commandName, restOption, splitCommand, splitOptions } from './grammar.ts';
import { createIndexHint } from './index-hint.ts';
import { type SuggestSources, startingWith, suggestFor } from './suggestions.ts';

/** All that adapters know about commands. */
export interface Router {
  /** In the order in which help lists them. */
  readonly commands: readonly Command[];
  /**
   * Runs one line, `search query:"graph transformers" page:2` or `search graph transformers`.
   * @throws UserError when there is no such command, or its options are wrong.
   */
  answer(line: string, caller: Caller): Promise<Answer>;
  /** The command of a line, which does not run: adapters need its audience first. */
  commandOf(line: string): Command | undefined;
  /**
   * Suggestions for the text of one option.
   * @param limit at most so many, 25 by default (Discord's limit)
   * @param place the place whose topics are suggested
   */
  suggest(
    command: string,
    option: string,
    text: string,
    limit?: number,
    place?: Place,
  ): Promise<readonly Suggestion[]>;
  /** Completions of a line that is being typed: each `value` is the whole line. */
  complete(line: string, limit?: number, place?: Place): Promise<readonly Suggestion[]>;
}

const defaultLimit = 25;

export function createRouter(sources: SuggestSources): Router {
  const { commands } = sources;
  const commandNamed = (name: string) => commands.find((command) => command.name === name);
  const suggest: Router['suggest'] = async (name, option, text, limit = defaultLimit, place) => {
    const spec = commandNamed(name)?.options[option];
    if (spec?.type === 'choice') return startingWith(text, spec.choices, limit);
    if (spec?.type !== 'text' || spec.suggests === undefined) return [];
    return suggestFor(spec.suggests, { text, limit, place }, sources);
  };
  return {
    commands,
    suggest,
    commandOf: (line) => commandNamed(commandName(line)),
    async answer(line, caller) {
      const { name, rest } = splitCommand(line);
      const command = findCommand(name === '' ? 'help' : name, commands, rest);
      const { openIndex, block } = createIndexHint(sources.index);
      const options = readOptions(command, splitOptions(rest, command.options));
      const answer = await command.run(options, caller, openIndex);
      return withBlock(answer, block());
    },
    async complete(line, limit = defaultLimit, place) {
      const [, name = '', text] = /^\s*(\S*)(?:\s+(.*))?$/su.exec(line) ?? [];
      if (text === undefined) {
        const names = commands.map((command) => command.name);
        return startingWith(name, names, limit).map(({ label }) => ({ label, value: `${label} ` }));
      }
      const option = restOption(commandNamed(name)?.options ?? {});
      const found = option === undefined ? [] : await suggest(name, option, text, limit, place);
      return found.map(({ label }) => ({ label, value: `${name} ${label}` }));
    },
  };
}

const withBlock = (answer: Answer, block: Block | undefined): Answer =>
  block === undefined
    ? answer
    : { ...answer, card: { ...answer.card, blocks: [...answer.card.blocks, block] } };
