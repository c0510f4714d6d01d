import type { AllMiddlewareArgs, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { findRelated } from '../../../src/commands/look-up/related.ts';
import { type AppContext, actorOf, isDirect } from '../context.ts';
import { decodeText } from './commands.ts';
import { renderOutcome, sendResponse } from './respond.ts';

/** The callback id of the message shortcut that looks for related papers. */
export const relatedCallback = 'related_papers';

/** The shortcut “Find related papers” of a message: papers similar to the one that a message links to, or else papers that match its words. */
export const listenShortcut =
  (app: AppContext) =>
  async (args: SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs): Promise<void> => {
    const { shortcut, ack, respond, client, context } = args;
    await ack();
    if (!app.recentIds.isFirst(shortcut.trigger_id)) return;
    const actor = actorOf(context, shortcut.channel.id, shortcut.user.id);
    const text = decodeText(shortcut.message.text ?? '');
    const { line, outcome } = await findRelated(text, (each) => app.run(each, actor, client), app.onBug);
    const message = renderOutcome(app, outcome, line, { share: !isDirect(shortcut.channel.id) });
    await sendResponse(respond, { ...message, response_type: 'ephemeral' }, outcome.card, app.logger);
  };
