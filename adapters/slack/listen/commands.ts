import type { WebClientLike } from '../connection/web-client.ts';
import { type AppContext, actorOf, isDirect, type TenantLike } from '../context.ts';
import { decodeText } from './decode-text.ts';
import { openForm } from './open-form.ts';
import { type Respond, renderOutcome, sendResponse } from './respond.ts';

/** A slash command as Bolt passes it. */
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

/** `/papers …`: acknowledged before anything is looked up (Slack waits 3 s), then answered by the response_url. */
export const listenCommands =
  (app: AppContext) =>
  async ({ command, ack, respond, client, context }: CommandArgs): Promise<void> => {
    await ack();
    // A replayed request carries a valid signature, but its trigger was used before.
    if (!app.recentIds.isFirst(command.trigger_id)) return;
    const actor = actorOf(context, command.channel_id, command.user_id);
    const line = decodeText(command.text ?? '');
    const form = { line, triggerId: command.trigger_id, responseUrl: command.response_url };
    if (await openForm(app, form, actor, client)) return;

    const outcome = await app.run(line, actor, client);
    const message = renderOutcome(outcome, line, { share: !isDirect(command.channel_id) });
    const audience = outcome.audience === 'place' ? 'in_channel' : 'ephemeral';
    await sendResponse(respond, { ...message, response_type: audience }, outcome.card, app.logger);
  };
