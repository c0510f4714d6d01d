import { UserError } from '../errors.ts';
import { nearestNames } from '../search/suggest/nearest-names.ts';
import type { Command } from './command.ts';

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
    nearest.map((each) => `${each}${rest}`),
  );
}
