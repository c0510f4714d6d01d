import type { APIInteraction } from 'discord.js';
import { commandLine } from '../../../src/cards/builders.ts';
import type { Command } from '../../../src/commands/command.ts';
import { bareForm } from '../../../src/commands/router.ts';
import { defined } from '../../../src/defined.ts';
import type { AppContext } from '../caller.ts';
import { openForm } from './forms.ts';
import { answerLine } from './respond.ts';

/** A subcommand with its options, as Discord sends it (docs.discord.com, interactions/receiving-and-responding). */
interface TypedCommand {
  readonly name: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** The option that is being typed, for suggestions. */
  readonly focused?: string;
}

interface OptionLike {
  readonly name: string;
  readonly value?: unknown;
  readonly focused?: boolean;
  readonly options?: readonly OptionLike[];
}

/** `/papers …` and `/papers-admin …` */
export async function answerCommand(
  app: AppContext,
  interaction: APIInteraction,
  { name, values }: TypedCommand,
): Promise<void> {
  const line = commandLine(name, joinVerbs(app.router.commandOf(name), values));
  if (bareForm(app.router, line) !== undefined && (await openForm(app, interaction, line))) return;
  await answerLine(app, interaction, line);
}

/** A verb and the words after it, which Discord has in two options, as one text. */
function joinVerbs(command: Command | undefined, values: TypedCommand['values']): TypedCommand['values'] {
  const joined: Record<string, string | number> = { ...values };
  for (const [name, spec] of Object.entries(command?.options ?? {})) {
    if (spec.type !== 'text' || spec.verbs === undefined) continue;
    const { [spec.verbs.rest.name]: rest, [name]: verb } = values;
    delete joined[spec.verbs.rest.name];
    const text = [verb, rest].filter((each) => each !== undefined).join(' ');
    if (text !== '') joined[name] = text;
  }
  return joined;
}

/** Undefined for an interaction without a subcommand. */
export function readCommand({ data }: APIInteraction): TypedCommand | undefined {
  const [subcommand] = ((data ?? {}) as OptionLike).options ?? [];
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
