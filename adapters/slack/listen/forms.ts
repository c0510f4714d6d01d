import { commandLine } from '../../../src/cards/builders.ts';
import type { Outcome } from '../../../src/commands/run-line.ts';
import { answersWithin } from '../../../src/time/deadline.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { type AppContext, actorOf, type TenantLike } from '../context.ts';
import { postMessage } from '../deliver/messenger.ts';
import { type FormState, wordsSuffix } from '../render/form.ts';
import { type Respond, renderOutcome, respondTo, sendResponse } from './respond.ts';

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
