import type { APIInteraction } from 'discord.js';
import { failureOf, type Outcome, runLine } from '../../../src/commands/run-line.ts';
import { UserError } from '../../../src/errors.ts';
import { readCaller } from '../caller.ts';
import type { AppContext } from '../context.ts';
import { renderMessage } from '../render/message.ts';
import { type Reply, type ReplyOptions, respond } from './respond.ts';

/** Runs a line as the person who acted, and shows its answer. */
export const answerLine = (
  app: AppContext,
  interaction: APIInteraction,
  line: string,
  options: Partial<ReplyOptions> = {},
): Promise<void> => answerOutcome(app, interaction, line, options, run(app, interaction, line));

/** Answers a press whose line is not kept any more. */
export async function answerTooOld(app: AppContext, interaction: APIInteraction): Promise<void> {
  const hint = 'Type the command again to get a new one.';
  const failure = failureOf(new UserError('old-button', 'This button is too old.', hint), app.onBug);
  await answerOutcome(app, interaction, '', { isPrivate: true }, Promise.resolve(failure));
}

export const run = (app: AppContext, interaction: APIInteraction, line: string): Promise<Outcome> =>
  runLine(app.router, line, readCaller(interaction, app.mayChange), app.onBug);

/** Shows what became of a line. Unless told otherwise, everyone sees the answer of a command for a whole place. */
export async function answerOutcome(
  app: AppContext,
  interaction: APIInteraction,
  line: string,
  options: Partial<ReplyOptions>,
  outcome: Promise<Outcome>,
): Promise<void> {
  const { isPrivate = app.router.commandOf(line)?.audience !== 'place' } = options;
  const reply = outcome.then((each) => renderOutcome(app, interaction, line, isPrivate, each));
  await respond(app.responder, interaction, { ...options, isPrivate }, reply);
}

/** A private answer gets a button to share it, a mistake in a form one to open the form again. */
function renderOutcome(
  { router, lines }: AppContext,
  interaction: APIInteraction,
  line: string,
  isPrivate: boolean,
  { kind, card }: Outcome,
): Reply {
  const isError = kind !== 'answer';
  const canShare = !isError && isPrivate && interaction.guild_id !== undefined && card.tone === 'plain';
  const canChange = kind === 'mistake' && router.commandOf(line)?.form !== undefined;
  const message = renderMessage(card, {
    lines,
    ...(canShare && { extraButton: { label: 'Share in channel', line, kind: 'share' } }),
    ...(canChange && { extraButton: { label: 'Change', line, kind: 'form', primary: true } }),
  });
  return { message, isError };
}
