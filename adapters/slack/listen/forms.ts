import { lineFor } from '../../../src/cards/command-line.ts';
import { type Outcome, runLine } from '../../../src/commands/run-line.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { type AppContext, actorOf, type TenantLike } from '../context.ts';
import { type FormState, wordsSuffix } from '../render/form.ts';
import { within } from './open-form.ts';
import { type Respond, renderOutcome, say } from './say.ts';

/** A submitted modal as Bolt hands it over. */
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

/** Slack waits 3 s for the ack; what takes longer is outcome by the response_url instead of in the modal. */
const ackMs = 2_000;

/** A modal becomes a command line; a person's mistake is outcome beside its field. */
export const listenSubmit =
  (app: AppContext, respondTo: (url: string) => Respond) =>
  async ({ body, view, ack, client, context }: SubmitArgs): Promise<void> => {
    const state = JSON.parse(view.private_metadata) as FormState;
    const options = readFields(view.state.values);
    const actor = actorOf(context, state.channel, body.user.id);
    if (Object.keys(options).length === 0) {
      const [first = 'topic'] = Object.keys(view.state.values);
      return void (await ack(errorsOf(first, 'Choose or type something.')));
    }
    const line = lineFor(state.command, options);
    const run = app.callers
      .callerOf(actor, client)
      .then((caller) => runLine(app.router, line, caller, app.onBug));
    const early: Outcome | undefined = await within<Outcome | undefined>(ackMs, run, undefined);
    if (early?.kind === 'mistake') {
      const { message, hint } = early.problem;
      return void (await ack(errorsOf(fieldOf(message, options), `${message} ${hint}`)));
    }
    await ack();
    const outcome = early ?? (await run);
    await sayResult(app, outcome, { line, state, user: body.user.id, client, respondTo });
    if (outcome.changed) await app.refreshHome(actor.workspace, client);
  };

const errorsOf = (field: string, message: string) => ({
  response_action: 'errors' as const,
  errors: { [field]: message },
});

/** The field that a message speaks of, or else the first. */
function fieldOf(message: string, options: Readonly<Record<string, string>>): string {
  const names = Object.keys(options);
  const named = names.find((name) => message.includes(`${name}:`) || message.includes(options[name] ?? ''));
  return named ?? names[0] ?? 'topic';
}

interface Result {
  readonly line: string;
  readonly state: FormState;
  readonly user: string;
  readonly client: WebClientLike;
  readonly respondTo: (url: string) => Respond;
}

/** Where the modal was opened by a command, its response_url; else a message to the person. */
async function sayResult(
  app: AppContext,
  outcome: Outcome,
  { line, state, user, client, respondTo }: Result,
): Promise<void> {
  const message = renderOutcome(outcome, line, { share: false });
  if (state.responseUrl !== undefined) {
    const body = { ...message, response_type: 'ephemeral' as const };
    return say(respondTo(state.responseUrl), body, outcome.card, app.logger);
  }
  await client.apiCall('chat.postMessage', { channel: user, ...message });
}

/** The options that were filled in; typed words win over a choice of the same option. */
function readFields(values: Values): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [block, elements] of Object.entries(values)) {
    const [field] = Object.values(elements);
    const value = (field?.selected_option?.value ?? field?.selected_time ?? field?.value ?? '').trim();
    if (value !== '') found[block.replace(wordsSuffix, '')] = value;
  }
  return found;
}
