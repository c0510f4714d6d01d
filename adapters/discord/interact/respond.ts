import { RESTJSONErrorCodes as codes, InteractionResponseType, MessageFlags, Routes } from 'discord.js';
import { settlesWithin } from '../../../src/time/deadline.ts';
import { codeOf, type RestLike } from '../connection/rest.ts';
import type { RenderedMessage } from '../render/message.ts';

export interface Responder {
  readonly rest: RestLike;
  /** Milliseconds after which a slow answer is deferred, default 1,000. Discord waits 3,000 for a first response. */
  readonly deferAfterMs?: number;
}

/** How an answer is shown. Known before the answer is, since it is fixed once the answer is deferred. */
export interface ReplyOptions {
  /** Only the person who acted sees the answer. */
  readonly isPrivate: boolean;
  /** The answer replaces the message whose button was pressed. */
  readonly replaces?: boolean;
}

export interface Reply {
  readonly message: RenderedMessage;
  /** Shown to the person who acted alone, in a message of its own. */
  readonly isError: boolean;
}

interface InteractionLike {
  readonly id: string;
  readonly token: string;
  readonly application_id: string;
}

const defaultDeferAfterMs = 1_000;

/** Shows a reply at once if it is ready soon, and otherwise defers it. */
export async function respond(
  responder: Responder,
  interaction: InteractionLike,
  options: ReplyOptions,
  reply: Promise<Reply>,
): Promise<void> {
  const isEarly = await settlesWithin(responder.deferAfterMs ?? defaultDeferAfterMs, reply);
  if (isEarly) return respondNow(responder, interaction, options, await reply);
  await acknowledge(
    responder,
    interaction,
    options.replaces
      ? { type: InteractionResponseType.DeferredMessageUpdate }
      : {
          type: InteractionResponseType.DeferredChannelMessageWithSource,
          data: { flags: options.isPrivate ? MessageFlags.Ephemeral : 0 },
        },
  );
  await respondLater(responder, interaction, options, await reply);
}

/** Sends the first response to an interaction. Discord takes one only, within 3 seconds. */
export async function acknowledge(
  { rest }: Responder,
  { id, token }: InteractionLike,
  body: object,
  files: RenderedMessage['files'] = [],
): Promise<void> {
  const post = () =>
    rest.post(Routes.interactionCallback(id, token), { body, auth: false, ...withFiles(files) });
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
  responder: Responder,
  interaction: InteractionLike,
  { isPrivate, replaces }: ReplyOptions,
  { message: { body, files }, isError }: Reply,
): Promise<void> {
  if (replaces && !isError) {
    const type = InteractionResponseType.UpdateMessage;
    return acknowledge(responder, interaction, { type, data: body }, files);
  }
  const data = isPrivate || isError ? ephemeral(body) : body;
  const type = InteractionResponseType.ChannelMessageWithSource;
  return acknowledge(responder, interaction, { type, data }, files);
}

async function respondLater(
  { rest }: Responder,
  { application_id, token }: InteractionLike,
  { isPrivate, replaces }: ReplyOptions,
  { message: { body, files }, isError }: Reply,
): Promise<void> {
  const original = Routes.webhookMessage(application_id, token, '@original');
  if (!isError || (isPrivate && !replaces)) {
    await rest.patch(original, { body, auth: false, ...withFiles(files) });
    return;
  }
  // A deferred public answer cannot become private: it is deleted, and the error follows it in private.
  if (!replaces) await rest.delete(original, { auth: false });
  const followUp = Routes.webhook(application_id, token);
  await rest.post(followUp, { body: ephemeral(body), auth: false, ...withFiles(files) });
}

const ephemeral = (body: RenderedMessage['body']) => ({
  ...body,
  flags: body.flags | MessageFlags.Ephemeral,
});

const withFiles = (files: RenderedMessage['files']) => (files.length > 0 ? { files: [...files] } : {});
