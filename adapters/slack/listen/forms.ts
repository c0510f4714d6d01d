import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewOutput, ViewSubmitAction } from '@slack/bolt';
import { commandLine } from '../../../src/cards/builders.ts';
import type { Command } from '../../../src/commands/command.ts';
import { optionsOf } from '../../../src/commands/line-options.ts';
import { defined } from '../../../src/defined.ts';
import { answersWithin } from '../../../src/time/deadline.ts';
import type { Actor } from '../caller.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { type AppContext, actorOf } from '../context.ts';
import { postMessage, postMore } from '../deliver/messenger.ts';
import { type FormState, renderForm, wordsSuffix } from '../render/form.ts';
import { renderOutcome, respondTo, sendMore, sendResponse } from './respond.ts';

/** A trigger expires after 3 s: when the present settings take longer than this, the fields stay empty. */
const prefillMs = 1_200;

/** Opens the modal of a command, filled with the line, or the present settings; false when Slack does not open it. */
export async function openForm(
  app: AppContext,
  command: Command,
  { trigger_id, response_url }: { readonly trigger_id: string; readonly response_url?: string },
  actor: Actor,
  client: WebClientLike,
  line = command.name,
): Promise<boolean> {
  const present = await answersWithin(prefillMs, prefill(app, command, actor, client)).catch(() => ({}));
  const fields = { ...present, ...optionsOf(line, command) };
  const state: FormState = {
    command: command.name,
    channel: actor.channel,
    ...defined({ responseUrl: response_url }),
  };
  try {
    await client.apiCall('views.open', { trigger_id, view: renderForm(command, fields, state) });
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

/** Slack waits 3 s for the ack. Mistakes found later than this are not shown in the modal, but by the response_url. */
const ackMs = 2_000;

/**
 * A modal becomes a command line; a person's mistake is shown beside its field. The answer comes by the response_url of
 * the command that opened the modal; without one, in a direct message.
 */
export const listenSubmit =
  (app: AppContext) =>
  async (args: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs): Promise<void> => {
    const { body, view, ack, client, context } = args;
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
    const outcome = await running;
    const message = renderOutcome(app, outcome, line, { share: false });
    if (state.responseUrl === undefined) {
      const args = { channel: body.user.id };
      await postMessage(client, { card: outcome.card, message, args }, app.logger);
      await postMore(client, outcome.more, args, app.logger);
    } else {
      const answer = { ...message, response_type: 'ephemeral' as const };
      await sendResponse(respondTo(state.responseUrl), answer, outcome.card, app.logger);
      await sendMore(respondTo(state.responseUrl), outcome.more, { response_type: 'ephemeral' }, app.logger);
    }
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

/** The options that were filled in; typed words win over a choice for the same option. */
function readFields(values: ViewOutput['state']['values']): Record<string, string> {
  const options: Record<string, string> = {};
  for (const [block, elements] of Object.entries(values)) {
    const [field] = Object.values(elements);
    const value = (field?.selected_option?.value ?? field?.selected_time ?? field?.value ?? '').trim();
    if (value !== '') options[block.replace(wordsSuffix, '')] = value;
  }
  return options;
}
