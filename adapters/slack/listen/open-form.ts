import type { Command } from '../../../src/commands/command.ts';
import { defined } from '../../../src/defined.ts';
import type { Actor } from '../caller.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import type { AppContext } from '../context.ts';
import { type FormState, forms, renderForm } from '../render/form.ts';

export interface FormRequest {
  readonly line: string;
  readonly triggerId: string;
  readonly responseUrl?: string;
}

/** A trigger lives 3 s: what the fields begin with is asked for a part of that, no more. */
const prefillMs = 1_200;

/** Opens the modal of a bare `follow` or `digest`; false when the line wants none, or Slack does not open it. */
export async function openForm(
  app: AppContext,
  { line, triggerId, responseUrl }: FormRequest,
  actor: Actor,
  client: WebClientLike,
): Promise<boolean> {
  const command = formOf(app, line);
  if (command === undefined) return false;
  const fields = await within(prefillMs, prefill(app, command, actor, client), {});
  const state: FormState = { command: command.name, channel: actor.channel, ...defined({ responseUrl }) };
  try {
    await client.apiCall('views.open', { trigger_id: triggerId, view: renderForm(command, fields, state) });
    return true;
  } catch (error) {
    app.logger.warn({ err: error }, 'a modal did not open');
    return false;
  }
}

function formOf({ router }: AppContext, line: string): Command | undefined {
  const name = line.trim().toLowerCase();
  return Object.hasOwn(forms, name) ? router.commandOf(name) : undefined;
}

async function prefill(app: AppContext, { name, options }: Command, actor: Actor, client: WebClientLike) {
  const caller = await app.callers.callerOf(actor, client);
  const zone = caller.person.zone;
  const known = (await app.ports.fieldsOf?.(name, caller)) ?? {};
  return { ...(zone !== undefined && 'zone' in options && { zone }), ...known };
}

/** What a promise gives in time, or else the other value; it never rejects. */
export async function within<T>(ms: number, promise: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), ms);
  });
  try {
    return await Promise.race([promise.catch(() => otherwise), late]);
  } finally {
    clearTimeout(timer);
  }
}
