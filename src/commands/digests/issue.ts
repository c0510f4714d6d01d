import { button, buttons, commandLine, hint, primary, sentence, text } from '../../cards/builders.ts';
import { nextPage } from '../../cards/fit.ts';
import { plural } from '../../cards/text.ts';
import { type DigestPage, issuePages } from '../../digest/cards.ts';
import { isExtra } from '../../digest/deliver/deliver.ts';
import { composeAgain } from '../../digest/plan/plan.ts';
import { UserError } from '../../errors.ts';
import type { Issue } from '../../ports/store/ledger.ts';
import type { DueOccurrence } from '../../topics/calendar/calendar.ts';
import { dateAt, describeDate, type LocalDate } from '../../topics/calendar/local-date.ts';
import type { PlaceState, Stopped } from '../../topics/place.ts';
import { type Answer, answer, type Caller, type OpenIndex, shortAnswer } from '../command.ts';
import { listPage, paperEntries } from '../look-up/entries.ts';
import { storedPapers } from '../look-up/find-item.ts';
import type { ChangeablePlace, ReadablePlace } from '../place-handle.ts';
import { type ChangingServices, type ReadingServices, stateOf } from '../services.ts';
import type { FollowingOf } from './digests.ts';

/**
 * What the next digest would be if it was posted now: its message with the paper of a number. Nothing is saved or posted.
 * @param start the number of a paper, from 1
 */
export async function previewIssue(
  start: number,
  place: ReadablePlace,
  caller: Caller,
  services: ChangingServices,
  openIndex: OpenIndex,
): Promise<Answer> {
  const following = await followingOf(place, caller, services);
  await openIndex();
  const draft = await services.digests.draft(following, today(following.state, services));
  const pages = issuePages(draft, services.digests.roomIn(place));
  let next = 1;
  const ends = pages.map(({ papers }) => (next += papers.length));
  const at = Math.max(
    ends.findIndex((end) => start < end),
    0,
  );
  const { card, papers } = pages[at] as DigestPage;
  return answer({
    ...card,
    title: `Preview: ${card.title}`,
    blocks: [
      card.blocks,
      buttons(at + 1 < pages.length && nextPage('digest do:preview', ends[at] as number)),
      hint('Only a preview: nothing was posted.'),
    ],
    papers: papers.map(({ id, title }, i) => ({ id, title, score: 1 / (i + 1) })),
  });
}

/** Posts today's digest now, once. The next one that comes by itself is tomorrow's. */
export const postNow = (
  place: ChangeablePlace,
  caller: Caller,
  services: ChangingServices,
  openIndex: OpenIndex,
): Promise<Answer> => composeAgain(() => postOnce(place, caller, services, openIndex));

async function postOnce(
  place: ChangeablePlace,
  caller: Caller,
  services: ChangingServices,
  openIndex: OpenIndex,
): Promise<Answer> {
  const { store, clock, digests } = services;
  const following = await followingOf(place, caller, services);
  const { state } = following;
  if (state.stopped !== undefined)
    throw new UserError(
      'stopped',
      `The digest has stopped here: ${state.stopped.reason}.`,
      state.stopped.remedy ?? 'To go on: `digest resume`',
      ['digest resume'],
    );
  const due = today(state, services);
  const before = await store.issue(state.place, due.localDate);
  if (before?.doneAt !== undefined)
    throw new UserError(
      'posted-already',
      `Today’s digest (${describeDate(due.localDate)}) is already posted.`,
      'There is one a day. To see what else there is: `digest preview`',
    );
  if (before === undefined) await openIndex();
  // Due at once, so that the next tick looks at the place if this process ends here.
  const issue = before ?? (await digests.write(following, due, clock.now()));
  const present = await store.place(place);
  if (present !== undefined) await digests.setNextAt({ ...present, place }, true);
  const delivery = await digests.deliver(issue);
  const stopped = (await store.place(place))?.stopped;
  if (stopped !== undefined) return stoppedAnswer(stopped);
  const after = (await store.issue(state.place, due.localDate)) ?? issue;
  if (delivery === 'busy' && !isPosted(after))
    return shortAnswer(
      'Being posted',
      `The digest for ${describeDate(due.localDate)} is being posted right now.`,
    );
  return postedAnswer(after, await missingDetails(after, services));
}

