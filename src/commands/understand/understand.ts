import { commandLine } from '../../cards/builders.ts';
import { defined } from '../../defined.ts';
import { UserError } from '../../errors.ts';
import type { Answer, Command } from '../command.ts';
import { suggestedLine } from '../find-command.ts';
import { splitCommand } from '../grammar.ts';
import type { Shown } from './conversation.ts';
import { digestWish, pauseOffered } from './digest-wishes.ts';
import { nearCommand } from './near-command.ts';
import { meaningOf, otherCommandWords } from './other-words.ts';
import { abilityOf, askedFor, subjectOf, withoutAddress, withoutThanks } from './passed-over.ts';
import { refinedSearch } from './refine.ts';
import { sentenceOf } from './sentences.ts';
import { lineOfShortWords, numberOf, paperMeant, papersMeant } from './short-words.ts';
import { emojiTalk, pauseTalk, smallTalk } from './small-talk.ts';

/**
 * What a typed line means.
 *
 * | kind | |
 * |---|---|
 * | `run` | a command line |
 * | `say` | a friendly word |
 */
export type Reading =
  | {
      readonly kind: 'run';
      readonly line: string;
      /** The search that is meant when the command can do nothing with the words after it. */
      readonly orSearch?: string;
      /** The line is a search because it begins with no command; `maybe` when it is one word. */
      readonly isSearch?: 'surely' | 'maybe';
      /** The command, or other word for one, that the first word is nearly spelt like, and the line with it. */
      readonly near?: { readonly typed: string; readonly command: string; readonly line: string };
    }
  | { readonly kind: 'say'; readonly answer: Answer };

/**
 * Reads a line as people type it. A line that begins with no command, and with no other word for one, is a search.
 * @param shown what the person was shown last in this place
 * @throws UserError for a line that is too long, or a number that the last answer does not have
 */
export function understand(typed: string, commands: readonly Command[], shown?: Shown): Reading {
  const whole = withoutAddress(typed);
  const emoji = emojiTalk(typed);
  if (emoji !== undefined) return { kind: 'say', answer: emoji };
  if (!/[\p{L}\p{N}]/u.test(whole)) return { kind: 'run', line: 'help' };
  if (/^help (?:me|us|please|pls)[\s!?.]*$/i.test(whole)) return { kind: 'run', line: 'help' };
  const line = withoutColon(withoutThanks(whole), commands);
  const short = lineOfShortWords(whole, shown) ?? lineOfShortWords(line, shown);
  if (short !== undefined) return { kind: 'run', line: short };
  const refined = refinedSearch(line, shown);
  if (refined !== undefined) return { kind: 'run', line: refined };
  const word = smallTalk(whole);
  if (word !== undefined) return { kind: 'say', answer: word };
  const pause = pauseOffered(line);
  if (pause !== undefined) return { kind: 'say', answer: pauseTalk(pause) };
  return (
    wishIn(line, commands) ??
    commandIn(line, commands, shown) ??
    askedIn(line, commands, shown) ??
    searchReading(line, commands)
  );
}

/** `move the digest to 8`, `can you make it weekly` */
function wishIn(line: string, commands: readonly Command[]): Reading | undefined {
  const { name } = splitCommand(line);
  if (commands.some((each) => each.name === name)) return undefined;
  const wish = digestWish(askedFor(line) ?? line);
  return wish === undefined ? undefined : run(wish);
}

/** `Search: FP8`, as the title of an answer has it. */
function withoutColon(line: string, commands: readonly Command[]): string {
  const [, name = '', rest = ''] = /^(\p{L}+):\s+(\S.*)$/su.exec(line) ?? [];
  return commands.some((each) => each.name === name.toLowerCase()) ? `${name} ${rest}` : line;
}

/** The command that a line begins with or, in other words, means. */
function commandIn(line: string, commands: readonly Command[], shown: Shown | undefined) {
  const { name, rest } = splitCommand(line);
  const command = commands.find((each) => each.name === name);
  const sentence = sentenceOf(line);
  const isCommand = command !== undefined && !isQuestion(line) && sentence?.isSure !== true;
  const isCite = sentence?.line.startsWith('cite ') && meantIn(sentence.line, commands, shown);
  if (isCommand && !isCite) return run(withMeantPaper(command, rest, shown) ?? line);
  const meaning = sentence ?? (isRequestForPapers(line) ? undefined : meaningOf(line));
  if (meaning === undefined) return undefined;
  return {
    ...run(meantIn(meaning.line, commands, shown) ?? meaning.line),
    ...(!meaning.isSure && { orSearch: searchLine(line) }),
  };
}

const run = (line: string) => ({ kind: 'run', line }) as const;

/** A command line with the papers that its words mean after the last answer, if they mean any. */
function meantIn(line: string, commands: readonly Command[], shown: Shown | undefined): string | undefined {
  const { name, rest } = splitCommand(line);
  const command = commands.find((each) => each.name === name);
  return command && withMeantPaper(command, rest, shown);
}

