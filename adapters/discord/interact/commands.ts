import type { APIInteraction } from 'discord.js';
import { lineFor } from '../../../src/cards/command-line.ts';
import { defined } from '../../../src/defined.ts';

/** A subcommand and its options, as Discord sends them (docs, receiving-and-responding). */
export interface TypedCommand {
  readonly name: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** The option being typed, for suggestions. */
  readonly focused?: string;
}

interface OptionLike {
  readonly name: string;
  readonly value?: unknown;
  readonly focused?: boolean;
  readonly options?: readonly OptionLike[];
}

export function readCommand({ data }: APIInteraction): TypedCommand | undefined {
  const { options } = (data ?? {}) as { options?: readonly OptionLike[] };
  const [subcommand] = options ?? [];
  if (subcommand === undefined) return undefined;
  const given = subcommand.options ?? [];
  const values = Object.fromEntries(
    given.flatMap(({ name, value }) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, value] as const] : [],
    ),
  );
  const focused = given.find((option) => option.focused)?.name;
  return { name: subcommand.name, values, ...defined({ focused }) };
}

export const lineOfCommand = ({ name, values }: TypedCommand): string => lineFor(name, values);
