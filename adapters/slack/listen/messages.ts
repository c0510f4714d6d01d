import { type Outcome, runLine } from '../../../src/commands/run-line.ts';
import { defined } from '../../../src/defined.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { type AppContext, actorOf, type TenantLike } from '../context.ts';
import { refusalOf } from '../deliver/delivery-error.ts';
import { renderPlain } from '../render/plain.ts';
import { isDirect } from './commands.ts';
import { decodeText } from './decode-text.ts';
import { renderOutcome } from './say.ts';

/** A message to the bot: a mention in a channel, or one in the conversation with it. */
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
    if (body.event_id !== undefined && !app.seen.isFirst(body.event_id)) return;
    const line = decodeText(event.text ?? '', { ...defined({ bot: context.botUserId }) });
    const actor = actorOf(context, event.channel, event.user);
    const outcome = await runLine(app.router, line, await app.callers.callerOf(actor, client), app.onBug);
    const thread = event.thread_ts ?? (isDirect(event.channel) ? undefined : event.ts);
    await post(app, outcome, line, { channel: event.channel, ...defined({ thread_ts: thread }) }, client);
    if (outcome.changed) await app.refreshHome(actor.workspace, client);
  };

/** Other bots, edits and joins are not asking us. A message that mentions us in a DM comes twice: once is enough. */
const isForUs = ({ type, channel, channel_type, subtype, bot_id }: MessageArgs['event']): boolean => {
  if (bot_id !== undefined || subtype !== undefined) return false;
  return type === 'app_mention' ? !isDirect(channel) : channel_type === 'im';
};

async function post(
  app: AppContext,
  outcome: Outcome,
  line: string,
  to: Readonly<Record<string, string>>,
  client: WebClientLike,
) {
  const args = { ...to, unfurl_links: false, unfurl_media: false };
  try {
    await client.apiCall('chat.postMessage', { ...args, ...renderOutcome(outcome, line, { share: false }) });
  } catch (error) {
    if (!/^(invalid_blocks|msg_)/.test(refusalOf(error) ?? '')) throw error;
    app.logger.error({ err: error }, 'Slack refused our blocks');
    await client.apiCall('chat.postMessage', { ...args, text: renderPlain(outcome.card), mrkdwn: false });
  }
}
