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

/** A line as people type it: `search query:"scaling laws"` reads `search scaling laws`. */
export function labelOf(line: string): string {
  const [, name, value] = /^(\S+) [a-z-]+:("(?:[^"\\]|\\.)*"|[^\s"]+)$/.exec(line) ?? [];
  return value === undefined ? line : `${name} ${value.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1')}`;
}
