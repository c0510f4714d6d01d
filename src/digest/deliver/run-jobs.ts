import type { Job, NewJob, Queue } from '../../ports/queue.ts';
import type { Issue } from '../../ports/store/ledger.ts';
import { isActive, nextOccurrence } from '../../topics/calendar/calendar.ts';
import { dateAt } from '../../topics/calendar/local-date.ts';
import { everyDay, type Schedule } from '../../topics/calendar/schedule.ts';
import { type Place, parsePlace, placeKey } from '../../topics/place.ts';
import { amendPosts } from '../amend-posts.ts';
import { type PlanDeps, planDueIssue } from '../plan/plan.ts';
import { showSaves } from '../show-saves.ts';
import { type DeliverDeps, deliverIssue } from './deliver.ts';

// The names are stored in the queue: a new version must know those of the old one.
/** Plans and delivers the issues of one place. */
const issueJob = 'issue';
/** Amends posted messages. */
const amendJob = 'correct';

/** Milliseconds between two ticks. */
export const tickMs = 15_000;
/** Places enqueued by one tick. The others follow with the next one. */
const placesAtOnce = 5_000;
/** How long a place is kept whose channel is gone: the channel may come back, and `digest resume` restores the place. */
const goneKeptMs = 30 * 24 * 60 * 60_000;

export type JobDeps = PlanDeps & DeliverDeps & { readonly queue: Queue };

/** Looks at the calendar and the amendments, and adds jobs for what is due. */
export async function runTick(deps: Pick<JobDeps, 'store' | 'queue' | 'clock'>): Promise<void> {
  await deps.store.retryWhereAnswered(deps.clock.now());
  await enqueueDue(deps);
  await enqueueAmendments(deps);
}

/** Milliseconds between two looks at what is over. */
export const tidyMs = 5 * 60_000;

/** Forgets what a clock wrote that was ahead, and places whose channel is long gone. */
export async function runTidy({ store, clock }: Pick<JobDeps, 'store' | 'clock'>): Promise<void> {
  await store.forgetFuture(clock.now());
  await store.removeGone(clock.now() - goneKeptMs);
}

/** Runs one job. Any job may run twice: the second run finds nothing to do in the ledger. */
export async function runJob(job: Job, deps: JobDeps): Promise<void> {
  switch (job.name) {
    case amendJob:
      await amendPosts(deps);
      return showSaves(deps);
    case issueJob:
      return runPlace(parsePlace((job.data as { place: string }).place), deps);
    default:
      deps.logger.warn({ job: job.name }, 'a job of an unknown name was left alone');
  }
}

/** Adds a job for each place whose issue is due, or not yet delivered. */
export async function enqueueDue({
  store,
  queue,
  clock,
}: Pick<JobDeps, 'store' | 'queue' | 'clock'>): Promise<void> {
  const now = clock.now();
  const due = await store.duePlaces(now, placesAtOnce);
  const open = await store.placesToDeliver(now, placesAtOnce);
  const keys = new Set([...due.map(({ place }) => place), ...open].map(placeKey));
  if (keys.size > 0) await queue.addMany([...keys].map(placeJob));
}

async function enqueueAmendments({
  store,
  queue,
  clock,
}: Pick<JobDeps, 'store' | 'queue' | 'clock'>): Promise<void> {
  const due = await store.dueAmendments(clock.now(), 1);
  if (due.length > 0 || (await store.areSavesChangesDue(clock.now())))
    await queue.add({ name: amendJob, id: amendJob });
}

/** The queue drops a job with the id of one that waits or runs, so a place never has two, whatever their dates. */
const placeJob = (key: string): NewJob => ({ name: issueJob, id: key, data: { place: key } });

/** Plans the due issue of a place, and posts its open issues, the oldest first. When one fails, the later ones wait. */
export async function runPlace(place: Place, deps: PlanDeps & DeliverDeps): Promise<void> {
  await planDueIssue(place, deps);
  const now = deps.clock.now();
  const [state, subscriptions, issues] = await Promise.all([
    deps.store.place(place),
    deps.store.subscriptions(place),
    deps.store.openIssues(place, now),
  ]);
  if (state === undefined || state.stopped !== undefined || subscriptions.length === 0) return;
  for (const issue of issues) {
    if (isHeldBack(issue, state.schedule, now) || (await deliverIssue(issue, deps)) !== 'done') return;
  }
}

/** An issue whose day was paused or skipped after it was planned waits for the next day that is not. */
function isHeldBack(
  { localDate, plannedAt }: Pick<Issue, 'localDate' | 'plannedAt'>,
  schedule: Schedule,
  now: number,
): boolean {
  const everyWeek = { ...schedule, days: everyDay };
  if (isActive(everyWeek, localDate) && isActive(everyWeek, dateAt(schedule.zone, now))) return false;
  return (nextOccurrence(schedule, plannedAt)?.at ?? Number.POSITIVE_INFINITY) > now;
}

/** Places whose digest has been due for so many milliseconds, of platforms that this process is connected to. */
export async function overduePlaces(
  ms: number,
  limit: number,
  { store, clock, messengerOf }: Pick<DeliverDeps, 'store' | 'clock' | 'messengerOf'>,
): Promise<Place[]> {
  const now = clock.now();
  const late = (await store.overdue(now - ms, limit)).filter(
    ({ place, schedule, issue }) =>
      messengerOf(place.platform) !== undefined && !(issue && isHeldBack(issue, schedule, now)),
  );
  return [...new Map(late.map(({ place }) => [placeKey(place), place])).values()];
}
