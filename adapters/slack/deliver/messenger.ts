import type { Card } from '../../../src/cards/card.ts';
import { DeliveryError } from '../../../src/errors.ts';
import type { Clock, Logger } from '../../../src/ports/clock-and-logger.ts';
import type { MessageRef, Messenger, Outgoing } from '../../../src/ports/messenger.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { renderMessage } from '../render/message.ts';
import { toDeliveryError } from './delivery-error.ts';
import { findMessage } from './find-message.ts';
import { withKey } from './message-key.ts';
import { postMessage } from './post-message.ts';
import { problemsOf } from './preflight.ts';

export interface MessengerOptions {
  /** A client with the workspace's token. Rejects when there is none. */
  readonly clientFor: (workspace: string) => Promise<WebClientLike>;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Args = Readonly<Record<string, unknown>>;

/**
 * Posts in Slack. When Slack asks to slow down in a channel, only that channel waits; Slack's SDK would hold up every call
 * of the workspace.
 */
export function createMessenger({ clientFor, clock, logger }: MessengerOptions): Messenger {
  const pausedUntil = new Map<string, number>();

  async function post(workspace: string, channel: string, card: Card, more: Args): Promise<MessageRef> {
    const key = `${workspace} ${channel}`;
    requireNotPaused(key);
    const client = await clientOf(workspace);
    const message = renderMessage(card, { scope: 'post' });
    try {
      return refOf(await postMessage(client, { card, message, args: { channel, ...more } }, logger));
    } catch (error) {
      const problem = toDeliveryError(error, 'post');
      if (problem.problem === 'later') pausedUntil.set(key, clock.now() + (problem.retryAfterMs ?? 0));
      throw problem;
    }
  }

  function requireNotPaused(key: string): void {
    const retryAfterMs = (pausedUntil.get(key) ?? 0) - clock.now();
    if (retryAfterMs > 0)
      throw new DeliveryError('later', 'Slack asked us to slow down here', { retryAfterMs });
    pausedUntil.delete(key);
  }

  async function clientOf(workspace: string): Promise<WebClientLike> {
    try {
      return await clientFor(workspace);
    } catch (error) {
      throw toDeliveryError(error, 'read');
    }
  }

  async function reading<T>(workspace: string, read: (client: WebClientLike) => Promise<T>): Promise<T> {
    const client = await clientOf(workspace);
    try {
      return await read(client);
    } catch (error) {
      throw toDeliveryError(error, 'read');
    }
  }

  return {
    send: ({ place, card, key, under }: Outgoing) =>
      post(
        place.workspace,
        place.channel,
        card,
        withKey(under === undefined ? {} : { thread_ts: under.id }, key),
      ),
    find: ({ place, key, under }, since) =>
      reading(place.workspace, (client) =>
        findMessage(client, { channel: place.channel, key, under, since }),
      ),
    edit: ({ place, key, ref }, card) =>
      reading(place.workspace, async (client) => {
        const message = withKey(renderMessage(card, { scope: 'post' }), key);
        await client.apiCall('chat.update', { channel: place.channel, ts: ref.id, ...message });
      }),
    async tell(workspace, person, card) {
      await post(workspace, person, card, {});
    },
    preflight: ({ workspace, channel }) => reading(workspace, (client) => problemsOf(client, channel)),
  };
}

/** Slack accepted the message, but without its `ts` it could not be answered or edited. */
function refOf(result: object): MessageRef {
  const { ts } = result as { ts?: unknown };
  if (typeof ts !== 'string') throw new DeliveryError('unknown', 'Slack’s answer names no message');
  return { id: ts };
}
