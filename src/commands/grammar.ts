import { UserError } from '../errors.ts';
import { nearestNames } from '../search/suggest/nearest-names.ts';
import {
  type ChoiceOption,
  type Command,
  type IntegerOption,
  maxTextLength,
  type OptionSpec,
  type OptionSpecs,
  type OptionValues,
} from './command.ts';

/** In characters. Slack's and Discord's own limits are lower. */
const maxLineLength = 4_000;

/** Splits a line into the command's name and the words after it. @throws UserError when the line is too long. */
export function splitCommand(line: string): { readonly name: string; readonly rest: string } {
  if (line.length > maxLineLength) {
    throw new UserError(
      'line-too-long',
      'This line is too long.',
      `Keep it under ${maxLineLength} characters.`,
    );
  }
  const trimmed = line.toWellFormed().trim();
  const word = firstWord(trimmed);
  return { name: word.toLowerCase(), rest: trimmed.slice(word.length) };
}

const firstWord = (text: string): string => /^\S*/.exec(text)?.[0] ?? '';

/** The name that a line gives for its command. */
export const commandName = (line: string): string => firstWord(line.toWellFormed().trim()).toLowerCase();

/**
 * The texts of a command's options from the words after its name: `query:"graph transformers" page:2`. Words that belong
 * to no option of the command go to its rest option. With {@link splitCommand} the exact inverse of `commandLine`.
 * @throws UserError when an option is given twice, or no option takes the remaining words.
 */
export function splitOptions(words: string, options: OptionSpecs): Record<string, string> {
  const texts: Record<string, string> = {};
  const rest: string[] = [];
  for (const match of words.matchAll(wordPattern)) {
    const { name, quoted, curly, plain, word } = match.groups ?? {};
    const option = name?.toLowerCase();
    if (option === undefined || !Object.hasOwn(options, option)) rest.push(word ?? match[0]);
    else if (Object.hasOwn(texts, option))
      throw new UserError('option-twice', `${option}: is given twice.`, 'Keep one of them.');
    else texts[option] = unquote(quoted) ?? curly ?? plain ?? '';
  }
  return withRest(texts, rest.join(' '), options);
}

// `name:"a value"`, `name:“a value”`, `name:value`, or any other word; a quoted phrase is one word.
const wordPattern =
  /(?<name>[a-z][a-z-]*):(?:(?<quoted>"(?:[^"\\]|\\.)*")(?=\s|$)|“(?<curly>[^”]*)”(?=\s|$)|(?<plain>[^\s"“]\S*))|(?<word>"[^"]*"|\S+)/giu;

function unquote(quoted: string | undefined): string | undefined {
  if (quoted === undefined) return undefined;
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted.slice(1, -1);
  }
}

function withRest(texts: Record<string, string>, rest: string, options: OptionSpecs): Record<string, string> {
  if (rest === '') return texts;
  const taker = restOption(options);
  if (taker === undefined) {
    throw new UserError('too-many-words', `I cannot place “${rest.slice(0, 60)}”.`, describeOptions(options));
  }
  return { ...texts, [taker]: texts[taker] === undefined ? rest : `${texts[taker]} ${rest}` };
}

/** The name of the option that takes the words which belong to no other option. */
export const restOption = (options: OptionSpecs): string | undefined =>
  Object.entries(options).find(([, spec]) => spec.type === 'text' && spec.rest)?.[0];

function describeOptions(options: OptionSpecs): string {
  const forms = Object.entries(options).flatMap(([name, { inner }]) => (inner ? [] : [`${name}:…`]));
  return forms.length === 0 ? 'This command takes nothing more.' : `It takes ${forms.join(', ')}.`;
}

/**
 * The values of a command's options, from their texts.
 * @throws UserError for a missing or wrong value; its hint shows a correct one.
 */
export function readOptions(
  command: Command,
  texts: Readonly<Record<string, string>>,
): OptionValues<OptionSpecs> {
  const values: Record<string, string | number> = {};
  for (const [name, spec] of Object.entries(command.options)) {
    const text = texts[name]?.trim() ?? '';
    if (text !== '') values[name] = readValue(name, text, spec);
    else if (spec.required) throw missing(command, name, spec);
  }
  return values;
}

function readValue(name: string, text: string, spec: OptionSpec): string | number {
  if (spec.type === 'integer') return readInteger(name, text, spec);
  return spec.type === 'choice' ? readChoice(name, text, spec) : readText(name, text);
}

function readText(name: string, text: string): string {
  const length = [...text].length;
  if (length <= maxTextLength) return text;
  throw new UserError(
    'too-long',
    `${name} has at most ${maxTextLength} characters; this has ${length}.`,
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

function missing(command: Command, name: string, spec: OptionSpec): UserError {
  return new UserError(
    'missing-option',
    `${command.name} needs more: ${spec.help}.`,
    `For example: ${command.examples[0] ?? `${command.name} ${name}:…`}`,
  );
}
