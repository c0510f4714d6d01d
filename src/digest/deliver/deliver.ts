import { card, hint, text } from '../../cards/builders.ts';
import type { Card } from '../../cards/card.ts';
import { defined } from '../../defined.ts';
import { DeliveryError } from '../../errors.ts';
import type { MessageRef, Messenger, Outgoing } from '../../ports/messenger.ts';
import type { Issue, Part, PartKey } from '../../ports/store/ledger.ts';
import type { Store } from '../../ports/store/store.ts';
import { placeKey } from '../../topics/place.ts';
import { withNotices } from '../notices.ts';
import { type DeliveryMemory, earliestPost } from './delivery-memory.ts';
import { type StopDeps, stopPlace } from './stopped-places.ts';

/** What delivery needs beside what stops places. */
export interface DeliverDeps extends StopDeps {
  readonly memory: DeliveryMemory;
}

/** Longer than any messenger waits for its platform: after that, no worker is sending the part any more, and an attempt ends within it. */
const leaseMs = 2 * 60_000;

/**
 * The wait before the next try: a quarter of the time for which the issue has been waiting, from 15 seconds to 15 minutes.
 * So an outage makes a digest late by a quarter of its length, however long it is.
 */
const backOffMs = (waitedMs: number) => Math.min(Math.max(waitedMs / 4, 15_000), 15 * 60_000);
/** An issue whose papers are posted waits so long for its details, in milliseconds, then does without them. */
const detailsWaitMs = 30 * 60_000;
/** An issue that only may have been posted by an earlier process waits so long for looking, in milliseconds. */
const firstLookWaitMs = 7 * 60_000;

/** `later`: it waits. `busy`: another worker is posting it. */
export type Delivery = 'done' | 'later' | 'busy';

/**
 * Posts the parts of an issue that are not posted yet, in order, and finishes it. May be run twice, and be killed at any
 * step: a part that may have been sent is looked for before it is sent again.
 * @returns `done`: posted, perhaps without details that cannot be posted
 */
export async function deliverIssue(issue: Issue, deps: DeliverDeps): Promise<Delivery> {
  const messenger = deps.messengerOf(issue.place.platform);
  if (messenger === undefined) return 'later';
  let first: MessageRef | undefined;
  let areDetailsMissing = false;
  for (const part of issue.parts) {
    // One that cannot be posted is told of once.
    if (areDetailsMissing && isExtra(part)) continue;
    const triedAt = deps.clock.now();
    try {
      const ref = await deliverPart(issue, part, first, messenger, deps);
      if (ref === 'busy') return 'busy';
      first ??= ref;
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      if (!isDispensable(part, issue, error, triedAt)) {
        await handleTrouble(issue, error, triedAt, deps);
        return 'later';
      }
      await tellOfMissing(part, issue, error, messenger, deps);
      areDetailsMissing = true;
    }
  }
  await deps.store.finishIssue(issue.place, issue.localDate, deps.clock.now());
  return 'done';
}

async function tellOfMissing(
  part: Part,
  issue: Issue,
  error: DeliveryError,
  messenger: Messenger,
  deps: DeliverDeps,
): Promise<void> {
  if (part.role === undefined) return tellOfMissingDetails(issue, error, messenger, deps);
  deps.logger.warn(
    { place: placeKey(issue.place), date: issue.localDate, err: error },
    'a review of the week could not be posted',
  );
}

/** Details below the first message are an extra: they may fail without holding up the papers of any day. */
export const isExtra = ({ number, papers, role }: Part): boolean =>
  role === undefined && number > 0 && papers.length === 0;

/** The review of a week holds up no digest either, but on a day that brings nothing else it is tried like one. */
const isDispensable = (part: Part, issue: Issue, { problem }: DeliveryError, now: number): boolean =>
  (isExtra(part) || (part.role === 'review' && part.number > 0)) &&
  (problem === 'gone' || now - issue.plannedAt >= detailsWaitMs);

