import { UserError } from '../errors.ts';
import type { OptionSpecs } from './command.ts';

/** Longer lines come from no platform: Slack's and Discord's own limits are lower. */
const lineMaxLength = 4_000;

/**
 * The words of a line, `search query:"graph transformers" page:2`: the command, `name:value` for the command's own
 * options, and all other words for the option that takes the rest. The exact inverse of `formatInvocation`.
 * @throws UserError when an option is given twice, or the line is too long.
 */
export function splitOptions(line: string, options: OptionSpecs): Record<string, string> {
  const found: Record<string, string> = {};
  const rest: string[] = [];
  for (const match of line.matchAll(piece)) {
    const { name, quoted, curly, plain, word } = match.groups as Pieces;
    const key = name?.toLowerCase();
    if (key === undefined || !Object.hasOwn(options, key)) rest.push(word ?? match[0]);
    else if (Object.hasOwn(found, key)) throw givenTwice(key);
    else found[key] = unquote(quoted) ?? curly ?? plain ?? '';
  }
  return withRest(found, rest.join(' '), options);
}

interface Pieces {
  readonly name?: string;
  readonly quoted?: string;
  readonly curly?: string;
  readonly plain?: string;
  readonly word?: string;
}

// `name:"a value"`, `name:“a value”`, `name:value`, or any other word; a quoted phrase is one word.
const piece =
  /(?<name>[a-z][a-z-]*):(?:(?<quoted>"(?:[^"\\]|\\.)*")(?=\s|$)|“(?<curly>[^”]*)”(?=\s|$)|(?<plain>[^\s"“]\S*))|(?<word>"[^"]*"|\S+)/giu;

function unquote(quoted: string | undefined): string | undefined {
  if (quoted === undefined) return undefined;
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted.slice(1, -1);
  }
}

function withRest(found: Record<string, string>, rest: string, options: OptionSpecs): Record<string, string> {
  if (rest === '') return found;
  const taker = Object.keys(options).find(
    (name) => options[name]?.type === 'text' && 'rest' in options[name],
  );
  if (taker === undefined) {
    throw new UserError('too-many-words', `I cannot place “${rest.slice(0, 60)}”.`, describeOptions(options));
  }
  return { ...found, [taker]: found[taker] === undefined ? rest : `${found[taker]} ${rest}` };
}

const describeOptions = (options: OptionSpecs) =>
  Object.keys(options).length === 0
    ? 'This command takes nothing more.'
    : `It takes ${Object.keys(options)
        .map((name) => `${name}:…`)
        .join(', ')}.`;

const givenTwice = (name: string) =>
  new UserError('option-twice', `${name}: is given twice.`, 'Keep one of them.');

/** Splits a line into the command's name and the words after it. */
export function splitCommand(line: string): { readonly name: string; readonly rest: string } {
  if (line.length > lineMaxLength) {
    throw new UserError(
      'line-too-long',
      'This line is too long.',
      `Keep it under ${lineMaxLength} characters.`,
    );
  }
  const trimmed = line.toWellFormed().trim();
  const [name = ''] = /^\S+/.exec(trimmed) ?? [];
  return { name: name.toLowerCase(), rest: trimmed.slice(name.length) };
}
