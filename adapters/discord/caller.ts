import { type APIInteraction, ChannelType, Routes } from 'discord.js';
import type { Caller } from '../../src/commands/command.ts';
import type { Router } from '../../src/commands/router.ts';
import type { OnBug } from '../../src/commands/run-line.ts';
import { defined } from '../../src/defined.ts';
import type { Logger } from '../../src/ports/clock-and-logger.ts';
import type { Place } from '../../src/topics/place.ts';
import type { RightsOf } from './ask-rights.ts';
import type { RestLike } from './connection/rest.ts';
import type { ChannelShape } from './deliver/channel.ts';
import type { ButtonLines } from './render/buttons.ts';
import { fitsAnswer } from './render/message.ts';

/** What all kinds of interactions share. */
export interface AppContext {
  readonly router: Router;
  readonly rest: RestLike;
  readonly lines: ButtonLines;
  readonly logger: Logger;
  readonly onBug: OnBug;
  readonly rightsOf: RightsOf;
  /** The present values of the fields of a command's form, shown when it opens: option → text. */
  readonly fieldsOf?: (command: string, caller: Caller) => Promise<Readonly<Record<string, string>>>;
  /** Whether a place has a digest of its own. Default: a thread has none. Never rejects. */
  readonly hasDigest?: (place: Place) => Promise<boolean>;
  /** Milliseconds after which a slow answer is deferred, default 1,000. Discord waits 3,000 for a first response. */
  readonly deferAfterMs?: number;
}

/**
 * Who acted, and where. The interaction holds all of it, so the bot needs no privileged intent. A thread stands for the
 * channel, or the forum, that it is in, unless it has a digest of its own; a private thread for itself, since not everybody
 * in the channel may read it.
 */
export async function readCaller(app: AppContext, interaction: APIInteraction): Promise<Caller> {
  const user = interaction.member?.user ?? interaction.user;
  const name = interaction.member?.nick ?? user?.global_name ?? user?.username;
  const place = await placeOf(app, interaction);
  return {
    place,
    person: { id: user?.id ?? '', ...defined({ name }) },
    rights: app.rightsOf(interaction, place),
    fits: fitsAnswer,
  };
}

async function placeOf({ hasDigest, rest }: AppContext, interaction: APIInteraction): Promise<Place> {
  const { guild_id, application_id, channel_id } = interaction;
  const channel = interaction.channel as Partial<ChannelShape> | undefined;
  const here = {
    platform: 'discord',
    workspace: guild_id ?? application_id,
    channel: channel?.id ?? channel_id ?? '',
  };
  if (!isSharedThread(channel) || (await hasDigest?.(here))) return here;
  const parent = channel?.parent_id ?? (await readParent(rest, here.channel));
  return { ...here, channel: parent ?? here.channel };
}

/** Undefined when Discord does not tell. */
const readParent = (rest: RestLike, thread: string): Promise<string | null | undefined> =>
  rest.get(Routes.channel(thread)).then(
    (channel) => (channel as ChannelShape).parent_id,
    () => undefined,
  );

const isSharedThread = ({ type }: Partial<ChannelShape> = {}): boolean =>
  type === ChannelType.PublicThread || type === ChannelType.AnnouncementThread;
