import {
  type APIModalInteractionResponseCallbackData,
  type APIStringSelectComponent,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import { clipText } from '../../../src/cards/text.ts';
import { type Command, maxTextLength, type OptionSpec } from '../../../src/commands/command.ts';
import { choiceLabel, fieldLabel, formTitle } from '../../../src/commands/form-texts.ts';
import { optionsOf } from '../../../src/commands/line-options.ts';
import { defined } from '../../../src/defined.ts';
import { type ButtonLines, createIds } from './buttons.ts';

/** Fields and characters (docs.discord.com, components/reference). What has no room is an option of the command. */
const max = { fields: 5, title: 45, label: 45, description: 100, value: 4_000, number: 10 } as const;
const maxChoices = 25;

type Field = APIModalInteractionResponseCallbackData['components'][number];

/**
 * The form of a command; undefined when it has none. Its fields hold the line's options, and otherwise the present
 * values.
 */
export function renderForm(
  command: Command,
  line: string,
  lines: ButtonLines,
  present: Readonly<Record<string, string>>,
): APIModalInteractionResponseCallbackData | undefined {
  if (command.form === undefined) return undefined;
  const values = { ...present, ...optionsOf(line, command) };
  return {
    custom_id: createIds(lines)({ kind: 'form', line: command.name }),
    title: clipText(formTitle(command), max.title),
    components: command.form.slice(0, max.fields).flatMap((option) => {
      const spec = command.options[option];
      return spec === undefined ? [] : [renderField(option, spec, values[option])];
    }),
  };
}

function renderField(name: string, spec: OptionSpec, value: string | undefined): Field {
  return {
    type: ComponentType.Label,
    label: clipText(fieldLabel(name), max.label),
    description: clipText(describe(spec), max.description),
    component: { custom_id: name, required: spec.required === true, ...renderInput(name, spec, value) },
  };
}

type Input<Component> = Omit<Component, 'custom_id' | 'required'>;

function renderInput(
  name: string,
  spec: OptionSpec,
  value: string | undefined,
): Input<APITextInputComponent> | Input<APIStringSelectComponent> {
  const text = {
    type: ComponentType.TextInput,
    style: TextInputStyle.Short,
    ...defined({ value: value && clipText(value, max.value) }),
  } as const;
  switch (spec.type) {
    case 'choice':
      return {
        type: ComponentType.StringSelect,
        options: spec.choices.slice(0, maxChoices).map((choice) => ({
          label: choiceLabel(name, choice),
          value: choice,
          ...(choice === value && { default: true }),
        })),
      };
    case 'integer':
      return { ...text, max_length: max.number };
    case 'text':
      return { ...text, max_length: maxTextLength };
    default:
      return spec satisfies never;
  }
}

const describe = (spec: OptionSpec) =>
  spec.type === 'integer' ? `${spec.help} (${spec.min} to ${spec.max})` : spec.help;
