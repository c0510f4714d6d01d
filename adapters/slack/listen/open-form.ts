import type { Command } from '../../../src/commands/command.ts';
import { bareForm } from '../../../src/commands/router.ts';
import { defined } from '../../../src/defined.ts';
import { answersWithin } from '../../../src/time/deadline.ts';
import type { Actor } from '../caller.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import type { AppContext } from '../context.ts';
import { type FormState, renderForm } from '../render/form.ts';

interface FormRequest {
  readonly line: string;
  readonly triggerId: string;
  readonly responseUrl?: string;
}

/** A trigger expires after 3 s: when the present settings take longer than this, the fields stay empty. */
const prefillMs = 1_200;

/** Opens the modal of a bare `follow` or `digest`; false when the line has none, or Slack does not open it. */
export async function openForm(
  app: AppContext,
  { line, triggerId, responseUrl }: FormRequest,
  actor: Actor,
  client: WebClientLike,
): Promise<boolean> {
  const command = bareForm(app.router, line);
  if (command === undefined) return false;
  const fields = await answersWithin(prefillMs, prefill(app, command, actor, client)).catch(() => ({}));
  const state: FormState = { command: command.name, channel: actor.channel, ...defined({ responseUrl }) };
  try {
    await client.apiCall('views.open', { trigger_id: triggerId, view: renderForm(command, fields, state) });
    return true;
  } catch (error) {
    app.logger.warn({ err: error }, 'a modal did not open');
    return false;
  }
}

async function prefill(app: AppContext, { name, options }: Command, actor: Actor, client: WebClientLike) {
  const caller = await app.callers.callerOf(actor, client);
  const zone = 'zone' in options ? caller.person.zone : undefined;
  return { ...defined({ zone }), ...(await app.ports.fieldsOf?.(name, caller)) };
}
