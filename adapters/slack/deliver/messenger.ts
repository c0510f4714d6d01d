import type { Card } from '../../../src/cards/card.ts';
import { DeliveryError } from '../../../src/errors.ts';
import type { Clock, Logger } from '../../../src/ports/clock-and-logger.ts';
import type { MessageRef, Messenger } from '../../../src/ports/messenger.ts';
import type { PlatformClock } from '../../../src/time/platform-clock.ts';
import type { ClientFor, WebClientLike } from '../connection/web-client.ts';
import { fitsMessage, renderMessage, type SlackMessage } from '../render/message.ts';
import { renderPlain } from '../render/text.ts';
import { createChartSending } from './charts.ts';
import { isContentRefused, toDeliveryError } from './delivery-error.ts';
import { findMessage, type HistoryPage, type SearchedUntil, withKey } from './find-message.ts';
import { readName } from './place-name.ts';
import { type Reading, readPosted } from './posted.ts';
import { problemsOf } from './preflight.ts';

interface MessengerOptions {
  readonly clientFor: ClientFor;
  readonly clock: Clock;
  /** Slack's time. Default: this machine's. */
  readonly slackClock?: PlatformClock;
  readonly logger: Logger;
}

/** `channel`, and what else `chat.postMessage` takes. */
type Args = Readonly<Record<string, unknown>> & { readonly channel: string };

/**
 * Posts in Slack. When Slack asks to slow down in a channel, only that channel waits; Slack's SDK would hold up every call
 * of the workspace.
 */
export function createMessenger({ clientFor, clock, slackClock, logger }: MessengerOptions): Messenger {
  const pausedUntil = new Map<string, number>();
  const searched: SearchedUntil = new Map();
  const unfinished = new Map<string, Reading>();
  const sendDrawn = createChartSending(clock);

  async function post(workspace: string, card: Card, args: Args): Promise<MessageRef> {
    const key = `${workspace} ${args.channel}`;
    requireNotPaused(key);
    const client = await reading(workspace, async (each) => each);
    try {
      const sent = await sendDrawn(
        workspace,
        card,
        (message) => postOnce(client, { ...args, ...message }),
        (message) => postMessage(client, { card, message, args }, logger),
      );
      return refOf(sent);
    } catch (error) {
      const problem = toDeliveryError(error, 'post');
      if (problem.problem === 'later') pausedUntil.set(key, clock.now() + (problem.retryAfterMs ?? 0));
      throw problem;
    }
  }

  function requireNotPaused(key: string): void {
    const retryAfterMs = (pausedUntil.get(key) ?? 0) - clock.now();
    if (retryAfterMs > 0) throw new DeliveryError('later', 'Slack asks me to slow down', { retryAfterMs });
    pausedUntil.delete(key);
  }

  async function reading<T>(workspace: string, read: (client: WebClientLike) => Promise<T>): Promise<T> {
    try {
      return await read(await clientFor(workspace));
    } catch (error) {
      throw toDeliveryError(error, 'read');
    }
  }

  return {
    send: ({ place: { workspace, channel }, card, key, under }) =>
      post(workspace, card, withKey({ channel, ...(under && { thread_ts: under.id }) }, key)),
    find: ({ place, key, under }, since, until) =>
      reading(place.workspace, (client) =>
        findMessage(
          client,
          // Attempts that were timed by this machine's clock may be anywhere on Slack's.
          { channel: place.channel, key, under, since, until: slackClock?.now() && until },
          searched,
        ),
      ),
    readPosts: ({ workspace, channel }, since) =>
      reading(workspace, async (client) => {
        const key = `${workspace} ${channel}`;
        const { found, rest } = await readPosted(client, channel, since, unfinished.get(key));
        unfinished.delete(key);
        if (rest !== undefined) unfinished.set(key, rest);
        return found;
      }),
    async now({ workspace }) {
      if (slackClock?.now() === undefined) {
        const asked = reading(workspace, (client) => client.apiCall('auth.test'));
        // A refusal tells the time, too.
        await asked.catch((error: unknown) => {
          if (slackClock?.now() === undefined) throw error;
        });
      }
      return slackClock?.now() ?? clock.now();
    },
    edit: ({ place, key, ref }, card) =>
      reading(place.workspace, async (client) => {
        await sendDrawn(place.workspace, card, (message) =>
          client.apiCall('chat.update', { channel: place.channel, ts: ref.id, ...withKey(message, key) }),
        );
      }),
    async announce({ workspace, channel }, card) {
      if (!isAlone(channel)) await post(workspace, card, { channel });
    },
    linkTo: ({ place: { workspace, channel }, ref }) =>
      reading(workspace, async (client) => {
        const answer = await client.apiCall('chat.getPermalink', { channel, message_ts: ref.id });
        const { permalink } = answer as { permalink?: unknown };
        return typeof permalink === 'string' ? permalink : undefined;
      }),
    repliesTo: ({ place: { workspace, channel }, ref }) =>
      reading(workspace, (client) => countReplies(client, channel, ref)),
    placeName: (place) => reading(place.workspace, (client) => readName(client, place)),
    async tell(workspace, person, card) {
      await post(workspace, card, { channel: person });
    },
    fits: fitsMessage,
    preflight: ({ workspace, channel }) => reading(workspace, (client) => problemsOf(client, channel)),
  };
}

/** Direct messages with the bot, by their own id or by that of the person. */
const isAlone = (channel: string): boolean => /^[DUW]/.test(channel);

/** The first message of a thread, which Slack lists first, has the count of the others. */
async function countReplies(
  client: WebClientLike,
  channel: string,
  { id }: MessageRef,
): Promise<number | undefined> {
  const answer = await client.apiCall('conversations.replies', { channel, ts: id, limit: 1 });
  const { messages = [] } = answer as HistoryPage;
  return messages.find(({ ts }) => ts === id)?.reply_count;
}

/** Slack accepted the message, but without its `ts` it could not be answered or edited. */
function refOf(result: object): MessageRef {
  const { ts } = result as { ts?: unknown };
  if (typeof ts !== 'string') throw new DeliveryError('unknown', 'Slack’s answer names no message');
  return { id: ts };
}

interface Post {
  readonly card: Card;
  /** The card, rendered. */
  readonly message: SlackMessage;
  readonly args: Args;
}

const postOnce = (client: WebClientLike, args: object) =>
  client.apiCall('chat.postMessage', { ...args, unfurl_links: false, unfurl_media: false });

/** Posts a message; when Slack refuses its blocks, posts the card once more in plain text. */
export async function postMessage(
  client: WebClientLike,
  { card, message, args }: Post,
  logger: Logger,
): Promise<object> {
  try {
    return await postOnce(client, { ...args, ...message });
  } catch (error) {
    if (!isContentRefused(error)) throw error;
    logger.error({ err: error, title: card.title }, 'Slack refused our blocks');
    return postOnce(client, { ...args, text: renderPlain(card), mrkdwn: false });
  }
}

/** Posts the further messages of an answer, in order. */
export async function postMore(
  client: WebClientLike,
  more: readonly Card[],
  args: Args,
  logger: Logger,
): Promise<void> {
  for (const card of more) {
    const message = renderMessage(card, { scope: 'post' });
    await postMessage(client, { card, message, args }, logger);
  }
}
