import { runLine } from '../../../src/commands/run-line.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { type AppContext, actorOf, type TenantLike } from '../context.ts';
import { decodeText } from './decode-text.ts';
import { openForm } from './open-form.ts';
import { type Respond, renderOutcome, say } from './say.ts';

/** A slash command as Bolt hands it over. */
export interface CommandArgs {
  readonly command: {
    readonly text: string;
    readonly channel_id: string;
    readonly user_id: string;
    readonly trigger_id: string;
    readonly response_url: string;
  };
  ack(): Promise<unknown>;
  readonly respond: Respond;
  readonly client: WebClientLike;
  readonly context: TenantLike;
}

/** `/papers …`: acked before anything is looked up (Slack waits 3 s), then answered by the response_url. */
export const listenCommands =
  (app: AppContext) =>
  async ({ command, ack, respond, client, context }: CommandArgs): Promise<void> => {
    await ack();
    // A replayed request is one that Slack signed before: its trigger is known.
    if (!app.seen.isFirst(`trigger ${command.trigger_id}`)) return;
    const actor = actorOf(context, command.channel_id, command.user_id);
    const line = decodeText(command.text ?? '');
    const form = { line, triggerId: command.trigger_id, responseUrl: command.response_url };
    if (await openForm(app, form, actor, client)) return;

    const outcome = await runLine(app.router, line, await app.callers.callerOf(actor, client), app.onBug);
    const message = renderOutcome(outcome, line, { share: !isDirect(command.channel_id) });
    const audience = outcome.audience === 'place' ? 'in_channel' : 'ephemeral';
    await say(respond, { ...message, response_type: audience }, outcome.card, app.logger);
    if (outcome.changed) await app.refreshHome(actor.workspace, client);
  };

/** A conversation with the bot alone: there is nobody to share with. */
export const isDirect = (channel: string): boolean => channel.startsWith('D');
