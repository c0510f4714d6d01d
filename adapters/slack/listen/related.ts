import { findRelated } from '../../../src/commands/look-up/related.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { type AppContext, actorOf, isDirect, type TenantLike } from '../context.ts';
import { decodeText } from './commands.ts';
import { type Respond, renderOutcome, sendResponse } from './respond.ts';

export const relatedCallback = 'related_papers';

/** The shortcut “Find related papers” of a message, as Bolt passes it. */
export interface ShortcutArgs {
  readonly shortcut: {
    readonly user: { readonly id: string };
    readonly channel: { readonly id: string };
    readonly message: { readonly text?: string };
    readonly trigger_id?: string;
  };
  ack(): Promise<unknown>;
  readonly respond: Respond;
  readonly client: WebClientLike;
  readonly context: TenantLike;
}

/** Papers similar to the one that a message links to, or else papers that match its words. */
export const listenShortcut =
  (app: AppContext) =>
  async ({ shortcut, ack, respond, client, context }: ShortcutArgs): Promise<void> => {
    await ack();
    if (!app.recentIds.isFirst(shortcut.trigger_id)) return;
    const actor = actorOf(context, shortcut.channel.id, shortcut.user.id);
    const text = decodeText(shortcut.message.text ?? '');
    const { line, outcome } = await findRelated(text, (each) => app.run(each, actor, client), app.onBug);
    const message = renderOutcome(outcome, line, { share: !isDirect(shortcut.channel.id) });
    await sendResponse(respond, { ...message, response_type: 'ephemeral' }, outcome.card, app.logger);
  };
