import type { types } from '@slack/bolt';
import type { Card } from '../../../src/cards/card.ts';
import { cleanText, clipText } from '../../../src/cards/safe-text.ts';
import type { Outcome } from '../../../src/commands/run-line.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import type { AppContext } from '../context.ts';
import { limits } from '../render/limits.ts';
import { renderMessage } from '../render/message.ts';
import type { ViewLike } from './buttons.ts';
import { scopeOf } from './say.ts';

export interface Showing {
  readonly line: string;
  readonly run: () => Promise<Outcome>;
  /** The view that was pressed: App Home, or a modal. */
  readonly view: ViewLike | undefined;
  readonly triggerId: string;
  readonly channel: string;
  readonly client: WebClientLike;
}

/**
 * Answers in a modal: views have no response_url. It opens at once, for a trigger lives 3 s, and is filled when the
 * answer is there.
 */
export async function showInView(app: AppContext, showing: Showing): Promise<void> {
  const { line, run, view, triggerId, channel, client } = showing;
  const method = view?.type === 'modal' ? 'views.push' : 'views.open';
  const waiting = modal('Paperboy', [], channel);
  const opened = await client
    .apiCall(method, { trigger_id: triggerId, view: waiting })
    .catch((error: unknown) => app.logger.warn({ err: error }, 'a modal did not open'));
  // At most three modals lie on one another: the one that was pressed shows the answer then.
  const id =
    (opened as { view?: { id?: string } } | undefined)?.view?.id ??
    (view?.type === 'modal' ? view.id : undefined);
  const { card } = await run();
  if (id !== undefined)
    await client.apiCall('views.update', { view_id: id, view: cardModal(card, line, channel) });
}

const cardModal = (card: Card, line: string, channel: string): types.ModalView => {
  const { blocks } = renderMessage(card, { scope: scopeOf(line), maxBlocks: limits.viewBlocks });
  return modal(clipText(cleanText(card.title).trim() || 'Paperboy', 24), blocks, channel);
};

const modal = (title: string, blocks: types.ModalView['blocks'], channel: string): types.ModalView => ({
  type: 'modal',
  title: { type: 'plain_text', text: title, emoji: false },
  close: { type: 'plain_text', text: 'Close', emoji: false },
  private_metadata: JSON.stringify({ channel }),
  blocks:
    blocks.length > 0
      ? blocks
      : [{ type: 'context', elements: [{ type: 'plain_text', text: 'One moment …' }] }],
});
