import { createHash, randomUUID } from 'node:crypto';
import { ChannelType, RESTJSONErrorCodes as codes, MessageFlags, type RouteLike, Routes } from 'discord.js';
import { defined } from '../../../src/defined.ts';
import { DeliveryError } from '../../../src/errors.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { MessageRef, Messenger, Outgoing } from '../../../src/ports/messenger.ts';
import type { PlatformClock } from '../../../src/time/platform-clock.ts';
import { codeOf, type InvalidRequestLimit, type RestLike } from '../connection/rest.ts';
import type { ButtonLines } from '../render/buttons.ts';
import { fitsMessage, type RenderedMessage, renderPlain } from '../render/message.ts';
import { type ChannelData, type ChannelShape, createCachedRead, kindOf, tagsFor } from './channel.ts';
import { toDeliveryError } from './delivery-error.ts';
import { findMessage, withKey } from './find-message.ts';
import { readName } from './place-name.ts';
import { readPosted } from './posted.ts';
import { readProblems } from './preflight.ts';
import { sendDrawn } from './send-drawn.ts';
import { threadOptions } from './thread-options.ts';

/** What the messenger needs. */
export interface MessengerOptions {
  /** Must not repeat requests by itself: see `createPostRest`. */
  readonly rest: RestLike;
  readonly lines: ButtonLines;
  readonly invalidRequests: InvalidRequestLimit;
  readonly logger: Logger;
  /** A channel from the gateway's cache, which saves a request for each post; undefined when it is not there. */
  readonly cached?: (channel: string) => ChannelShape | undefined;
  /** Posts make no sound. Default false. */
  readonly silent?: boolean;
  /** Posts in announcement channels are published to the servers that follow them. Default false. */
  readonly crosspost?: boolean;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Discord's time. Default: this machine's. */
  readonly discordClock?: PlatformClock;
}