/** The digest waits for a person: nothing is tried again before it is resumed. */
const stoppedAnswer = ({ reason, remedy }: Stopped): Answer =>
  answer({
    title: 'Not posted: the digest has stopped here',
    summary: `The digest has stopped here: ${reason}.`,
    tone: 'warning',
    blocks: [
      text(`I couldn’t post it: ${reason}. Nothing is lost.`),
      remedy !== undefined && text(...sentence(remedy)),
      buttons(primary(button('Resume', 'digest', { do: 'resume' }))),
    ],
  });

/** Why the details of a posted digest are missing, as far as the platform tells; empty when they are all there. */
async function missingDetails(
  { place, parts, doneAt }: Issue,
  { messengerOf }: Pick<ReadingServices, 'messengerOf'>,
): Promise<readonly string[]> {
  if (doneAt === undefined || parts.every(({ status, role }) => status === 'sent' || role !== undefined))
    return [];
  const problems = await messengerOf(place.platform)
    ?.preflight(place)
    .catch(() => []);
  return ['I couldn’t post the details below it.', ...(problems ?? [])];
}

const isPosted = ({ doneAt, parts }: Issue): boolean =>
  doneAt !== undefined ||
  (parts.length > 0 && parts.every((part) => part.status === 'sent' || isExtra(part)));

function postedAnswer(issue: Issue, missing: readonly string[]): Answer {
  if (!isPosted(issue))
    return shortAnswer(
      'Not posted yet',
      `I couldn’t post it: ${issue.problem ?? 'there was no answer'}. I’ll try again by myself.`,
    );
  return shortAnswer(
    'Posted',
    issue.kind === 'none'
      ? 'Nothing is new, and nothing is posted on such a day here.'
      : [
          `I posted the digest for ${describeDate(issue.localDate)}: ${plural(countPosted(issue), 'paper')}.`,
          ...(issue.doneAt === undefined ? ['Its details follow.'] : missing),
        ].join(' '),
  );
}

/** How many papers of an issue were posted: not those over the cap or hidden. */
export const countPosted = ({ papers }: Issue): number =>
  papers.filter(({ outcome }) => outcome !== 'over' && outcome !== 'hidden').length;

/** Today in the place's zone, as if its digest was due this moment. */
function today({ schedule }: Pick<PlaceState, 'schedule'>, { clock }: ChangingServices): DueOccurrence {
  const now = clock.now();
  const localDate = dateAt(schedule.zone, now);
  return { localDate, from: localDate, at: now, late: false };
}

/** @throws UserError for a place that follows nothing */
async function followingOf<Handle extends ReadablePlace>(
  place: Handle,
  caller: Caller,
  services: ChangingServices,
): Promise<FollowingOf<Handle>> {
  const state = await stateOf(place, caller, services);
  const subscriptions = await services.store.subscriptions(place);
  if (subscriptions.length > 0) return { state, subscriptions };
  throw new UserError(
    'no-topics',
    'I follow nothing here yet, so there is no digest.',
    'Begin with `follow mixture of experts`.',
    ['topics'],
  );
}

const morePerPage = 20;

/**
 * Papers that matched on a day and had no room in its digest.
 * @param start the number of the first one shown
 */
export async function moreOfIssue(
  localDate: LocalDate,
  start: number,
  place: ReadablePlace,
  { store }: ChangingServices,
): Promise<Answer> {
  const issue = await store.issue(place, localDate);
  const leftOut = issue?.papers.filter(({ outcome }) => outcome === 'over') ?? [];
  const papers = await storedPapers(
    leftOut.map(({ id }) => id),
    store,
  );
  const date = describeDate(localDate);
  const part = listPage(papers, { start }, morePerPage, commandLine('digest', { more: localDate }));
  if (part.shown.length === 0) return shortAnswer('No more papers', `No other paper matched on ${date}.`);
  return answer({
    title: `More papers for ${date}`,
    summary: plural(papers.length, 'more paper'),
    blocks: [paperEntries(part.shown, undefined, { start: part.first, more: part.more }), buttons(part.next)],
    papers: part.shown,
  });
}
