import { Routes } from 'discord.js';
import type { RestLike } from '../connection/rest.ts';
import type { RenderedMessage } from '../render/message.ts';
import { messageFlags } from '../render/payload.ts';

export interface Responder {
  readonly rest: RestLike;
  /** Milliseconds until an answer that is not there yet is announced; Discord waits for 3,000. */
  readonly deferAfterMs?: number;
}

export interface Plan {
  /** Only the one who asked sees it. Discord fixes this when an answer is announced. */
  readonly isPrivate: boolean;
  /** The message whose button was pressed becomes the answer. */
  readonly replaces?: boolean;
}

export interface Reply {
  readonly message: RenderedMessage;
  /** Concerns only the one who asked, whatever was planned: a mistake. */
  readonly isTrouble: boolean;
}

interface InteractionLike {
  readonly id: string;
  readonly token: string;
  readonly application_id: string;
}

/** Kinds of first responses (docs, receiving-and-responding). */
export const responses = { message: 4, defer: 5, deferUpdate: 6, update: 7, choices: 8, form: 9 } as const;

const deferAfterMs = 1_000;
const alreadyAcknowledged = 40_060;

/** Shows what the work gives: at once when it is quick, else announced first, so that Discord never waits in vain. */
export async function respond(
  responder: Responder,
  interaction: InteractionLike,
  plan: Plan,
  work: Promise<Reply>,
): Promise<void> {
  const quick = await within(work, responder.deferAfterMs ?? deferAfterMs);
  if (quick !== undefined) return answerNow(responder, interaction, plan, quick);
  const type = plan.replaces ? responses.deferUpdate : responses.defer;
  const flags = plan.isPrivate ? messageFlags.ephemeral : 0;
  await acknowledge(responder, interaction, plan.replaces ? { type } : { type, data: { flags } });
  await answerLater(responder, interaction, plan, await work);
}

/** The first response, whatever it is: one only, and within 3 seconds. */
export async function acknowledge(
  { rest }: Responder,
  { id, token }: InteractionLike,
  body: object,
  files: RenderedMessage['files'] = [],
): Promise<void> {
  const options = { body, auth: false, ...(files.length > 0 && { files: [...files] }) };
  const post = () => rest.post(Routes.interactionCallback(id, token), options);
  // After a lost answer the second try is told that the first one had arrived.
  await post()
    .catch(onlyRefusals(post))
    .catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== alreadyAcknowledged) throw error;
    });
}

/** A refusal has a number; trouble on the way has none, and leaves open whether the response arrived. */
const onlyRefusals = (again: () => Promise<unknown>) => (error: unknown) => {
  if (typeof (error as { code?: unknown }).code === 'number') throw error;
  return again();
};

function answerNow(
  responder: Responder,
  interaction: InteractionLike,
  plan: Plan,
  reply: Reply,
): Promise<void> {
  const { body, files } = reply.message;
  if (plan.replaces && !reply.isTrouble) {
    return acknowledge(responder, interaction, { type: responses.update, data: body }, files);
  }
  const isPrivate = plan.isPrivate || reply.isTrouble;
  const flags = body.flags | (isPrivate ? messageFlags.ephemeral : 0);
  return acknowledge(responder, interaction, { type: responses.message, data: { ...body, flags } }, files);
}

async function answerLater(
  { rest }: Responder,
  { application_id, token }: InteractionLike,
  plan: Plan,
  { message, isTrouble }: Reply,
): Promise<void> {
  const { body } = message;
  const files = message.files.length > 0 ? { files: [...message.files] } : {};
  const original = Routes.webhookMessage(application_id, token, '@original');
  const asTold = plan.replaces ? !isTrouble : plan.isPrivate || !isTrouble;
  if (asTold) {
    await rest.patch(original, { body, auth: false, ...files });
    return;
  }
  // A mistake is not for everyone's eyes, but what was announced in public cannot become private.
  if (!plan.replaces) await rest.delete(original, { auth: false });
  await rest.post(Routes.webhook(application_id, token), {
    body: { ...body, flags: body.flags | messageFlags.ephemeral },
    auth: false,
    ...files,
  });
}

/** What the work gives, or nothing when it is not there in time. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
