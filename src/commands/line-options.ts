import type { Command } from './command.ts';
import { splitCommand, splitOptions } from './grammar.ts';

/** The texts of a line's options, with which its command's form opens; none for a line that cannot be parsed. */
export function optionsOf(line: string, { options }: Command): Record<string, string> {
  try {
    return splitOptions(splitCommand(line).rest, options);
  } catch {
    return {};
  }
}
