import { commandLine } from '../cards/builders.ts';
import { UserError } from '../errors.ts';
import { nearestNames } from '../search/suggest/nearest-names.ts';
import type { Command } from './command.ts';
import { splitOptions } from './grammar.ts';

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
      ? `Did you mean ${nearest.map((each) => `\`${each}\``).join(' or ')}?`
      : 'All commands: `help`.',
    nearest.map((each) => suggestedLine(each, rest, commands)),
  );
}

/** What was typed, as the options of another command: no part of it is read as anything else. */
export function suggestedLine(name: string, rest: string, commands: readonly Command[]): string {
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
