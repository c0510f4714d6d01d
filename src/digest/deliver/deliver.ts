import { button, buttons, card, channel, hint, primary, text } from '../../cards/builders.ts';
import type { Card } from '../../cards/card.ts';
import { defined } from '../../defined.ts';
import { DeliveryError } from '../../errors.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { MessageRef, Messenger, Outgoing } from '../../ports/messenger.ts';
import type { Issue, Part, PartKey } from '../../ports/store/ledger.ts';
import type { Store } from '../../ports/store/store.ts';
import { type Place, placeKey } from '../../topics/place.ts';

export interface DeliverDeps {
  readonly store: Store;
  readonly messengerOf: (platform: string) => Messenger | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Longer than any messenger waits for its platform: after that, no worker is sending the part any more. */
const leaseMs = 2 * 60_000;

/** The wait before the next try of an issue: a minute, then double, at most an hour. */
const backOffMs = (tries: number) => Math.min(60_000 * 2 ** tries, 60 * 60_000);

/**
 * Posts the parts of an issue that are not posted yet, in order, and finishes it. May be run twice, and be killed at any
 * step: a part that may have been sent is looked for before it is sent again.
 * @returns whether the whole issue is posted
 */
export async function deliverIssue(issue: Issue, deps: DeliverDeps): Promise<boolean> {
  const messenger = deps.messengerOf(issue.place.platform);
  if (messenger === undefined) return false;
  try {
    let first: MessageRef | undefined;
    for (const part of issue.parts) {
      const ref = await deliverPart(issue, part, first, messenger, deps);
      first ??= ref;
    }
    await deps.store.finishIssue(issue.place, issue.localDate, deps.clock.now());
    return true;
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    await handleTrouble(issue, error, messenger, deps);
    return false;
  }
}

async function deliverPart(
  issue: Issue,
  part: Part,
  under: MessageRef | undefined,
  messenger: Messenger,
  { store, clock }: DeliverDeps,
): Promise<MessageRef> {
  if (part.status === 'sent' && part.ref !== undefined) return part.ref;
  const key: PartKey = { place: issue.place, localDate: issue.localDate, number: part.number };
  const claim = await store.claimPart(key, clock.now(), leaseMs);
  if (claim === 'busy') {
    throw new DeliveryError('later', 'another worker is at this part', { retryAfterMs: leaseMs });
  }
  const message = { place: issue.place, key: part.key, ...defined({ under }) };
  const lookup =
    claim === 'doubtful' ? await messenger.find(message, part.triedAt ?? issue.plannedAt) : 'absent';
  const shown = lookup === 'unknowable' ? repeatCard(part.card) : part.card;
  const ref =
    typeof lookup === 'object' ? lookup : await send(messenger, { ...message, card: shown }, key, store);
  await store.completePart(key, ref);
  return ref;
}

async function send(
  messenger: Messenger,
  message: Outgoing,
  key: PartKey,
  store: Store,
): Promise<MessageRef> {
  try {
    return await messenger.send(message);
  } catch (error) {
    // Certainly not sent: the next try need not look for it. A part that may have been sent stays `sending`.
    if (error instanceof DeliveryError && error.problem !== 'unknown') await store.releasePart(key);
    throw error;
  }
}

/** For a platform that cannot tell whether an earlier try arrived. */
const repeatCard = (sent: Card): Card => ({
  ...sent,
  blocks: [hint('This may repeat an earlier message: its delivery was not confirmed.'), ...sent.blocks],
});

async function handleTrouble(
  issue: Issue,
  error: DeliveryError,
  messenger: Messenger,
  deps: DeliverDeps,
): Promise<void> {
  const { store, clock, logger } = deps;
  const retryAt = clock.now() + waitMs(error, issue.tries);
  logger.warn(
    { place: placeKey(issue.place), date: issue.localDate, problem: error.problem, err: error },
    'an issue could not be delivered',
  );
  await store.postponeIssue(issue.place, issue.localDate, retryAt, error.message);
  if (error.problem === 'gone') await stopPlace(issue.place, error, messenger, deps);
}

/** After `gone` a person resumes the digest, so there is no further wait. */
const waitMs = ({ problem, retryAfterMs = 0 }: DeliveryError, tries: number): number =>
  problem === 'gone' ? 0 : Math.max(retryAfterMs, problem === 'unknown' ? leaseMs : 0, backOffMs(tries));

/** Stops the digests of a place until a person resumes them, and tells the owner once. */
async function stopPlace(
  place: Place,
  { message, remedy }: DeliveryError,
  messenger: Messenger,
  { store, clock, logger }: DeliverDeps,
): Promise<void> {
  const state = await store.place(place);
  if (state === undefined || state.stopped !== undefined) return;
  await store.stopPlace(place, { at: clock.now(), reason: message, ...defined({ remedy }) });
  try {
    await messenger.tell(place.workspace, state.owner, stoppedCard(place, message, remedy));
  } catch (error) {
    logger.warn({ place: placeKey(place), err: error }, 'the owner of a stopped digest could not be told');
  }
}

const stoppedCard = (place: Place, reason: string, remedy: string | undefined): Card =>
  card({
    title: 'A digest has stopped',
    summary: `The digest in ${place.channel} has stopped: ${reason}`,
    tone: 'warning',
    blocks: [
      text('I cannot post the digest in ', channel(place.channel), ` any more: ${reason}.`),
      text(remedy ?? 'Once that is mended, resume it.'),
      buttons(primary(button('Resume', 'digest', { do: 'resume', place: placeKey(place) }))),
      hint('Nothing is lost: what was due waits, and is posted when the digest is resumed.'),
    ],
  });
