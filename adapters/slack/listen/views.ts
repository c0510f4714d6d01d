import type { types, ViewOutput } from '@slack/bolt';
import type { Card } from '../../../src/cards/card.ts';
import { cleanText, clipText } from '../../../src/cards/text.ts';
import type { Actor } from '../caller.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import type { AppContext } from '../context.ts';
import { postMore } from '../deliver/messenger.ts';
import { limits } from '../render/limits.ts';
import { renderMessage } from '../render/message.ts';
import { scopeOf } from './respond.ts';

interface PressLike {
  readonly trigger_id: string;
  /** App Home or a modal, whose button or field was used. */
  readonly view?: ViewOutput;
}

/**
 * Runs a line and shows its outcome in a modal: views have no response_url. The modal opens at once, because a trigger
 * expires after 3 s, and is filled when the outcome is known.
 */
export async function runInView(
  app: AppContext,
  line: string,
  actor: Actor,
  { trigger_id, view }: PressLike,
  client: WebClientLike,
): Promise<void> {
  const { channel } = actor;
  const method = view?.type === 'modal' ? 'views.push' : 'views.open';
  const opened = await client
    .apiCall(method, { trigger_id, view: modal('Paperboy', [], channel) })
    .catch((error: unknown) => app.logger.warn({ err: error }, 'a modal did not open'));
  // Slack stacks at most three modals; then the one that was used shows the outcome.
  const id =
    (opened as { view?: { id?: string } } | undefined)?.view?.id ??
    (view?.type === 'modal' ? view.id : undefined);
  const { card, more } = await app.run(line, actor, client);
  if (id !== undefined)
    await client.apiCall('views.update', { view_id: id, view: cardModal(card, line, channel) });
  await postMore(client, more, { channel: actor.user }, app.logger);
}

/** Slack's limit for the title of a modal. */
const maxTitle = 24;

const cardModal = (card: Card, line: string, channel: string): types.ModalView => {
  const { blocks } = renderMessage(card, { scope: scopeOf(line), maxBlocks: limits.viewBlocks });
  return modal(clipText(cleanText(card.title).trim() || 'Paperboy', maxTitle), blocks, channel);
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

/** The channel from which a modal was opened; for App Home, the person's direct messages with the bot. */
export function channelOfView(view: ViewOutput | undefined): string | undefined {
  try {
    return JSON.parse(view?.private_metadata || '{}').channel;
  } catch {
    return undefined;
  }
}
