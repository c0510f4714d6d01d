import type { types } from '@slack/bolt';
import { type Outcome, runLine } from '../../../src/commands/run-line.ts';
import { defined } from '../../../src/defined.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { type AppContext, actorOf, type TenantLike } from '../context.ts';
import { isDirect } from './commands.ts';
import { openForm } from './open-form.ts';
import { commandOfScope, type Respond, renderOutcome, say } from './say.ts';
import { showInView } from './show-in-view.ts';

/** A pressed button as Bolt hands it over. */
export interface ButtonArgs {
  readonly action: { readonly action_id: string; readonly block_id?: string; readonly value?: string };
  readonly body: {
    readonly user: { readonly id: string };
    readonly trigger_id?: string;
    readonly response_url?: string;
    readonly channel?: { readonly id: string };
    readonly container?: { readonly is_ephemeral?: boolean; readonly thread_ts?: string };
    readonly view?: ViewLike;
  };
  ack(): Promise<unknown>;
  readonly respond?: Respond;
  readonly client: WebClientLike;
  readonly context: TenantLike;
}

export interface ViewLike {
  readonly id: string;
  readonly type: string;
  readonly private_metadata?: string;
}

/** A button is a pre-filled command. Its answer takes the place of the page that it turns or the offer it takes up. */
export const listenButtons =
  (app: AppContext) =>
  async (args: ButtonArgs): Promise<void> => {
    const { action, body, ack, respond, client, context } = args;
    await ack();
    const line = action.value ?? '';
    if (line === '' || !isFirstPress(app, args)) return;
    const actor = actorOf(context, channelOf(args), body.user.id);
    if (await openForm(app, formRequest(line, body), actor, client)) return;

    const run = async () => runLine(app.router, line, await app.callers.callerOf(actor, client), app.onBug);
    if (body.view !== undefined || respond === undefined) {
      await showInView(app, {
        line,
        run,
        view: body.view,
        triggerId: body.trigger_id ?? '',
        channel: actor.channel,
        client,
      });
    } else {
      const outcome = await run();
      await answerMessage(app, args, respond, line, outcome);
      if (outcome.changed) await app.refreshHome(actor.workspace, client);
    }
  };

const formRequest = (line: string, { trigger_id, response_url }: ButtonArgs['body']) => ({
  line,
  triggerId: trigger_id ?? '',
  ...defined({ responseUrl: response_url }),
});

async function answerMessage(
  app: AppContext,
  { action, body }: ButtonArgs,
  respond: Respond,
  line: string,
  outcome: Outcome,
) {
  const isOwn = body.container?.is_ephemeral === true;
  const isSame = commandOfScope(action.block_id ?? '') === app.router.commandOf(line)?.name;
  const replace = isOwn && isSame && outcome.kind === 'answer' && (outcome.changed || /\spage:\d/.test(line));
  const thread = body.container?.thread_ts;
  const message = renderOutcome(outcome, line, { share: !isDirect(body.channel?.id ?? 'D') });
  await say(
    respond,
    { ...message, response_type: 'ephemeral', replace_original: replace, ...defined({ thread_ts: thread }) },
    outcome.card,
    app.logger,
  );
}

/** The channel of the message; for views the one they were opened from, for App Home the person's own. */
function channelOf({ body }: ButtonArgs): string {
  if (body.channel !== undefined) return body.channel.id;
  try {
    return JSON.parse(body.view?.private_metadata || '{}').channel ?? body.user.id;
  } catch {
    return body.user.id;
  }
}

/** Two presses are two triggers; one press told twice is one. */
const isFirstPress = ({ seen }: AppContext, { body }: ButtonArgs): boolean =>
  body.trigger_id === undefined || seen.isFirst(`trigger ${body.trigger_id}`);

/** Shows an answer to everyone in the channel; the private one, which says the same, goes. */
export const listenShare =
  (app: AppContext) =>
  async (args: ButtonArgs): Promise<void> => {
    const { action, body, ack, respond, client, context } = args;
    await ack();
    const line = action.value ?? '';
    if (line === '' || respond === undefined || !isFirstPress(app, args)) return;
    const caller = await app.callers.callerOf(actorOf(context, channelOf(args), body.user.id), client);
    const outcome = await runLine(app.router, line, caller, app.onBug);
    const message = renderOutcome(outcome, line, { share: false });
    const blocks = [...message.blocks, sharedBy(body.user.id)];
    const thread = body.container?.thread_ts;
    await say(
      respond,
      {
        ...message,
        blocks,
        response_type: 'in_channel',
        replace_original: false,
        ...defined({ thread_ts: thread }),
      },
      outcome.card,
      app.logger,
    );
    await say(respond, { delete_original: true }, outcome.card, app.logger);
  };

/** In the channel's eyes somebody shared it, not the bot. */
const sharedBy = (user: string): types.ContextBlock => ({
  type: 'context',
  block_id: 'shared',
  elements: [{ type: 'mrkdwn', text: `Shared by <@${user.replace(/\W/g, '')}>` }],
});
