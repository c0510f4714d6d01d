import {
  type APIInteraction,
  RESTJSONErrorCodes as codes,
  InteractionContextType,
  InteractionResponseType,
  MessageFlags,
  Routes,
} from 'discord.js';
import type { LineOutcome } from '../../../src/commands/look-up/related.ts';
import { failureOf, type Outcome, runLine } from '../../../src/commands/run-line.ts';
import { UserError } from '../../../src/errors.ts';
import { settlesWithin } from '../../../src/time/deadline.ts';
import { type AppContext, readCaller } from '../caller.ts';
import { codeOf } from '../connection/rest.ts';
import { type RenderedMessage, renderMessage } from '../render/message.ts';

/** How an answer is shown. Known before the answer is, since it is fixed once the answer is deferred. */
export interface ReplyOptions {
  /** Only the person who acted sees the answer. */
  readonly isPrivate: boolean;
  /** The answer replaces the message whose button was pressed. */
  readonly replaces?: boolean;
}

interface Reply extends RenderedMessage {
  /** Shown to the person who acted alone, in a message of its own. */
  readonly isError: boolean;
}

const defaultDeferAfterMs = 1_000;

/**
 * Runs a line as the person who acted, and shows its answer. Unless told otherwise, everyone sees the answer of a
 * command for a whole place. In direct messages with the bot answers stay, since nobody else sees them anyway.
 */
export async function answerLine(
  app: AppContext,
  interaction: APIInteraction,
  line: string,
  options: Partial<ReplyOptions> = {},
): Promise<void> {
  const isPrivate = app.router.commandOf(line)?.audience !== 'place' && !isAlone(interaction);
  const outcome = run(app, interaction, line).then((each) => ({ line, outcome: each }));
  await answerOutcome(app, interaction, { isPrivate, ...options }, outcome);
}

const isAlone = ({ guild_id, context }: APIInteraction): boolean =>
  guild_id === undefined && context === InteractionContextType.BotDM;

/** Runs a line for the person of an interaction. Never throws: each error is an outcome with a card. */
export const run = async (app: AppContext, interaction: APIInteraction, line: string): Promise<Outcome> =>
  runLine(app.router, line, await readCaller(app, interaction), app.onBug);

/** Answers a press whose line is not kept any more. */
export async function answerTooOld(app: AppContext, interaction: APIInteraction): Promise<void> {
  const hint = 'Type the command again to get a new one.';
  const outcome = failureOf(new UserError('old-button', 'This button is too old.', hint), app.onBug);
  await answerOutcome(app, interaction, { isPrivate: true }, Promise.resolve({ line: '', outcome }));
}

/** Shows what became of a line: at once if it is ready soon, and otherwise deferred. */
export async function answerOutcome(
  app: AppContext,
  interaction: APIInteraction,
  options: ReplyOptions,
  outcome: Promise<LineOutcome>,
): Promise<void> {
  const { isPrivate, replaces } = options;
  const reply = outcome.then((each) => renderReply(app, interaction, isPrivate, each));
  if (await settlesWithin(app.deferAfterMs ?? defaultDeferAfterMs, reply)) {
    return respondNow(app, interaction, options, await reply);
  }
  await acknowledge(
    app,
    interaction,
    replaces
      ? { type: InteractionResponseType.DeferredMessageUpdate }
      : {
          type: InteractionResponseType.DeferredChannelMessageWithSource,
          data: { flags: isPrivate ? MessageFlags.Ephemeral : 0 },
        },
  );
  await respondLater(app, interaction, options, await reply);
}

/** A private answer gets a button to share it, a mistake in a form one to open the form again. */
export function renderReply(
  { router, lines }: AppContext,
  interaction: APIInteraction,
  isPrivate: boolean,
  { line, outcome }: LineOutcome,
): Reply {
  const { kind, card } = outcome;
  const isError = kind !== 'answer';
  // A file would have to be sent again, which only its command can do.
  const hasFile = card.blocks.some((block) => block.kind === 'file');
  const canShare = outcome.isShareable && isPrivate && interaction.guild_id !== undefined && !hasFile;
  const canChange = isOfInput(outcome) && router.commandOf(line)?.form !== undefined;
  const message = renderMessage(card, {
    lines,
    ...(canShare && { extraButton: { label: 'Share in channel', line, kind: 'share' } }),
    ...(canChange && { extraButton: { label: 'Change', line, kind: 'form', primary: true } }),
  });
  return { ...message, isError };
}

/** Whether a mistake is one of what was filled in. What a person may not do is not offered again. */
const isOfInput = (outcome: Outcome): boolean =>
  outcome.kind === 'mistake' &&
  /^(bad-|missing-|too-long|too-many-words|option-|unknown-digest-word)/.test(outcome.problem.code);

/** Sends the first response to an interaction. Discord takes one only, within 3 seconds. */
export async function acknowledge(
  { rest }: AppContext,
  { id, token }: APIInteraction,
  body: object,
  files: RenderedMessage['files'] = [],
): Promise<void> {
  const post = () => rest.post(Routes.interactionCallback(id, token), { body, auth: false, files });
  try {
    // An error without Discord's number leaves open whether the response arrived, so it is sent again.
    await post().catch((error: unknown) => {
      if (typeof codeOf(error) === 'number') throw error;
      return post();
    });
  } catch (error) {
    // The first try had arrived.
    if (codeOf(error) !== codes.InteractionHasAlreadyBeenAcknowledged) throw error;
  }
}

function respondNow(
  app: AppContext,
  interaction: APIInteraction,
  { isPrivate, replaces }: ReplyOptions,
  { body, files, isError }: Reply,
): Promise<void> {
  if (replaces && !isError) {
    const type = InteractionResponseType.UpdateMessage;
    return acknowledge(app, interaction, { type, data: body }, files);
  }
  const data = isPrivate || isError ? ephemeral(body) : body;
  const type = InteractionResponseType.ChannelMessageWithSource;
  return acknowledge(app, interaction, { type, data }, files);
}

async function respondLater(
  { rest }: AppContext,
  { application_id, token }: APIInteraction,
  { isPrivate, replaces }: ReplyOptions,
  { body, files, isError }: Reply,
): Promise<void> {
  const original = Routes.webhookMessage(application_id, token, '@original');
  if (!isError || (isPrivate && !replaces)) {
    await rest.patch(original, { body, auth: false, files });
    return;
  }
  // A deferred public answer cannot become private: it is deleted, and the error follows it in private.
  if (!replaces) await rest.delete(original, { auth: false });
  const followUp = Routes.webhook(application_id, token);
  await rest.post(followUp, { body: ephemeral(body), auth: false, files });
}

const ephemeral = (body: RenderedMessage['body']) => ({
  ...body,
  flags: body.flags | MessageFlags.Ephemeral,
});
