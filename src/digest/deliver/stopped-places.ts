import { button, buttons, card, channel, hint, primary, sentence, text } from '../../cards/builders.ts';
import type { Block, Card } from '../../cards/card.ts';
import { defined } from '../../defined.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Messenger } from '../../ports/messenger.ts';
import type { Store } from '../../ports/store/store.ts';
import { type Place, placeKey, type Stopped } from '../../topics/place.ts';

/** What ending the digests of a place needs. */
export interface StopDeps {
  readonly store: Store;
  readonly messengerOf: (platform: string) => Messenger | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The most people that are tried before the news waits for a command in the channel. */
const maxTried = 5;

/**
 * Stops the digests of a place, and tells somebody: the owner, or else a person who followed something there. When none of
 * them can be told, the next command in the place tells it.
 */
export async function stopPlace(
  place: Place,
  { reason, remedy }: Omit<Stopped, 'at' | 'untold'>,
  deps: StopDeps,
): Promise<void> {
  const { store, clock, messengerOf } = deps;
  const state = await store.place(place);
  if (state === undefined || state.stopped !== undefined) return;
  const stopped = { at: clock.now(), reason, ...defined({ remedy }) };
  await store.stopPlace(place, stopped);
  const server = await messengerOf(place.platform)
    ?.workspaceName?.(place.workspace)
    .catch(() => undefined);
  const followers = (await store.subscriptions(place)).map(({ addedBy }) => addedBy);
  const people = [...new Set([state.owner, ...followers])].slice(0, maxTried);
  if (await tellOne(place, people, stoppedCard(place, server, stopped), deps)) return;
  await store.stopPlace(place, { ...stopped, untold: true });
}

/** @returns whether one of them was told */
async function tellOne(
  place: Place,
  people: readonly string[],
  news: Card,
  { messengerOf, logger }: StopDeps,
): Promise<boolean> {
  const messenger = messengerOf(place.platform);
  for (const person of messenger === undefined ? [] : people) {
    try {
      await messenger?.tell(place.workspace, person, news);
      return true;
    } catch (error) {
      logger.warn({ place: placeKey(place), err: error }, 'a person could not be told of a stopped digest');
    }
  }
  return false;
}

/** The bot can post in the place again: its digests go on, and what waited is posted. */
export async function resumePlace(place: Place, { store, logger }: StopDeps): Promise<void> {
  if ((await store.place(place))?.stopped === undefined) return;
  await store.stopPlace(place, undefined);
  logger.info({ place: placeKey(place) }, 'a place goes on');
}

/**
 * The bot is back in a workspace: all its stopped places go on.
 * @param since when it came back, in milliseconds since 1970: places that stopped later stay stopped
 */
export async function resumeWorkspace(
  platform: string,
  workspace: string,
  since: number,
  deps: StopDeps,
): Promise<void> {
  for (const { place, stopped } of await deps.store.placesOf(platform, workspace))
    if (stopped !== undefined && stopped.at <= since) await resumePlace(place, deps);
}

/** News for the next person who uses a command in the place, once; empty when there is none. */
export async function takeNews(place: Place, { store }: Pick<StopDeps, 'store'>): Promise<readonly Block[]> {
  const stopped = (await store.place(place))?.stopped;
  if (stopped?.untold !== true) return [];
  const { untold: _, ...rest } = stopped;
  await store.stopPlace(place, rest);
  return [
    text(...sentence(`The digest has stopped here: ${stopped.reason}. ${stopped.remedy ?? ''}`.trim())),
    buttons(button('Resume', 'digest', { do: 'resume' })),
  ].flat();
}

/** Notifications cannot show a channel by its name, and an id means nothing to people. */
const stoppedCard = (
  place: Place,
  server: string | undefined,
  { reason, remedy }: Pick<Stopped, 'reason' | 'remedy'>,
): Card =>
  card({
    title: 'A digest has stopped',
    summary: `A digest${server === undefined ? '' : ` on ${server}`} has stopped: ${reason}.`,
    tone: 'warning',
    blocks: [
      text(
        'I can’t post the digest in ',
        channel(place.channel),
        `${server === undefined ? '' : ` on ${server}`}: ${reason}.`,
      ),
      text(...sentence(remedy ?? 'Once I can post there again, resume it.')),
      buttons(primary(button('Resume', 'digest', { do: 'resume', place: placeKey(place) }))),
      hint('Nothing is lost: I’ll post what was due when you resume.'),
    ],
  });
