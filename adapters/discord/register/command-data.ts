import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { type Command, maxTextLength, type OptionSpec } from '../../../src/commands/command.ts';

/** A command as Discord's API takes it at registration. */
export type CommandData = RESTPutAPIApplicationCommandsJSONBody[number];

/** Looks things up; everyone may use it. */
export const lookUpCommand = 'papers';
/**
 * Changes what a place follows. A command of its own, since Discord has permissions for whole commands only: it is
 * hidden from people who may not manage the server, unless the server's settings say otherwise.
 */
export const changeCommand = 'papers-admin';
/** On Discord the server's settings say who may change things. */
const workspaceRule = 'allow';
/** In the menu of a message. */
const relatedCommand = 'Find related papers';

/** For one command, with all names, descriptions and choices below it (docs.discord.com, application-commands). */
const maxSubcommands = 25;
const maxCharacters = 8_000;

const { Guild, BotDM, PrivateChannel } = InteractionContextType;
const { GuildInstall, UserInstall } = ApplicationIntegrationType;
const everywhere = {
  contexts: [Guild, BotDM, PrivateChannel],
  integration_types: [GuildInstall, UserInstall],
};
const whereInstalled = { contexts: [Guild, BotDM], integration_types: [GuildInstall] };

/** The registered command of which a command is a subcommand. */
export const registeredAs = (command: Pick<Command, 'changes' | 'isForEveryone'>): string =>
  isHidden(command) ? changeCommand : lookUpCommand;

const isHidden = ({ changes, isForEveryone }: Pick<Command, 'changes' | 'isForEveryone'>): boolean =>
  changes === 'channel' && isForEveryone !== true;

/**
 * The commands as Discord registers them.
 * @throws Error when they exceed Discord's limits
 */
export function commandData(commands: readonly Command[]): CommandData[] {
  const lookUps = commands.filter((command) => !isHidden(command));
  const changing = commands.filter((command) => isHidden(command) && command.name !== workspaceRule);
  const managers = { default_member_permissions: String(PermissionFlagsBits.ManageGuild) };
  return [
    ...group(lookUpCommand, 'Look up research papers', lookUps, everywhere),
    ...group(changeCommand, 'Choose what this channel follows, and when its digest comes', changing, {
      ...whereInstalled,
      ...managers,
    }),
    { type: ApplicationCommandType.Message, name: relatedCommand, ...everywhere },
  ];
}

/** One command with the others as its subcommands; none without any. */
function group(name: string, description: string, members: readonly Command[], more: object): CommandData[] {
  if (members.length === 0) return [];
  const options = members.map(subcommand);
  const data: CommandData = { type: ApplicationCommandType.ChatInput, name, description, options, ...more };
  const size = charactersOf(data);
  if (options.length > maxSubcommands || size > maxCharacters) {
    throw new Error(`/${name} is more than Discord takes: ${options.length} parts, ${size} characters`);
  }
  return [data];
}

interface Sized {
  readonly name?: string;
  readonly description?: string;
  readonly value?: unknown;
  readonly options?: readonly object[];
  readonly choices?: readonly object[];
}

/** Name, description and choices of the command and of everything below it, as Discord counts them. */
export function charactersOf(data: object): number {
  const { name = '', description = '', value, options = [], choices = [] } = data as Sized;
  return [...options, ...choices].reduce(
    (sum, each) => sum + charactersOf(each),
    name.length + description.length + (typeof value === 'string' ? value.length : 0),
  );
}

function subcommand({ name, summary, options, form }: Command): APIApplicationCommandSubcommandOption {
  const specs = Object.entries(options).filter(([, { inner }]) => inner !== true);
  // Without any option the form opens, so none may be required.
  const isRequired = ([, spec]: [string, OptionSpec]) => spec.required === true && form === undefined;
  // Discord refuses a required option after an optional one.
  const ordered = [...specs.filter(isRequired), ...specs.filter((spec) => !isRequired(spec))];
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    description: summary,
    options: ordered.flatMap((spec) => [option(...spec, isRequired(spec)), ...wordsAfter(spec[1])]),
  };
}

/** The option for the words after a verb, see `TextOption`. */
function wordsAfter(spec: OptionSpec): APIApplicationCommandBasicOption[] {
  if (spec.type !== 'text' || spec.verbs === undefined) return [];
  return [option(spec.verbs.rest.name, { type: 'text', help: spec.verbs.rest.help }, false)];
}

const choicesOf = (choices: readonly string[]) => choices.map((choice) => ({ name: choice, value: choice }));

function option(name: string, spec: OptionSpec, required: boolean): APIApplicationCommandBasicOption {
  const base = { name, description: spec.help, required };
  switch (spec.type) {
    case 'text':
      if (spec.verbs !== undefined)
        return { type: ApplicationCommandOptionType.String, ...base, choices: choicesOf(spec.verbs.choices) };
      return {
        type: ApplicationCommandOptionType.String,
        ...base,
        max_length: maxTextLength,
        ...(spec.suggests !== undefined && { autocomplete: true as const }),
      };
    case 'integer':
      return {
        type: ApplicationCommandOptionType.Integer,
        ...base,
        min_value: spec.min,
        max_value: spec.max,
      };
    case 'choice':
      return {
        type: ApplicationCommandOptionType.String,
        ...base,
        choices: choicesOf(spec.choices),
      };
    default:
      return spec satisfies never;
  }
}
