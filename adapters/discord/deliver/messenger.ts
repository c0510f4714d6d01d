import { createHash } from 'node:crypto';
import { Routes } from 'discord.js';
import type { Card } from '../../../src/cards/card.ts';
import { cleanText, clipText, isVisible } from '../../../src/cards/safe-text.ts';
import { DeliveryError } from '../../../src/errors.ts';
import type { MessageRef, Messenger, Outgoing } from '../../../src/ports/messenger.ts';
import type { RequestBudget } from '../connection/invalid-request-limit.ts';
import type { RestLike, Route } from '../connection/rest-like.ts';
import type { ButtonLines } from '../render/button-ids.ts';
import { limits } from '../render/limits.ts';
import { type RenderedMessage, renderMessage } from '../render/message.ts';
import { messageFlags } from '../render/payload.ts';
import { renderPlain } from '../render/plain.ts';
import { type ChannelKind, kindOf, tagsFor } from './channel.ts';
import { toDeliveryError } from './delivery-error.ts';
import { createFindMessage } from './find-message.ts';
import { type ChannelData, readPermissions } from './permissions.ts';
import { missingIn } from './preflight.ts';

export interface MessengerOptions {
  /** Must repeat nothing by itself: see `createPostRest`. */
  readonly rest: RestLike;
  readonly lines: ButtonLines;
  readonly budget: RequestBudget;
  /** What the gateway knows of a channel, to spare a request; nothing when it does not. */
  readonly known?: (channel: string) => ChannelData | undefined;
  /** Post without a sound. */
  readonly silent?: boolean;
  /** Publish what is posted in announcement channels to the servers that follow them. */
  readonly crosspost?: boolean;
  readonly now?: () => number;
  readonly onTrouble?: (error: unknown, message: string) => void;
}

/** Minutes without a message after which a thread is folded away: three days, one of Discord's four choices. */
const archiveAfter = 4_320;

/** Posts issues to Discord. */
export function createMessenger(options: MessengerOptions): Messenger {
  const { rest, lines, budget, now = Date.now } = options;
  let myId: Promise<string> | undefined;

  const me = () => {
    myId ??= rest.get(Routes.user('@me')).then((user) => (user as { id: string }).id);
    myId.catch(() => {
      myId = undefined;
    });
    return myId;
  };

  const describe = async (id: string): Promise<ChannelData> =>
    options.known?.(id) ?? ((await rest.get(Routes.channel(id))) as ChannelData);

  const lookUp = createFindMessage({ rest, describe, me, now });

  /** `posts` decides what a lost answer means. */
  async function guarded<T>(posts: boolean, work: () => Promise<T>): Promise<T> {
    const wait = budget.waitMs();
    if (wait > 0) {
      throw new DeliveryError('later', 'Too many refused requests to Discord', { retryAfterMs: wait });
    }
    try {
      return await work();
    } catch (error) {
      throw toDeliveryError(error, posts);
    }
  }
  const ask = <T>(work: () => Promise<T>) => guarded(false, work);

  /** A message that Discord finds fault with is sent once more, plain: nothing was posted. */
  async function post(
    route: Route,
    card: Card,
    key: string,
    wrap: (body: object) => object,
  ): Promise<string> {
    const send = ({ body, files }: RenderedMessage) => {
      const flags = body.flags | (options.silent ? messageFlags.silent : 0);
      return rest.post(route, {
        body: wrap({ ...body, flags }),
        ...(files.length > 0 && { files: [...files] }),
      });
    };
    const sent = await guarded(true, () =>
      send(renderMessage(card, { lines, key })).catch((error: unknown) => {
        if ((error as { code?: unknown }).code !== 50035) throw error;
        options.onTrouble?.(error, 'discord refused a message');
        return send(renderPlain(card, { lines, key }));
      }),
    );
    return (sent as { id: string }).id;
  }

  const postMessage = (channel: string, { card, key }: Outgoing, more: object = {}) =>
    post(Routes.channelMessages(channel), card, key, (body) => ({
      ...body,
      ...more,
      nonce: key,
      enforce_nonce: true,
    }));

  async function postThread(forum: ChannelData, { card, key }: Outgoing): Promise<MessageRef> {
    const tags = tagsFor(forum);
    const id = await post(Routes.threads(forum.id), card, key, (message) => ({
      name: threadName(card),
      auto_archive_duration: archiveAfter,
      message,
      ...(tags.length > 0 && { applied_tags: tags }),
    }));
    return { id, thread: id };
  }

  /** A thread has the id of the message that it hangs under, so that making it twice is noticed. */
  async function openThread(channel: string, { id }: MessageRef, card: Card): Promise<string> {
    const body = { name: threadName(card), auto_archive_duration: archiveAfter };
    await ask(() => rest.post(Routes.threads(channel, id), { body }).catch(ignore(threadExists)));
    return id;
  }

  async function sendUnder(kind: ChannelKind, message: Outgoing, under: MessageRef): Promise<MessageRef> {
    const { channel } = message.place;
    if (kind === 'flat') {
      const reply = { message_reference: { message_id: under.id, fail_if_not_exists: false } };
      return { id: await postMessage(channel, message, reply) };
    }
    const thread = under.thread ?? (await openThread(channel, under, message.card));
    return { id: await postMessage(thread, message), thread };
  }

  async function publish(channel: string, message: string): Promise<void> {
    const route = Routes.channelMessageCrosspost(channel, message);
    await ask(() => rest.post(route).catch(ignore(crossposted))).catch((error: unknown) =>
      options.onTrouble?.(error, 'a message was posted but not published'),
    );
  }

  async function send(message: Outgoing): Promise<MessageRef> {
    const channel = await ask(() => describe(message.place.channel));
    const kind = kindOf(channel);
    if (message.under !== undefined) return sendUnder(kind, message, message.under);
    if (kind === 'forum') return postThread(channel, message);
    const id = await postMessage(channel.id, message);
    if (kind === 'announcement' && options.crosspost) await publish(channel.id, id);
    return { id };
  }

  return {
    send,
    find: (message, since) => ask(() => lookUp(message, since)),

    /** A post in a forum stands in a thread of its own. */
    edit: ({ place, key, ref }, card) =>
      ask(async () => {
        const { body } = renderMessage(card, { lines, key });
        await rest.patch(Routes.channelMessage(ref.thread ?? place.channel, ref.id), { body });
      }),

    async tell(_workspace, person, card) {
      const dm = (await ask(() =>
        rest.post(Routes.userChannels(), { body: { recipient_id: person } }),
      )) as ChannelData;
      // The same words to the same person within minutes are one message.
      const key = createHash('sha256')
        .update(`${person} ${JSON.stringify(card)}`)
        .digest('hex')
        .slice(0, 24);
      const place = { platform: 'discord', workspace: person, channel: dm.id };
      await postMessage(dm.id, { place, card, key });
    },

    preflight: (place) =>
      ask(async () => {
        try {
          const channel = await describe(place.channel);
          return missingIn(channel, await readPermissions(rest, await me(), channel));
        } catch (error) {
          if (![10003, 10004, 50001].includes(Number((error as { code?: unknown }).code))) throw error;
          return ['I cannot see this channel: allow Paperboy “View Channel” in its permissions.'];
        }
      }),
  };
}

const threadExists = 160_004;
const crossposted = 40_033;

const ignore = (code: number) => (error: unknown) => {
  if ((error as { code?: unknown }).code !== code) throw error;
};

function threadName({ title, summary }: Card): string {
  const [name = 'Papers'] = [title, summary].map((text) => cleanText(text).trim()).filter(isVisible);
  return clipText(name, limits.threadName);
}