async function deliverPart(
  issue: Issue,
  part: Part,
  first: MessageRef | undefined,
  messenger: Messenger,
  deps: DeliverDeps,
): Promise<MessageRef | 'busy'> {
  const { store, clock } = deps;
  if (part.status === 'sent' && part.ref !== undefined) return part.ref;
  const key: PartKey = { place: issue.place, localDate: issue.localDate, number: part.number };
  const threadName = issue.parts[0]?.card.title;
  const where = isExtra(part)
    ? { under: first, threadName }
    : { after: part.role === 'review' ? undefined : first };
  const message = { place: issue.place, key: part.key, ...defined(where) };
  // Leases and attempts are written by the platform's clock, which all processes share.
  const take = async () => {
    const at = (await messenger.now?.(issue.place)) ?? clock.now();
    return { at, claim: await store.claimPart(key, at, leaseMs) };
  };
  let { at, claim } = await take();
  if (claim === 'busy') return 'busy';
  const isDoubtful = claim === 'doubtful';
  const triedAt = part.triedAt ?? issue.plannedAt;
  const lookup = isDoubtful
    ? await messenger.find(message, triedAt, triedAt + leaseMs)
    : await lookForEarlierLife(message, issue, part, messenger, deps).catch(async (error: unknown) => {
        await store.releasePart(key);
        throw error;
      });
  if (typeof lookup === 'object') {
    await store.completePart(key, lookup, isDoubtful ? cardAt(issue, part, triedAt) : undefined);
    return lookup;
  }
  if (isDoubtful) {
    // What follows is a new attempt, with a time of its own: only around that will it be looked for.
    await store.releasePart(key);
    ({ at, claim } = await take());
    if (claim === 'busy') return 'busy';
  }
  const card = cardAt(issue, part, at, lookup === 'unknowable');
  const ref = await send(messenger, { ...message, card }, key, store);
  await store.completePart(key, ref, card === part.card ? undefined : card);
  return ref;
}

/** What a part says when an attempt to send it begins: a digest is late when it is sent, not when it was planned. */
const cardAt = ({ dueAt }: Issue, part: Part, sentAt: number, mayRepeat = false): Card =>
  withNotices(part.card, {
    sentAt,
    mayRepeat,
    ...defined({ dueAt: isExtra(part) || part.role === 'review' ? undefined : dueAt }),
  });

/** Nobody tried to send the part, as far as the database knows. */
async function lookForEarlierLife(
  message: Omit<Outgoing, 'card'>,
  issue: Issue,
  part: Part,
  messenger: Messenger,
  { memory, clock }: DeliverDeps,
): Promise<MessageRef | 'absent'> {
  if (!memory.isLookDue(issue)) return 'absent';
  try {
    const lookup = await messenger.find(message, earliestPost(issue));
    if (typeof lookup === 'object') return lookup;
  } catch (error) {
    const hasWaited = clock.now() - issue.plannedAt >= firstLookWaitMs;
    if (!(error instanceof DeliveryError) || !hasWaited) throw error;
  }
  if (part.number === 0) memory.settle(issue.place);
  return 'absent';
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

async function handleTrouble(
  issue: Issue,
  error: DeliveryError,
  triedAt: number,
  deps: DeliverDeps,
): Promise<void> {
  const { store, clock, logger } = deps;
  const failedAt = clock.now();
  const notBefore = earliestTry(error, triedAt, failedAt);
  // After `gone` a person resumes the digest, so there is no further wait.
  const retryAt =
    error.problem === 'gone'
      ? failedAt
      : Math.max(notBefore, failedAt + backOffMs(failedAt - issue.plannedAt));
  logger.warn(
    { place: placeKey(issue.place), date: issue.localDate, problem: error.problem, err: error },
    'an issue could not be delivered',
  );
  const postponed = { failedAt, notBefore, retryAt, problem: error.message };
  await store.postponeIssue(issue.place, issue.localDate, postponed);
  if (error.problem === 'gone')
    await stopPlace(issue.place, { reason: error.message, ...defined({ remedy: error.remedy }) }, deps);
}

/** The platform's own wait counts from now, and the lease of a part that may have been sent from when it was claimed. */
const earliestTry = ({ problem, retryAfterMs = 0 }: DeliveryError, triedAt: number, now: number): number =>
  Math.max(now + retryAfterMs, problem === 'unknown' ? triedAt + leaseMs : 0);

/** Tells the owner why the details are missing, once for each reason while the process runs. */
async function tellOfMissingDetails(
  { place, localDate }: Issue,
  { message, remedy }: DeliveryError,
  messenger: Messenger,
  { store, logger, memory }: DeliverDeps,
): Promise<void> {
  logger.warn({ place: placeKey(place), date: localDate, reason: message }, 'a digest has no details');
  if (remedy === undefined || !memory.isNews(`${placeKey(place)} ${message}`)) return;
  const owner = (await store.place(place))?.owner;
  if (owner === undefined) return;
  const told = messenger.tell(place.workspace, owner, missingDetailsCard(message, remedy));
  await told.catch((error: unknown) =>
    logger.warn({ place: placeKey(place), err: error }, 'nobody could be told of missing details'),
  );
}

const missingDetailsCard = (reason: string, remedy: string): Card =>
  card({
    title: 'A digest came without its details',
    summary: `I posted the digest without its details: ${reason}`,
    blocks: [text(`I posted the digest, but not the details below it: ${reason}.`), hint(remedy)],
  });
