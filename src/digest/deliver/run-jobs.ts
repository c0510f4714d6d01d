import { StoreError } from '../../errors.ts';
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
/** Plans and delivers the issues of a page of places. */
const pageJob = 'issues';
/** The same for one place, as earlier versions added it. */
const issueJob = 'issue';
/** Amends posted messages. */
const amendJob = 'correct';

/** Milliseconds between two ticks. */
export const tickMs = 15_000;
/**
 * Places of one job. The queue takes a transaction for each job, and a page's places ask the database together. Few, so that
 * processes share what is due, and a place that has to wait holds up few others.
 */
const placesOfPage = 8;
/** Places enqueued by one tick. The others follow with the next one. */
const placesAtOnce = 5_000;
/** How long a place is kept whose channel is gone: the channel may come back, and `digest resume` restores the place. */
const goneKeptMs = 30 * 24 * 60 * 60_000;

/** What the jobs that post digests need. */
export type JobDeps = PlanDeps &
  DeliverDeps & {
    readonly queue: Queue;
    /** Names what is logged in the work for a place. Default: it has no name. */
    readonly inContext?: <Result>(context: { readonly job: string }, work: () => Result) => Result;
  };

/** Looks at the calendar and the amendments, and adds jobs for what is due. */
export async function runTick(deps: Pick<JobDeps, 'store' | 'queue' | 'clock'>): Promise<void> {
  await deps.store.retryWhereAnswered(deps.clock.now());
  await enqueueDue(deps);
  await enqueueAmendments(deps);
}

/** How long a link to a paper that was previewed is known, after the last one. */
const linkKeptMs = 365 * 24 * 60 * 60_000;

/** Milliseconds between two looks at what is over. */
export const tidyMs = 5 * 60_000;

/** Forgets what a clock wrote that was ahead, places whose channel is long gone, and links that nobody shared for a year. */
export async function runTidy({ store, clock }: Pick<JobDeps, 'store' | 'clock'>): Promise<void> {
  await store.forgetFuture(clock.now());
  await store.removeGone(clock.now() - goneKeptMs);
  await store.forgetSharedLinks(clock.now() - linkKeptMs);
}

/** Runs one job. Any job may run twice: the second run finds nothing to do in the ledger. */
export async function runJob(job: Job, deps: JobDeps): Promise<void> {
  switch (job.name) {
    case amendJob:
      await amendPosts(deps);
      return showSaves(deps);
    case pageJob:
      return runPage(placesOf(job.id), deps);
    case issueJob:
      return runPlace(parsePlace((job.data as { place: string }).place), deps);
    default:
      deps.logger.warn({ job: job.name }, 'a job of an unknown name was left alone');
  }
}

/** Adds jobs for the places whose issue is due, or not yet delivered, and that no job has yet. */
export async function enqueueDue({
  store,
  queue,
  clock,
}: Pick<JobDeps, 'store' | 'queue' | 'clock'>): Promise<void> {
  const now = clock.now();
  const due = await store.duePlaces(now, placesAtOnce);
  const open = await store.placesToDeliver(now, placesAtOnce);
  const keys = new Set([...due.map(({ place }) => place), ...open].map(placeKey));
  if (keys.size === 0) return;
  for (const key of (await queue.pending()).flatMap(placesOf)) keys.delete(key);
  await queue.addMany(pagesOf([...keys]).map(toJob));
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

const pagesOf = (keys: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(keys.length / placesOfPage) }, (_, page) =>
    keys.slice(page * placesOfPage, (page + 1) * placesOfPage),
  );

/** The id names the places: so a tick knows them without reading the jobs, and a page is never in the queue twice. */
const toJob = (keys: readonly string[]): NewJob => ({ name: pageJob, id: [pageJob, ...keys].join(' ') });

/** The keys of the places of a page; none for the id of another job. */
function placesOf(id: string): readonly string[] {
  const [name, ...keys] = id.split(' ');
  return name === pageJob ? keys : [];
}

/** Runs every place, whatever becomes of the others, then throws what one of them threw: an outage before anything else. */
async function runPage(keys: readonly string[], deps: JobDeps): Promise<void> {
  const { logger, inContext = (_, work) => work() } = deps;
  const runs = keys.map((key) => inContext({ job: key }, async () => runPlace(parsePlace(key), deps)));
  const problems = (await Promise.allSettled(runs)).flatMap((run, i) =>
    run.status === 'fulfilled' ? [] : [{ place: keys[i], err: run.reason as unknown }],
  );
  for (const problem of problems)
    if (!(problem.err instanceof StoreError)) logger.warn(problem, 'a digest failed, and is tried again');
  const first = problems.find(({ err }) => err instanceof StoreError) ?? problems[0];
  if (first !== undefined) throw first.err;
}

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
