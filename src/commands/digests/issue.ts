import type { Card } from '../../cards/card.ts';
import { line } from '../../cards/span.ts';
import { plural } from '../../corpus/describe-paper.ts';
import { issueCard } from '../../digest/cards.ts';
import { deliverIssue } from '../../digest/deliver/deliver.ts';
import { draftIssue, writeIssue } from '../../digest/plan/plan.ts';
import { UserError } from '../../errors.ts';
import type { Issue } from '../../ports/store/ledger.ts';
import { upcoming } from '../../topics/calendar/calendar.ts';
import { describeDate, type LocalDate } from '../../topics/calendar/local-date.ts';
import { dateAt } from '../../topics/calendar/wall-clock.ts';
import type { PlaceState } from '../../topics/subscription.ts';
import type { Answer, Caller } from '../command.ts';
import { paperEntry } from '../look-up/entries.ts';
import { storedPapers } from '../look-up/stored-papers.ts';
import { done, hint, type Services, stateOf } from '../services.ts';

/** What the next digest would be, were it posted now; nothing is written or posted. */
export async function previewIssue(caller: Caller, deps: Services): Promise<Answer> {
  const state = await stateOf(caller, deps);
  await requireTopics(state, deps);
  const text = await draftIssue(state, todaysIssue(state, deps), deps);
  const card = issueCard(text);
  const papers = text.contents.picks.map(({ paper }, i) => ({
    id: paper.id,
    title: paper.title,
    score: 1 / (i + 1),
  }));
  return {
    card: {
      ...card,
      title: `Preview: ${card.title}`,
      blocks: [...card.blocks, hint('This is a preview: nothing was posted.')],
    },
    papers,
    notes: [],
  };
}

/** Posts today's digest now, once; the next regular one is tomorrow's. */
export async function postNow(caller: Caller, deps: Services): Promise<Answer> {
  const { store, clock } = deps;
  const state = await stateOf(caller, deps);
  await requireTopics(state, deps);
  if (state.stopped !== undefined)
    throw new UserError(
      'stopped',
      `The digest has stopped here: ${state.stopped.reason}.`,
      state.stopped.remedy ?? 'Resume it with: digest resume',
      ['digest resume'],
    );
  const due = todaysIssue(state, deps);
  const before = await store.issue(state.place, due.localDate);
  if (before?.doneAt !== undefined)
    throw new UserError(
      'posted-already',
      `The digest for ${describeDate(due.localDate)} was posted already.`,
      'One a day, and never the same paper twice. To see what else there is: digest preview',
    );
  const { next } = upcoming(state.schedule, { since: state.since, lastDate: due.localDate }, clock.now());
  const issue = before ?? (await writeIssue(state, due, next?.at, deps));
  await deliverIssue(issue, deps);
  return outcome((await store.issue(state.place, due.localDate)) ?? issue);
}

function outcome(issue: Issue): Answer {
  if (issue.doneAt === undefined)
    return done(
      'Not posted yet',
      line(
        `It could not be posted: ${issue.problem ?? 'the platform did not answer'}. It is tried again by itself.`,
      ),
    );
  const count = issue.papers.filter(({ outcome: what }) => what === 'new' || what === 'archive').length;
  return done(
    'Posted',
    line(
      issue.kind === 'none'
        ? 'Nothing is new, and this place wants silence on such a day.'
        : `The digest for ${describeDate(issue.localDate)} is posted: ${plural(count, 'paper')}.`,
    ),
  );
}

/** Today's date in the place's zone, on time whatever the hour. */
function todaysIssue({ schedule }: PlaceState, { clock }: Services) {
  const now = clock.now();
  const localDate = dateAt(schedule.zone, now);
  return { localDate, from: localDate, at: now, late: false };
}

async function requireTopics({ place }: PlaceState, { store }: Services): Promise<void> {
  if ((await store.subscriptions(place)).length > 0) return;
  throw new UserError(
    'no-topics',
    'This place follows nothing yet, so there is no digest.',
    'Begin with: follow mixture of experts',
    ['topics'],
  );
}

/** Papers that matched on a day and had no room in its digest. */
export async function moreOfIssue(
  localDate: LocalDate,
  caller: Caller,
  { store }: Services,
): Promise<Answer> {
  const issue = await store.issue(caller.place, localDate);
  const over = issue?.papers.filter(({ outcome: what }) => what === 'over') ?? [];
  const papers = await storedPapers(
    over.map(({ id }) => id),
    store,
  );
  if (papers.length === 0)
    return done('No more papers', line(`No other paper matched on ${describeDate(localDate)}.`));
  const card: Card = {
    title: `More papers for ${describeDate(localDate)}`,
    summary: plural(papers.length, 'more paper'),
    tone: 'plain',
    blocks: [{ kind: 'entries', entries: papers.map((paper) => paperEntry(paper)) }],
  };
  return { card, papers: papers.map(({ id, title }) => ({ id, title, score: 1 })), notes: [] };
}
