import type { Clock, Job, NewJob, Queue, Store } from '../ports.ts';
import { type Place, parsePlace, placeKey } from '../topics/place.ts';
import { dateAt } from '../topics/wall-clock.ts';
import { type DeliverDeps, deliverIssue } from './deliver-issue.ts';
import { partKey } from './part-key.ts';
import { type PlanDeps, planDueIssue } from './plan-issue.ts';

export const tickJob = 'tick';
export const issueJob = 'issue';
/** The calendar is looked at so often. */
export const tickMs = 60_000;
/** Places enqueued in one look; the rest follows a minute later. */
const placesAtOnce = 5_000;

export type JobDeps = PlanDeps & DeliverDeps & { readonly queue: Queue };

/** Does one job. Any job may run twice: the ledger makes the second run find nothing to do. */
export async function runJob(job: Job, deps: JobDeps): Promise<void> {
  switch (job.name) {
    case tickJob:
      return enqueueDue(deps);
    case issueJob:
      return runPlace(parsePlace((job.data as { place: string }).place), deps);
    default:
      deps.logger.warn({ job: job.name }, 'a job of an unknown name was left alone');
  }
}

/** Finds the places whose issue is due or not yet delivered, and makes a job of each. */
export async function enqueueDue({
  store,
  queue,
  clock,
}: {
  store: Store;
  queue: Queue;
  clock: Clock;
}): Promise<void> {
  const now = clock.now();
  const due = await store.duePlaces(now, placesAtOnce);
  const open = await store.placesToDeliver(now, placesAtOnce);
  const jobs = new Map<string, NewJob>();
  for (const { place, schedule } of due)
    jobs.set(placeKey(place), placeJob(place, dateAt(schedule.zone, now)));
  for (const place of open)
    if (!jobs.has(placeKey(place))) jobs.set(placeKey(place), placeJob(place, 'open'));
  if (jobs.size > 0) await queue.addMany([...jobs.values()]);
}

/** While a job of a place and date waits or runs, another one is left out. */
const placeJob = (place: Place, date: string): NewJob => ({
  name: issueJob,
  id: partKey(place, date, 0),
  data: { place: placeKey(place) },
});

/** Writes what is due in a place, and posts what is written, the oldest first. */
export async function runPlace(place: Place, deps: PlanDeps & DeliverDeps): Promise<void> {
  await planDueIssue(place, deps);
  const state = await deps.store.place(place);
  if (state === undefined || state.stopped !== undefined) return;
  for (const issue of await deps.store.openIssues(place, deps.clock.now())) await deliverIssue(issue, deps);
}
