import { Routes } from 'discord.js';
import type { RestLike } from '../connection/rest.ts';
import type { CommandData } from './command-data.ts';

export interface Registration {
  readonly rest: RestLike;
  readonly applicationId: string;
  readonly commands: readonly CommandData[];
  /** Only on this server, where changes show at once; else everywhere. */
  readonly guild?: string;
}

export interface Registered {
  readonly change: 'registered' | 'unchanged';
  /** Of each command, by its name. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Registers the commands when they differ from what Discord has: 200 creates a day are all it takes. */
export async function registerCommands(registration: Registration): Promise<Registered> {
  const { rest, applicationId, guild } = registration;
  const commands = guild === undefined ? registration.commands : registration.commands.map(forGuild);
  const route =
    guild === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guild);
  // An earlier version registered translations, which Discord returns only on request; they must count as a difference.
  const query = new URLSearchParams({ with_localizations: 'true' });
  const known = (await rest.get(route, { query })) as readonly Known[];
  if (fingerprint(known) === fingerprint(commands)) return { change: 'unchanged', ids: idsOf(known) };
  const registered = (await rest.put(route, { body: commands })) as readonly Known[];
  return { change: 'registered', ids: idsOf(registered) };
}

type Known = CommandData & { readonly id: string };

const idsOf = (commands: readonly Known[]) => new Map(commands.map(({ name, id }) => [name, id]));

/** Contexts and installation types belong to global commands only (docs, application-commands). */
function forGuild(command: CommandData): CommandData {
  const { contexts: _contexts, integration_types: _types, ...rest } = command;
  return rest as CommandData;
}

/** What we set, in one order: Discord adds ids, versions and defaults of its own. */
const fingerprint = (commands: readonly object[]): string =>
  JSON.stringify(commands.map(essence).sort((a, b) => (a.name < b.name ? -1 : 1)));

const KEPT = [
  'name',
  'name_localizations',
  'description',
  'description_localizations',
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

interface Essence {
  readonly name: string;
  readonly [key: string]: unknown;
}

function essence(data: object): Essence {
  const given = data as Record<string, unknown>;
  const kept = KEPT.flatMap((key) => {
    const value = given[key];
    return value === undefined || value === null || value === false || value === ''
      ? []
      : [[key, sorted(value)] as const];
  });
  const options = (given['options'] as readonly object[] | undefined) ?? [];
  return { name: '', type: given['type'] ?? 1, ...Object.fromEntries(kept), options: options.map(essence) };
}

/** Discord gives sets and dictionaries back in its own order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.every((each) => typeof each === 'number') ? [...value].sort() : value.map(sorted);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null && each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
