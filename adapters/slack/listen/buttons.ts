import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  SlackActionMiddlewareArgs,
  StaticSelectAction,
  types,
} from '@slack/bolt';
import { sharedCard } from '../../../src/cards/shared.ts';
import { bareForm } from '../../../src/commands/router.ts';
import { failureOf, type Outcome } from '../../../src/commands/run-line.ts';
import { defined } from '../../../src/defined.ts';
import { UserError } from '../../../src/errors.ts';
import { type AppContext, actorOf, isDirect } from '../context.ts';
import { limits } from '../render/limits.ts';
import { renderMessage } from '../render/message.ts';
import { openForm } from './forms.ts';
import { commandOfScope, renderOutcome, scopeOf, sendMore, sendResponse } from './respond.ts';
import { channelOfView, runInView } from './views.ts';

type PressArgs = SlackActionMiddlewareArgs<BlockAction<ButtonAction | StaticSelectAction>> &
  AllMiddlewareArgs;
type ButtonArgs = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** A button, or an option of a menu, carries a command line. Its answer is a message of its own, or replaces the one that was pressed. */
export const listenButtons =
  (app: AppContext) =>
  async (args: PressArgs): Promise<void> => {
    const { action, body, ack, respond, client } = args;
    await ack();
    const line = lineOf(action);
    if (line === '' || !app.recentIds.isFirst(body.trigger_id)) return;
    const actor = actorOfPress(args);
    const form = action.action_id.startsWith('form:')
      ? app.router.commandOf(line)
      : bareForm(app.router, line);
    if (form && (await openForm(app, form, body, actor, client, line))) return;

    // Bolt's types promise `respond`, but a view has no response_url.
    if (body.view !== undefined || respond === undefined) {
      await runInView(app, line, actor, body, client);
      return;
    }
    const outcome = await app.run(line, actor, client);
    const where = {
      response_type: 'ephemeral' as const,
      ...defined({ thread_ts: body.container?.['thread_ts'] }),
    };
    const message = {
      ...renderOutcome(app, outcome, line, { share: !isDirect(body.channel?.id ?? 'D') }),
      ...where,
      replace_original: replacesOriginal(app, args, line, outcome),
    };
    await sendResponse(respond, message, outcome.card, app.logger);
    await sendMore(respond, outcome.more, where, app.logger);
  };

const lineOf = (action: ButtonAction | StaticSelectAction): string =>
  ('selected_option' in action ? action.selected_option?.value : action.value) ?? '';

/** In the person's own message, the next page replaces the last one, and a confirmation the offer that was accepted. */
function replacesOriginal(
  { router }: AppContext,
  { action, body }: PressArgs,
  line: string,
  outcome: Outcome,
): boolean {
  const isOwn = body.container?.['is_ephemeral'] === true;
  const isSame = commandOfScope(action.block_id ?? '') === router.commandOf(line)?.name;
  return (
    isOwn && isSame && outcome.kind === 'answer' && (outcome.changed || /\s(?:page|start):\d/.test(line))
  );
}

/** In the channel of the message; in a modal, in the channel it was opened from; in App Home, in direct messages. */
const actorOfPress = ({ body, context }: PressArgs) =>
  actorOf(context, body.channel?.id ?? channelOfView(body.view) ?? body.user.id, body.user.id);

/**
 * Shows everyone in the channel the card that the person sees, of a list its titles with their links, and deletes the private one. Runs nothing: what the line
 * would show by now may be something else.
 */
export const listenShare =
  (app: AppContext) =>
  async (args: ButtonArgs): Promise<void> => {
    const { action, body, ack, respond } = args;
    await ack();
    if (respond === undefined || !app.recentIds.isFirst(body.trigger_id)) return;
    const blockId = action.block_id ?? '';
    const card = app.shownCards.cardOf(blockId);
    if (card === undefined) {
      const { card: refusal } = failureOf(tooOldToShare(), app.onBug);
      const message = renderMessage(refusal, { scope: scopeOf('') });
      const answer = { ...message, response_type: 'ephemeral' as const, replace_original: false };
      await sendResponse(respond, answer, refusal, app.logger);
      return;
    }
    const message = renderMessage(sharedCard(card), {
      scope: scopeOf(commandOfScope(blockId)),
      // One more says who has shared it.
      maxBlocks: limits.blocks - 1,
    });
    const shared = {
      ...message,
      blocks: [...message.blocks, sharedBy(body.user.id)],
      response_type: 'in_channel' as const,
      replace_original: false,
      ...defined({ thread_ts: body.container?.['thread_ts'] }),
    };
    await sendResponse(respond, shared, card, app.logger);
    await sendResponse(respond, { delete_original: true }, card, app.logger);
  };

const tooOldToShare = () =>
  new UserError(
    'old-share',
    'This answer is too old to be shared.',
    'Type the command again, and share the new answer.',
  );

/** The bot posts it, but a person chose to. */
const sharedBy = (user: string): types.ContextBlock => ({
  type: 'context',
  block_id: 'shared',
  elements: [{ type: 'mrkdwn', text: `Shared by <@${user.replace(/\W/g, '')}>` }],
});
