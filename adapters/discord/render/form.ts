import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { lineFor } from '../../../src/cards/command-line.ts';
import { clipText } from '../../../src/cards/safe-text.ts';
import type { Command, OptionSpec } from '../../../src/commands/command.ts';
import { splitCommand, splitOptions } from '../../../src/commands/grammar.ts';
import { type ButtonLines, createIds } from './button-ids.ts';

/** Commands that are asked for their options in a form, and which. Discord shows at most five in one. */
export const forms: Readonly<Record<string, readonly string[]>> = {
  follow: ['topic'],
  digest: ['at', 'zone', 'days', 'size', 'empty'],
};

/** Limits of Discord's forms (docs, components/reference). */
const LABEL = 45;
const description = 100;
const title = 45;
const VALUE = 4_000;

type Field = APIModalInteractionResponseCallbackData['components'][number];

/**
 * The form of a line's command, filled with the line's options, else with what is set at present; nothing when the
 * command has none.
 */
export function renderForm(
  line: string,
  commands: readonly Command[],
  lines: ButtonLines,
  present: Readonly<Record<string, string>> = {},
): APIModalInteractionResponseCallbackData | undefined {
  const { name, rest } = splitCommand(line);
  const command = commands.find((each) => each.name === name);
  const fields = forms[name]?.filter((option) => command?.options[option] !== undefined);
  if (command === undefined || fields === undefined || fields.length === 0) return undefined;
  const values: Record<string, string> = { ...present, ...readValues(rest, command) };
  return {
    custom_id: createIds(lines)({ kind: 'form', line: name }),
    title: clipText(`${titled(name)}: ${command.summary}`, title),
    components: fields.flatMap((option) => {
      const spec = command.options[option];
      return spec === undefined ? [] : [fieldFor(option, spec, values[option])];
    }),
  };
}

/** A line that cannot be read opens an empty form. */
function readValues(rest: string, command: Command): Record<string, string> {
  try {
    return splitOptions(rest, command.options);
  } catch {
    return {};
  }
}

/** Component types: 18 label, 4 text input, 3 select. */
function fieldFor(name: string, spec: OptionSpec, value: string | undefined): Field {
  const base = { custom_id: name, required: spec.required === true };
  const filled = value === undefined ? {} : { value: clipText(value, VALUE) };
  const label = {
    type: 18 as const,
    label: clipText(titled(name), LABEL),
    description: clipText(describe(spec), description),
  };
  switch (spec.type) {
    case 'choice':
      return {
        ...label,
        component: {
          type: 3,
          ...base,
          options: spec.choices.slice(0, 25).map((choice) => ({
            label: choice,
            value: choice,
            ...(choice === value && { default: true }),
          })),
        },
      };
    case 'integer':
      return { ...label, component: { type: 4, style: 1, ...base, ...filled, max_length: 10 } };
    case 'text':
      return {
        ...label,
        component: {
          type: 4,
          style: 1,
          ...base,
          ...filled,
          max_length: Math.min(spec.maxLength ?? 300, VALUE),
        },
      };
    default:
      return spec satisfies never;
  }
}

const describe = (spec: OptionSpec) =>
  spec.type === 'integer' ? `${spec.help} (${spec.min} to ${spec.max})` : spec.help;

const titled = (name: string) => name.slice(0, 1).toUpperCase() + name.slice(1);

interface Submitted {
  readonly component?: {
    readonly custom_id?: string;
    readonly value?: unknown;
    readonly values?: readonly string[];
  };
}

/** The command line that a submitted form stands for; what was left empty is left out. */
export function lineOfForm(command: string, components: readonly unknown[]): string {
  const given = (components as readonly Submitted[]).flatMap(({ component }) => {
    const value = component?.values?.[0] ?? component?.value;
    return component?.custom_id === undefined || typeof value !== 'string' || value.trim() === ''
      ? []
      : [[component.custom_id, value.trim()] as const];
  });
  return lineFor(command, Object.fromEntries(given));
}