/** Posts in Discord, by way of a REST client that only posts use. */
export function createMessenger(options: MessengerOptions): Messenger {
  const { rest, lines, invalidRequests, logger, cached, now = Date.now, discordClock } = options;
  let myId: Promise<string> | undefined;

  const me = () => {
    myId ??= rest.get(Routes.user('@me')).then((user) => (user as { id: string }).id);
    myId.catch(() => {
      myId = undefined;
    });
    return myId;
  };

  const read = createCachedRead(rest);

  const shapeOf = async (id: string): Promise<ChannelShape> =>
    cached?.(id) ?? (await read<ChannelData>(Routes.channel(id)));

  async function request<T>(kind: 'post' | 'read', work: () => Promise<T>): Promise<T> {
    const retryAfterMs = invalidRequests.waitMs();
    if (retryAfterMs > 0) {
      throw new DeliveryError('later', 'Discord refused too much in the last minutes', { retryAfterMs });
    }
    try {
      return await work();
    } catch (error) {
      throw toDeliveryError(error, kind);
    }
  }

  const reading = <T>(work: () => Promise<T>): Promise<T> => request('read', work);

  /** Posts a card. A message that Discord finds invalid was not posted, so it is sent once more as plain text. */
  async function post(
    route: RouteLike,
    { card, key }: Pick<Outgoing, 'card' | 'key'>,
    wrap: (message: object) => object,
  ): Promise<string> {
    const send = ({ body, files }: RenderedMessage) => {
      const flags = body.flags | (options.silent ? MessageFlags.SuppressNotifications : 0);
      return rest.post(route, { body: wrap({ ...withKey(body, key), flags }), files });
    };
    const posted = await request('post', () =>
      sendDrawn(card, { lines, logger }, send).catch((err: unknown) => {
        if (codeOf(err) !== codes.InvalidFormBodyOrContentType) throw err;
        logger.warn({ err }, 'discord refused a message');
        return send(renderPlain(card));
      }),
    );
    return (posted as { id: string }).id;
  }

  const postMessage = (channel: string, message: Pick<Outgoing, 'card' | 'key'>, more: object = {}) =>
    post(Routes.channelMessages(channel), message, (body) => ({
      ...body,
      ...more,
      nonce: message.key,
      enforce_nonce: true,
    }));

  async function postInForum(forum: ChannelShape, outgoing: Outgoing): Promise<MessageRef> {
    const tags = tagsFor(forum);
    const id = await post(Routes.threads(forum.id), outgoing, (message) => ({
      ...threadOptions(outgoing),
      message,
      ...(tags.length > 0 && { applied_tags: tags }),
    }));
    return { id, thread: id };
  }

  /** A thread has the id of its message, so creating it again is refused and does no harm. */
  async function openThread(channel: string, { id }: MessageRef, message: Outgoing): Promise<string> {
    const create = () => rest.post(Routes.threads(channel, id), { body: threadOptions(message) });
    await reading(() => create().catch(ignore(codes.ThreadAlreadyCreatedForMessage)));
    return id;
  }

  async function postDetails(
    channel: ChannelShape,
    message: Outgoing,
    under: MessageRef,
  ): Promise<MessageRef> {
    if (kindOf(channel) === 'flat') {
      const reply = { message_reference: { message_id: under.id, fail_if_not_exists: false } };
      return { id: await postMessage(channel.id, message, reply) };
    }
    const thread = under.thread ?? (await openThread(channel.id, under, message));
    return { id: await postMessage(thread, message), thread };
  }

  async function publish(channel: string, message: string): Promise<void> {
    const crosspost = () => rest.post(Routes.channelMessageCrosspost(channel, message));
    await reading(() => crosspost().catch(ignore(codes.ThisMessageWasAlreadyCrossposted))).catch(
      (err: unknown) => logger.warn({ err }, 'a discord message was posted but not published'),
    );
  }

  async function send(message: Outgoing): Promise<MessageRef> {
    const channel = await reading(() => shapeOf(message.place.channel));
    const kind = kindOf(channel);
    if (message.under !== undefined) return postDetails(channel, message, message.under);
    if (kind === 'forum' && message.after !== undefined) {
      const thread = message.after.thread ?? message.after.id;
      return { id: await postMessage(thread, message), thread };
    }
    if (kind === 'forum') return postInForum(channel, message);
    const id = await postMessage(channel.id, message);
    if (kind === 'announcement' && options.crosspost) await publish(channel.id, id);
    return { id };
  }

  const problemsIn = async (id: string) => readProblems(createCachedRead(rest), await me(), id);

  /** Discord's refusal does not say which permission is missing: so the channel's are looked at. */
  async function withMissing(problem: unknown, channel: string): Promise<unknown> {
    if (!(problem instanceof DeliveryError) || !denied.has(codeOf(problem.cause))) return problem;
    const missing = await problemsIn(channel).catch((): string[] => []);
    if (missing.length === 0) return problem;
    return new DeliveryError('gone', problem.message, { remedy: missing.join(' '), cause: problem.cause });
  }

  return {
    send: (message) =>
      send(message).catch(async (error: unknown) => {
        throw await withMissing(error, message.place.channel);
      }),

    find: (message, since, until) =>
      reading(() =>
        findMessage(
          { rest, read: createCachedRead(rest), me, now: () => discordClock?.now() ?? now() },
          // Attempts that were timed by this machine's clock may be anywhere on Discord's.
          { ...message, since, ...defined({ until: discordClock?.now() && until }) },
        ),
      ),

    readPosts: ({ channel }, since) =>
      reading(() =>
        readPosted(
          { rest, read: createCachedRead(rest), me, now: () => discordClock?.now() ?? now() },
          channel,
          since,
        ),
      ),

    async now() {
      if (discordClock?.now() === undefined) {
        // A refusal tells the time, too.
        await reading(() => rest.get(Routes.user('@me'))).catch((error: unknown) => {
          if (discordClock?.now() === undefined) throw error;
        });
      }
      return discordClock?.now() ?? now();
    },

    edit: ({ place, key, ref }, card) =>
      reading(async () => {
        // A forum post is a message in a thread of its own.
        const route = Routes.channelMessage(ref.thread ?? place.channel, ref.id);
        await sendDrawn(card, { lines, logger }, ({ body, files }) =>
          rest.patch(route, { body: withKey(body, key), files }),
        );
      }),

    linkTo: ({ place: { channel }, ref }) =>
      reading(async () => {
        const { guild_id: server = '@me' } = await shapeOf(channel);
        return `https://discord.com/channels/${[server, ref.thread ?? channel, ref.id].join('/')}`;
      }),

    repliesTo: ({ ref }) =>
      reading(async () => {
        const thread = await read<ChannelData>(Routes.channel(ref.thread ?? ref.id)).catch(
          ignore(codes.UnknownChannel),
        );
        return thread?.message_count ?? 0;
      }),

    workspaceName: (workspace) =>
      reading(async () => (await read<{ readonly name?: string }>(Routes.guild(workspace))).name),
    placeName: (place) => reading(() => readName(read, place)),
    async announce({ channel }, card) {
      const { id, type } = await reading(() => shapeOf(channel));
      if (type === ChannelType.DM || ['forum', 'none'].includes(kindOf({ type }))) return;
      const flags = MessageFlags.IsComponentsV2 | MessageFlags.SuppressNotifications;
      await postMessage(id, { card, key: randomUUID().slice(0, 24) }, { flags });
    },

    async tell(_workspace, person, card) {
      const body = { recipient_id: person };
      const dm = (await reading(() => rest.post(Routes.userChannels(), { body }))) as ChannelData;
      // The same card to the same person within the life of a nonce is one message.
      const key = createHash('sha256')
        .update(`${person} ${JSON.stringify(card)}`)
        .digest('hex')
        .slice(0, 24);
      await postMessage(dm.id, { card, key });
    },

    fits: fitsMessage,

    preflight: ({ channel }) => reading(() => problemsIn(channel)),
  };
}

/** Refusals for want of a permission. */
const denied = new Set<unknown>([codes.MissingAccess, codes.MissingPermissions]);

const ignore = (code: number) => (error: unknown) => {
  if (codeOf(error) !== code) throw error;
};
