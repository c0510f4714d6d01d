import { commandLine } from '../../cards/builders.ts';
import { defined } from '../../defined.ts';
import type { Answer, Command } from '../command.ts';
import { suggestedLine } from '../find-command.ts';
import { restOption, splitCommand } from '../grammar.ts';
import type { Shown } from './conversation.ts';
import { nearCommand } from './near-command.ts';
import { meaningOf, otherCommandWords } from './other-words.ts';
import { subjectOf, withoutAddress } from './passed-over.ts';
import { lineOfShortWords, paperMeant } from './short-words.ts';
import { smallTalk } from './small-talk.ts';

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
  const line = withoutAddress(typed);
  const { name, rest } = splitCommand(line);
  if (!/[\p{L}\p{N}]/u.test(line) || /^help (?:me|us|please|pls)[\s!?.]*$/i.test(line))
    return { kind: 'run', line: 'help' };
  const short = lineOfShortWords(line, shown);
  if (short !== undefined) return { kind: 'run', line: short };
  const word = smallTalk(line);
  if (word !== undefined) return { kind: 'say', answer: word };
  const command = commands.find((each) => each.name === name);
  if (command !== undefined && !isQuestion(line))
    return { kind: 'run', line: withMeantPaper(command, rest, shown) ?? line };
  const meaning = isRequestForPapers(line) ? undefined : meaningOf(line);
  if (meaning !== undefined) {
    const { name: meant, rest: after } = splitCommand(meaning.line);
    const known = commands.find((each) => each.name === meant);
    const filled = known === undefined ? undefined : withMeantPaper(known, after, shown);
    return {
      kind: 'run',
      line: filled ?? meaning.line,
      ...(!meaning.isSure && { orSearch: searchLine(line) }),
    };
  }
  return {
    kind: 'run',
    line: searchLine(line),
    isSearch: rest.trim() === '' ? 'maybe' : 'surely',
    ...defined({ near: nearLine(name, rest, commands) }),
  };
}

function nearLine(name: string, rest: string, commands: readonly Command[]) {
  const names = commands.map((each) => each.name);
  const command = nearCommand(name, [...names, ...otherCommandWords]);
  if (command === undefined) return undefined;
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

const searchLine = (line: string): string => commandLine('search', { query: subjectOf(line) });

/** `save 2` and `similar to it`, with the paper that the last answer has there. */
function withMeantPaper(command: Command, rest: string, shown: Shown | undefined): string | undefined {
  const option = restOption(command.options);
  const spec = option === undefined ? undefined : command.options[option];
  if (option === undefined || spec?.type !== 'text' || spec.suggests !== 'paper') return undefined;
  // Before any answer, a number may be the id of a paper. Nothing is saved by such a guess.
  if (shown === undefined && command.changes === undefined) return undefined;
  const isUndone = /^\s*undo:yes\b/.test(rest);
  const words = rest.replace(/^\s*undo:yes\b/, '').replace(/^\s*to\s+(?=\S)/i, '');
  const paper = paperMeant(words, shown);
  return paper && commandLine(command.name, { [option]: paper, ...(isUndone && { undo: 'yes' }) });
}
