import { hint, typed as typedLine } from '../../cards/builders.ts';
import type { Block } from '../../cards/card.ts';
import { UserError } from '../../errors.ts';
import type { PaperIndex } from '../../ports/index.ts';
import { wordsQuery } from '../../search/query.ts';
import type { Command, RunAnswer } from '../command.ts';
import { commandName } from '../grammar.ts';
import { labelOf } from '../line-options.ts';
import type { Reading } from './understand.ts';

interface ReadingDeps {
  readonly commands: readonly Command[];
  readonly index: Pick<PaperIndex, 'search'>;
  /** Runs a line that begins with the name of a command. */
  readonly run: (line: string) => Promise<RunAnswer>;
}

/**
 * Answers a line as it was understood. A mistyped command is corrected when no paper has the word, and a command that can
 * do nothing with its words becomes a search: a small line says so.
 * @throws UserError as the command does
 */
export async function answerReading(
  { line, orSearch, isSearch, near }: Extract<Reading, { kind: 'run' }>,
  { commands, index, run }: ReadingDeps,
): Promise<RunAnswer> {
  if (near !== undefined && !(await isKnown(near.typed, index))) {
    const command = commands.find(({ name }) => name === commandName(near.line));
    if (command?.changes === undefined)
      return withHint(await run(near.line), `I read “${near.typed}” as `, near.command);
    throw new UserError(
      'unknown-command',
      `There is no command “${near.typed}”.`,
      `Did you mean \`${labelOf(near.line)}\`?`,
      [near.line],
    );
  }
  if (orSearch !== undefined) {
    const answer = await run(line).catch((error: unknown) => {
      if (error instanceof UserError && isUnread.test(error.code)) return undefined;
      throw error;
    });
    if (answer !== undefined && answer.card.tone !== 'empty') return answer;
    return withHint(await run(orSearch), 'I searched for this. Commands: ', 'help');
  }
  const answer = await run(line);
  if (near !== undefined)
    return withHint(answer, 'I searched for this. Did you mean the command ', near.command, '?');
  return isSearch === 'maybe' ? withHint(answer, 'I searched for this. Commands: ', 'help') : answer;
}

/** Codes of errors that say that words are none of a command. A date that is past, say, was meant for it. */
const isUnread = /^(?:bad-|unknown-|too-many-words|missing-option|no-such-item|not-followed)/;

/** Whether some text has the word as it is. */
async function isKnown(word: string, index: Pick<PaperIndex, 'search'>): Promise<boolean> {
  const { corrections, unknown } = await index.search(wordsQuery(word), { offset: 0, limit: 1, notes: 0 });
  return corrections.length === 0 && unknown.length === 0;
}

function withHint(answer: RunAnswer, words: string, command: string, end = '.'): RunAnswer {
  const said: Block = hint(words, typedLine(command), end);
  return { ...answer, card: { ...answer.card, blocks: [...answer.card.blocks, said] } };
}
