import type { Card } from '../../../src/cards/card.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import type { SlackMessage } from '../render/message.ts';
import { renderPlain } from '../render/plain.ts';
import { refusalOf } from './delivery-error.ts';

interface Post {
  readonly card: Card;
  /** The card, rendered. */
  readonly message: SlackMessage;
  /** `channel`, and what else `chat.postMessage` takes. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** Slack's refusals of a message's content, rather than of posting. */
const contentRefused = /^(invalid_blocks|msg_)/;

/** Posts a message; when Slack refuses its blocks, posts the card once more in plain text. */
export async function postMessage(
  client: WebClientLike,
  { card, message, args }: Post,
  logger: Logger,
): Promise<object> {
  const base = { ...args, unfurl_links: false, unfurl_media: false };
  try {
    return await client.apiCall('chat.postMessage', { ...base, ...message });
  } catch (error) {
    if (!contentRefused.test(refusalOf(error) ?? '')) throw error;
    logger.error({ err: error, title: card.title }, 'Slack refused our blocks');
    return client.apiCall('chat.postMessage', { ...base, text: renderPlain(card), mrkdwn: false });
  }
}
