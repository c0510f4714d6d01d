import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Command, OptionSpec } from '../../../src/commands/command.ts';

export type CommandData = RESTPutAPIApplicationCommandsJSONBody[number];
type OptionData = NonNullable<Extract<CommandData, { options?: unknown }>['options']>[number];
type Subcommand = Extract<OptionData, { type: ApplicationCommandOptionType.Subcommand }>;
type BasicOption = NonNullable<Subcommand['options']>[number];

/** What everybody may do. */
const lookUpCommand = 'papers';
/**
 * What changes a place. A command of its own, since Discord knows permissions of whole commands only: it is hidden
 * from who may not manage the server, and a server's own settings decide otherwise.
 */
export const changeCommand = 'papers-admin';
const relatedCommand = 'Find related papers';

/** Discord takes 25 subcommands, and 8,000 characters in all for one command (docs, application-commands). */
const mostSubcommands = 25;
const mostCharacters = 8_000;

const everywhere = {
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
};
const whereInstalled = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

export interface CommandDataOptions {
  /** Commands with a form: their options are all optional, since leaving them out opens it. */
  readonly forms: readonly string[];
}

/**
 * The commands as Discord registers them.
 * @throws Error when they are more than Discord takes.
 */
export function commandData(commands: readonly Command[], { forms }: CommandDataOptions): CommandData[] {
  const group = (name: string, description: string, members: readonly Command[], more: object) =>
    members.length === 0
      ? []
      : [
          checked({
            type: ApplicationCommandType.ChatInput,
            name,
            description,
            options: members.map((command) => subcommand(command, forms.includes(command.name))),
            ...more,
          }),
        ];
  return [
    ...group(
      lookUpCommand,
      'Look up research papers',
      commands.filter(({ changes }) => !changes),
      everywhere,
    ),
    ...group(
      changeCommand,
      'Choose what this channel follows, and when its digest comes',
      commands.filter(({ changes }) => changes),
      { ...whereInstalled, default_member_permissions: String(PermissionFlagsBits.ManageGuild) },
    ),
    {
      type: ApplicationCommandType.Message,
      name: relatedCommand,
      ...everywhere,
    },
  ];
}

function checked(data: Extract<CommandData, { description: string }>): CommandData {
  const size = charactersOf(data);
  if ((data.options?.length ?? 0) > mostSubcommands || size > mostCharacters) {
    throw new Error(
      `/${data.name} is more than Discord takes: ${data.options?.length} parts, ${size} characters`,
    );
  }
  return data;
}

/** Name, description and choices of the command and of everything below it, as Discord counts them. */
export function charactersOf(data: object): number {
  const { name = '', description = '', value, options = [], choices = [] } = data as Sized;
  return [...options, ...choices].reduce(
    (sum, each) => sum + charactersOf(each),
    name.length + description.length + (typeof value === 'string' ? value.length : 0),
  );
}

interface Sized {
  readonly name?: string;
  readonly description?: string;
  readonly value?: unknown;
  readonly options?: readonly object[];
  readonly choices?: readonly object[];
}

function subcommand({ name, summary, options }: Command, hasForm: boolean): Subcommand {
  const specs = Object.entries(options);
  const isRequired = ([, spec]: [string, OptionSpec]) => spec.required === true && !hasForm;
  // Discord refuses a required option after an optional one.
  const ordered = [...specs.filter(isRequired), ...specs.filter((spec) => !isRequired(spec))];
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    description: summary,
    options: ordered.map((spec) => option(...spec, isRequired(spec))),
  };
}

function option(name: string, spec: OptionSpec, required: boolean): BasicOption {
  const base = { name, description: spec.help, required };
  switch (spec.type) {
    case 'text':
      return {
        type: ApplicationCommandOptionType.String,
        ...base,
        max_length: Math.min(spec.maxLength ?? 300, 6_000),
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
        choices: spec.choices.map((choice) => ({ name: choice, value: choice })),
      };
    default:
      return spec satisfies never;
  }
}
