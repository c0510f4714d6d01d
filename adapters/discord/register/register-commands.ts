import { isDeepStrictEqual } from 'node:util';
import { Routes } from 'discord.js';
import type { Command } from '../../../src/commands/command.ts';
import { defined } from '../../../src/defined.ts';
import { createPostRest, type PostRestOptions, type RestLike } from '../connection/rest.ts';
import { type CommandData, commandData } from './command-data.ts';

interface Registration {
  readonly rest: RestLike;
  readonly applicationId: string;
  readonly commands: readonly Command[];
  /** Registers on this server only, where changes show at once. Default: everywhere. */
  readonly guild?: string;
}

interface Registered {
  readonly change: 'registered' | 'unchanged';
  /** The ids of the commands, by name. */
  readonly ids: ReadonlyMap<string, string>;
}

/**
 * Registers the commands if they differ from those that Discord has: it allows 200 new ones a day.
 * @throws Error when they exceed Discord's limits, or what the REST client throws
 */
export async function registerCommands(registration: Registration): Promise<Registered> {
  const { rest, applicationId, guild, commands } = registration;
  const everywhere = commandData(commands);
  const [route, wanted] =
    guild === undefined
      ? ([Routes.applicationCommands(applicationId), everywhere] as const)
      : ([Routes.applicationGuildCommands(applicationId, guild), everywhere.map(forGuild)] as const);
  // An earlier version registered translations, which Discord returns only on request; they must count as a difference.
  const query = new URLSearchParams({ with_localizations: 'true' });
  const known = (await rest.get(route, { query })) as readonly Known[];
  if (isDeepStrictEqual(comparable(known), comparable(wanted))) {
    return { change: 'unchanged', ids: idsOf(known) };
  }
  const registered = (await rest.put(route, { body: wanted })) as readonly Known[];
  return { change: 'registered', ids: idsOf(registered) };
}

type Known = CommandData & { readonly id: string };

const idsOf = (commands: readonly Known[]) => new Map(commands.map(({ name, id }) => [name, id]));

/** Contexts and installation types belong to global commands only (docs.discord.com, application-commands). */
function forGuild(command: CommandData): CommandData {
  const { contexts: _contexts, integration_types: _types, ...rest } = command;
  return rest as CommandData;
}

/** What the bot sets, and translations; Discord adds ids, versions and defaults. */
const comparedFields = [
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'options',
  'required',
  'autocomplete',
  'choices',
  'value',
  'min_value',
  'max_value',
  'max_length',
  'default_member_permissions',
  'contexts',
  'integration_types',
] as const;

/** Commands in an order of their own: Discord returns them, and sets of numbers, in another. */
const comparable = (commands: readonly CommandData[]) =>
  commands.map(comparableNode).sort((a, b) => (String(a['name']) < String(b['name']) ? -1 : 1));

/** A command, or an option or choice below it. */
function comparableNode(node: object): Record<string, unknown> {
  const given = node as Readonly<Record<string, unknown>>;
  const fields = comparedFields.flatMap((field) => {
    const value = given[field];
    return isDefault(value) ? [] : [[field, comparableValue(value)] as const];
  });
  return { type: given['type'] ?? 1, ...Object.fromEntries(fields) };
}

const isDefault = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : value !== 0 && !value;

function comparableValue(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.every((each) => typeof each === 'number') ? value.toSorted() : value.map(comparableNode);
}

/** Registers the commands without starting the bot: `npm run register`. */
export async function registerByHand({
  commands,
  guild,
  ...connection
}: PostRestOptions & Pick<Registration, 'commands' | 'guild'>): Promise<Registered['change']> {
  const rest = createPostRest(connection);
  const { id } = (await rest.get(Routes.currentApplication())) as { id: string };
  const { change } = await registerCommands({ rest, applicationId: id, commands, ...defined({ guild }) });
  return change;
}