/** `can you pause the digest`, and `how do I unsubscribe`, which asks for help. */
function askedIn(line: string, commands: readonly Command[], shown: Shown | undefined): Reading | undefined {
  const asked = askedFor(line);
  const reading = asked === undefined ? undefined : commandIn(asked, commands, shown);
  if (reading !== undefined && isChange(reading.line, commands))
    return { ...reading, orSearch: searchLine(line) };
  const ability = abilityOf(line);
  const about = ability === undefined ? undefined : commandIn(ability, commands, undefined);
  if (about === undefined || !isChange(about.line, commands)) return undefined;
  return run(commandLine('help', { command: splitCommand(about.line).name }));
}

/** Commands that show what the place has are asked for as those that change it are. Others are a search's first words. */
const ofPlace = new Set([
  'following',
  'saved',
  'export',
  'digest',
  'status',
  'allow',
  'trending',
  'new',
  'topics',
]);

function isChange(line: string, commands: readonly Command[]): boolean {
  const { name } = splitCommand(line);
  return ofPlace.has(name) || commands.find((each) => each.name === name)?.changes !== undefined;
}

function searchReading(line: string, commands: readonly Command[]): Reading {
  const { name, rest } = splitCommand(line);
  return {
    kind: 'run',
    line: searchLine(line),
    // A word of letters alone may have been meant as a command; an address or a number was not.
    isSearch: rest.trim() === '' && /^[a-z]+$/.test(name) ? 'maybe' : 'surely',
    ...defined({ near: nearLine(name, rest, commands) }),
  };
}

function nearLine(name: string, rest: string, commands: readonly Command[]) {
  const names = commands.map((each) => each.name);
  const least = numberOf(rest) === undefined ? undefined : 3;
  const command = nearCommand(name, [...names, ...otherCommandWords], least);
  if (command === undefined) return undefined;
  // What people look for is no slip: `papers before 2020`.
  if (`${command}s` === name) return undefined;
  const { name: meant, rest: words } = splitCommand(
    names.includes(command) ? `${command}${rest}` : (meaningOf(`${command}${rest}`)?.line ?? ''),
  );
  return meant === '' ? undefined : { typed: name, command, line: suggestedLine(meant, words, commands) };
}

/** `why do transformers work`, which asks about no paper. */
const isQuestion = (line: string): boolean =>
  /^why (?:do|does|did|is|are|was|were|can|could|should|would|don't|doesn't|isn't|aren't)\b/i.test(line) ||
  /^help me \w+ \S/i.test(line);

const isRequestForPapers = (line: string): boolean =>
  /^(?:show|find|give|get|help)(?: me| us)? .*\b(?:papers?|about|on)\b/i.test(line);

/** A search for the subject of a line. What it says of pages and sizes, as `search` takes them, is no word of the query. */
function searchLine(line: string): string {
  const query = subjectOf(line.replace(/(?<=\S)\s+(?:page|size):\d+(?=\s|$)/g, ''));
  const [, page] = /\spage:(\d+)(?=\s|$)/.exec(line) ?? [];
  const [, size] = /\ssize:(\d+)(?=\s|$)/.exec(line) ?? [];
  return commandLine('search', { query, page, size });
}

/** `save 2` and `similar to it`, with the papers that the last answer has there. */
function withMeantPaper(command: Command, rest: string, shown: Shown | undefined): string | undefined {
  const option = paperOptionOf(command);
  if (option === undefined) return undefined;
  // Before any answer, a number may be the id of a paper. Nothing is saved by such a guess.
  if (shown === undefined && command.changes === undefined && numberOf(rest) !== 0) return undefined;
  const isUndone = /^\s*undo:yes\b/.test(rest);
  const words = rest
    .replace(/^\s*undo:yes\b/, '')
    .replace(/^\s*(?:paper|to):(?:"(.*)"|(\S+))$/, '$1$2')
    .replace(/^\s*(?:to|of|the paper|paper)\s+(?=\S)/i, '')
    .replace(
      /(?<=\S)\s+(?:for (?:later|reading|me|us)|(?:to|on|in|from|off) (?:my|our|the) (?:reading )?list)$/i,
      '',
    );
  const papers = papersMeant(words, shown);
  if (papers !== undefined && papers.length > 1 && command.changes === undefined)
    throw new UserError(
      'one-at-a-time',
      'I can do that for one paper at a time.',
      `Say \`${command.name} 1\`.`,
    );
  const paper = papers?.join(' ') ?? paperMeant(words, shown);
  return paper && commandLine(command.name, { [option]: paper, ...(isUndone && { undo: 'yes' }) });
}

/** The option by which a command is told a paper. */
function paperOptionOf({ options }: Command): string | undefined {
  return Object.entries(options).find(([, spec]) => spec.type === 'text' && spec.suggests === 'paper')?.[0];
}
