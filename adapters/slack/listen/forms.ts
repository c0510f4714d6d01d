import { commandLine } from '../../../src/cards/command-line.ts';
import type { Command } from '../../../src/commands/command.ts';
import type { Outcome } from '../../../src/commands/run-line.ts';
import { defined } from '../../../src/defined.ts';
import { answersWithin } from '../../../src/time/deadline.ts';
import type { Actor } from '../caller.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { type AppContext, actorOf, type TenantLike } from '../context.ts';
import { postMessage } from '../deliver/post-message.ts';
import { type FormState, forms, renderForm, wordsSuffix } from '../render/form.ts';
import { type Respond, renderOutcome, respondTo, sendResponse } from './respond.ts';

export interface FormRequest {
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
  const command = formOf(app, line);
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

function formOf({ router }: AppContext, line: string): Command | undefined {
  const name = line.trim().toLowerCase();
  return Object.hasOwn(forms, name) ? router.commandOf(name) : undefined;
}

async function prefill(app: AppContext, { name, options }: Command, actor: Actor, client: WebClientLike) {
  const caller = await app.callers.callerOf(actor, client);
  const zone = 'zone' in options ? caller.person.zone : undefined;
  return { ...defined({ zone }), ...(await app.ports.fieldsOf?.(name, caller)) };
}

/** A submitted modal as Bolt passes it. */
export interface SubmitArgs {
  readonly body: { readonly user: { readonly id: string } };
  readonly view: {
    readonly private_metadata: string;
    readonly state: { readonly values: Values };
  };
  ack(response?: { response_action: 'errors'; errors: Record<string, string> }): Promise<unknown>;
  readonly client: WebClientLike;
  readonly context: TenantLike;
}

type Values = Readonly<Record<string, Readonly<Record<string, FieldLike>>>>;

interface FieldLike {
  readonly value?: string | null;
  readonly selected_time?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
}

/** Slack waits 3 s for the ack. Mistakes found later than this are not shown in the modal, but by the response_url. */
const ackMs = 2_000;

/** A modal becomes a command line; a person's mistake is shown beside its field. */
export const listenSubmit =
  (app: AppContext) =>
  async ({ body, view, ack, client, context }: SubmitArgs): Promise<void> => {
    const state = JSON.parse(view.private_metadata) as FormState;
    const options = readFields(view.state.values);
    if (Object.keys(options).length === 0) {
      const [first = 'topic'] = Object.keys(view.state.values);
      return void (await ack(errorAt(first, 'Choose or type something.')));
    }
    const line = commandLine(state.command, options);
    const running = app.run(line, actorOf(context, state.channel, body.user.id), client);
    const early = await answersWithin(ackMs, running).catch(() => undefined);
    if (early?.kind === 'mistake') {
      const { message, hint } = early.problem;
      return void (await ack(errorAt(fieldOf(message, options), `${message} ${hint}`)));
    }
    await ack();
    await showOutcome(app, await running, { line, state, user: body.user.id, client });
  };

const errorAt = (field: string, message: string) => ({
  response_action: 'errors' as const,
  errors: { [field]: message },
});

/** The field that a message names, or else the first. */
function fieldOf(message: string, options: Readonly<Record<string, string>>): string {
  const names = Object.keys(options);
  const named = names.find((name) => message.includes(`${name}:`) || message.includes(options[name] ?? ''));
  return named ?? names[0] ?? 'topic';
}

interface Submitted {
  readonly line: string;
  readonly state: FormState;
  readonly user: string;
  readonly client: WebClientLike;
}

/** By the response_url of the command that opened the modal; without one, in a direct message. */
async function showOutcome(
  app: AppContext,
  outcome: Outcome,
  { line, state, user, client }: Submitted,
): Promise<void> {
  const message = renderOutcome(outcome, line, { share: false });
  if (state.responseUrl === undefined) {
    await postMessage(client, { card: outcome.card, message, args: { channel: user } }, app.logger);
    return;
  }
  const respond: Respond = respondTo(state.responseUrl);
  await sendResponse(respond, { ...message, response_type: 'ephemeral' }, outcome.card, app.logger);
}

/** The options that were filled in; typed words win over a choice for the same option. */
function readFields(values: Values): Record<string, string> {
  const options: Record<string, string> = {};
  for (const [block, elements] of Object.entries(values)) {
    const [field] = Object.values(elements);
    const value = (field?.selected_option?.value ?? field?.selected_time ?? field?.value ?? '').trim();
    if (value !== '') options[block.replace(wordsSuffix, '')] = value;
  }
  return options;
}
