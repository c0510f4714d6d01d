import { commandLine, hint } from '../cards/builders.ts';
import type { Block } from '../cards/card.ts';
import { UserError } from '../errors.ts';
import type { IndexExtent } from '../ports/index.ts';
import { nearestNames } from '../search/suggest/nearest-names.ts';
import type { Place } from '../topics/place.ts';
import type { Answer, Caller, Command, Suggestion } from './command.ts';
import { commandName, readOptions, restOption, splitCommand, splitOptions } from './grammar.ts';
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
  const { commands, index } = sources;
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
      const options = readOptions(command, splitOptions(rest, command.options));
      let extent: IndexExtent = { kind: 'whole' };
      const { card, ...items } = await command.run(options, caller, async () => {
        if (extent.kind === 'whole') extent = await index.extent();
        return index;
      });
      const news = (await sources.newsOf?.(caller.place)) ?? [];
      return { ...items, card: { ...card, blocks: [...news, ...card.blocks, ...missingHint(extent)] } };
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

/**
 * @param rest the words after the name, kept in the suggested lines
 * @throws UserError when there is no such command; it names the nearest
 */
export function findCommand(name: string, commands: readonly Command[], rest = ''): Command {
  const found = commands.find((command) => command.name === name.trim().toLowerCase());
  if (found !== undefined) return found;
  const names = commands.map((command) => command.name);
  const nearest = nearestNames(name, names, 2);
  throw new UserError(
    'unknown-command',
    `There is no command “${name.slice(0, 40)}”.`,
    nearest.length > 0
      ? `Did you mean ${nearest.join(' or ')}?`
      : 'To look papers up, type: search and some words. All commands: help',
    nearest.map((each) => suggestedLine(each, rest, commands)),
  );
}

/** What was typed, as the options of another command: no part of it is read as anything else. */
function suggestedLine(name: string, rest: string, commands: readonly Command[]): string {
  const options = commands.find((command) => command.name === name)?.options ?? {};
  try {
    const texts = splitOptions(rest, options);
    // Nothing is confirmed by a button that only corrects a name.
    const { confirm: _confirm, ...kept } = texts;
    return commandLine(name, kept);
  } catch {
    return name;
  }
}

/** Says what the index lacked when an answer read it. */
function missingHint(extent: IndexExtent): Block[] {
  switch (extent.kind) {
    case 'whole':
      return [];
    case 'partial':
      return [hint('Stored papers are still being read: in a minute, more will be found.')];
    case 'seeds':
      return [hint(`This is from the saved pages alone. ${extent.reason}`)];
    default:
      return extent satisfies never;
  }
}

/** The command whose form opens on a chat platform: the line is nothing but its name, and it has a form. */
export function bareForm(router: Router, line: string): Command | undefined {
  const command = router.commandOf(line);
  const isBare = line.trim().toLowerCase() === command?.name;
  return isBare && command.form !== undefined ? command : undefined;
}
