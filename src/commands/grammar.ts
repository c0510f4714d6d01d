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
  type Suggests,
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
  /** The option whose value goes on with the next plain words. */
  let open: string | undefined;
  for (const match of words.matchAll(wordPattern)) {
    const { name, quoted, curly, plain, word } = match.groups ?? {};
    const option = name?.toLowerCase();
    if (option === undefined || !Object.hasOwn(options, option)) {
      const plainWord = word ?? match[0];
      if (open === undefined) rest.push(plainWord);
      else texts[open] = `${texts[open]} ${plainWord}`;
      continue;
    }
    if (Object.hasOwn(texts, option))
      throw new UserError('option-twice', `${option}: is given twice.`, 'Keep one of them.');
    texts[option] = unquote(quoted) ?? curly ?? plain ?? '';
    const spec = options[option];
    open = plain !== undefined && spec?.type === 'text' && spec.blanks ? option : undefined;
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
  if (taker === undefined) return { ...texts, ...readLoosely(rest, texts, options) };
  return { ...texts, [taker]: texts[taker] === undefined ? rest : `${texts[taker]} ${rest}` };
}

/** Words that may stand before a value and say nothing: `export as bibtex`, `saved, page 2 please`. */
const fillers = new Set([
  'as',
  'in',
  'to',
  'the',
  'please',
  'this',
  'past',
  'with',
  'and',
  'number',
  'no',
  'is',
  '=',
]);

/**
 * Options without a colon or without their name, for commands that take no text: `page 2`, `bibtex`, `2`.
 * @throws UserError that names the first word which belongs to no option
 */
function readLoosely(
  rest: string,
  given: Readonly<Record<string, string>>,
  options: OptionSpecs,
): Record<string, string> {
  const found: Record<string, string> = {};
  let name: string | undefined;
  const words = rest.split(/[\s,]+/).filter((word) => word !== '' && !fillers.has(word.toLowerCase()));
  for (const word of words) {
    const lower = word.toLowerCase();
    if (isOffered(lower, options)) name = lower;
    else {
      const option = name ?? optionOfValue(lower, options);
      if (option === undefined) throw tooManyWords(word, options);
      if (option in found || option in given)
        throw new UserError('option-twice', `I read “${word}” as a second ${option}.`, 'Keep one of them.');
      found[option] = word;
      name = undefined;
    }
  }
  if (name !== undefined) throw tooManyWords(name, options);
  return found;
}

const isOffered = (name: string, options: OptionSpecs): boolean =>
  Object.hasOwn(options, name) && options[name]?.inner !== true;

function optionOfValue(word: string, options: OptionSpecs): string | undefined {
  const takes = (spec: OptionSpec): boolean =>
    spec.type === 'integer'
      ? /^\d+$/.test(word)
      : spec.type === 'choice' && choiceOf(word, spec) !== undefined;
  return Object.entries(options).find(([, spec]) => !spec.inner && takes(spec))?.[0];
}

/** A choice by its name or by its beginning: `bib` is `bibtex`. */
function choiceOf(text: string, { choices }: ChoiceOption): string | undefined {
  const wanted = text.toLowerCase();
  const exact = choices.find((each) => each.toLowerCase() === wanted);
  const begun = choices.filter((each) => wanted.length > 2 && each.toLowerCase().startsWith(wanted));
  return exact ?? (begun.length === 1 ? begun[0] : undefined);
}

const tooManyWords = (word: string, options: OptionSpecs) =>
  new UserError(
    'too-many-words',
    `I don’t know what “${word.slice(0, 60)}” is for here.`,
    describeOptions(options),
  );

/** The name of the option that takes the words which belong to no other option. */
export const restOption = (options: OptionSpecs): string | undefined =>
  Object.entries(options).find(([, spec]) => spec.type === 'text' && spec.rest)?.[0];

function describeOptions(options: OptionSpecs): string {
  const forms = Object.entries(options).flatMap(([name, spec]) => {
    if (spec.inner) return [];
    return [spec.type === 'choice' ? spec.choices.join(', ') : `a ${name}`];
  });
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
    `“${text.slice(0, 30)}” can’t be the ${name}.`,
    `The ${name} is a whole number from ${min} to ${max}.`,
  );
}

function readChoice(name: string, text: string, spec: ChoiceOption): string {
  const { choices } = spec;
  const choice = choiceOf(text, spec);
  if (choice !== undefined) return choice;
  const [nearest] = nearestNames(text, choices, 1);
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  throw new UserError(
    'bad-choice',
    `“${text.slice(0, 30)}” can’t be the ${name}.`,
    `The ${name} is one of ${choices.join(', ')}.${hint}`,
  );
}

/** What to ask for a value that is missing, by what it names. */
const questions: Readonly<Record<Suggests, string>> = {
  query: 'What should I look for?',
  paper: 'Which paper do you mean?',
  note: 'Which note do you mean?',
  subtopic: 'Which subtopic do you mean?',
  topic: 'What should I follow?',
  followed: 'Which topic should I unfollow?',
  command: 'Which command do you mean?',
  zone: 'Which time zone?',
};

function missing(command: Command, name: string, spec: OptionSpec): UserError {
  const question = spec.type === 'text' && spec.suggests !== undefined && questions[spec.suggests];
  return new UserError(
    'missing-option',
    question || `What comes after “${command.name}”?`,
    `For example: \`${command.examples[0] ?? `${command.name} ${name}:…`}\``,
  );
}
