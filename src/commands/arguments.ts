import { UserError } from '../errors.ts';
import { nearestNames } from '../search/suggest/nearest-names.ts';
import type {
  ChoiceOption,
  Command,
  IntegerOption,
  OptionSpec,
  OptionSpecs,
  OptionValues,
  TextOption,
} from './command.ts';

const defaultMaxLength = 300;

/**
 * The values of a command's options, from their texts.
 * @throws UserError for a missing or wrong value; its hint shows a correct one.
 */
export function readOptions<S extends OptionSpecs>(
  command: Command<S>,
  texts: Readonly<Record<string, string>>,
): OptionValues<S> {
  const values: Record<string, string | number> = {};
  for (const [name, spec] of Object.entries(command.options)) {
    const text = texts[name]?.trim() ?? '';
    if (text !== '') values[name] = readValue(name, text, spec);
    else if (spec.required) throw missing(command, name, spec);
  }
  return values as OptionValues<S>;
}

function readValue(name: string, text: string, spec: OptionSpec): string | number {
  switch (spec.type) {
    case 'text':
      return readText(name, text, spec);
    case 'integer':
      return readInteger(name, text, spec);
    case 'choice':
      return readChoice(name, text, spec);
    default:
      return spec satisfies never;
  }
}

function readText(name: string, text: string, { maxLength = defaultMaxLength }: TextOption): string {
  const length = [...text].length;
  if (length <= maxLength) return text;
  throw new UserError(
    'too-long',
    `${name} has at most ${maxLength} characters; this has ${length}.`,
    'Shorten it.',
  );
}

function readInteger(name: string, text: string, { min, max }: IntegerOption): number {
  const value = /^[+-]?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UserError(
    'bad-number',
    `${name}:${text.slice(0, 30)} is not possible.`,
    `${name} is a whole number from ${min} to ${max}, like ${name}:${min}.`,
  );
}

function readChoice(name: string, text: string, { choices }: ChoiceOption): string {
  const choice = choices.find((each) => each.toLowerCase() === text.toLowerCase());
  if (choice !== undefined) return choice;
  const [nearest] = nearestNames(text, choices, 1);
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  throw new UserError(
    'bad-choice',
    `${name}:${text.slice(0, 30)} is not possible.`,
    `${name} is one of ${choices.join(', ')}.${hint}`,
  );
}

function missing(command: Pick<Command, 'name' | 'examples'>, name: string, spec: OptionSpec): UserError {
  return new UserError(
    'missing-option',
    `${command.name} needs more: ${spec.help}.`,
    `For example: ${command.examples[0] ?? `${command.name} ${name}:…`}`,
  );
}
