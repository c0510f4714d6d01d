import { defined } from '../../../src/defined.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { type AppContext, actorOf, isDirect, type TenantLike } from '../context.ts';
import { postMessage, postMore } from '../deliver/messenger.ts';
import { decodeText } from './commands.ts';
import { renderOutcome } from './respond.ts';

/** A message to the bot as Bolt passes it: a mention in a channel, or a direct message. */
export interface MessageArgs {
  readonly event: {
    readonly type: string;
    readonly channel: string;
    readonly user?: string;
    readonly text?: string;
    readonly ts: string;
    readonly thread_ts?: string;
    readonly subtype?: string;
    readonly bot_id?: string;
    readonly channel_type?: string;
  };
  readonly body: { readonly event_id?: string };
  readonly client: WebClientLike;
  readonly context: TenantLike;
}

/** Mentions and direct messages are answered like the command; in a channel, in the thread of the mention. */
export const listenMessages =
  (app: AppContext) =>
  async ({ event, body, client, context }: MessageArgs): Promise<void> => {
    if (!isForUs(event) || event.user === undefined) return;
    if (!app.recentIds.isFirst(body.event_id)) return;
    const line = decodeText(event.text ?? '', defined({ bot: context.botUserId }));
    const thread = event.thread_ts ?? (isDirect(event.channel) ? undefined : event.ts);
    const conversation = { channel: event.channel, ...defined({ thread }) };
    const actor = actorOf(context, event.channel, event.user);
    const outcome = await app.run(line, actor, client, conversation);
    const message = renderOutcome(app, outcome, line, { share: false });
    const args = { channel: event.channel, ...defined({ thread_ts: thread }) };
    await postMessage(client, { card: outcome.card, message, args }, app.logger);
    await postMore(client, outcome.more, args, app.logger);
  };

/**
 * Other bots, edits and joins are not questions. A direct message that mentions the bot comes as two events, of which the
 * mention is left out.
 */
const isForUs = ({ type, channel, channel_type, subtype, bot_id }: MessageArgs['event']): boolean => {
  if (bot_id !== undefined || subtype !== undefined) return false;
  return type === 'app_mention' ? !isDirect(channel) : channel_type === 'im';
};
