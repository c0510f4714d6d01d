import type { Clock } from '../../ports/clock-and-logger.ts';
import type { Job, NewJob, Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store/store.ts';
import { type Place, parsePlace, placeKey } from '../../topics/place.ts';
import { amendPosts } from '../amend-posts.ts';
import { type PlanDeps, planDueIssue } from '../plan/plan.ts';
import { type DeliverDeps, deliverIssue } from './deliver.ts';

export const tickJob = 'tick';
export const issueJob = 'issue';
/** Amends posted messages. The name is stored in queues, so it stays. */
export const amendJob = 'correct';
/** Milliseconds between two looks at the calendar. */
export const tickMs = 60_000;
/** Places enqueued at a time; the rest follows a minute later. */
const placesAtOnce = 5_000;

export type JobDeps = PlanDeps & DeliverDeps & { readonly queue: Queue };

/** Does one job. Any job may run twice: the ledger makes the second run find nothing to do. */
export async function runJob(job: Job, deps: JobDeps): Promise<void> {
  switch (job.name) {
    case tickJob:
      await enqueueDue(deps);
      await enqueueAmendments(deps);
      await deps.store.removeGone(deps.clock.now() - goneKeptMs);
      return;
    case amendJob:
      return amendPosts(deps);
    case issueJob:
      return runPlace(parsePlace((job.data as { place: string }).place), deps);
    default:
      deps.logger.warn({ job: job.name }, 'a job of an unknown name was left alone');
  }
}

/** Milliseconds for which a place that is gone for good is kept: a channel may come back, and `digest resume` restores it. */
const goneKeptMs = 30 * 24 * 60 * 60_000;

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
  for (const place of [...due.map((state) => state.place), ...open])
    jobs.set(placeKey(place), placeJob(place));
  if (jobs.size > 0) await queue.addMany([...jobs.values()]);
}

async function enqueueAmendments({ store, queue, clock }: JobDeps): Promise<void> {
  const waiting = await store.dueAmendments(clock.now(), 1);
  if (waiting.length > 0) await queue.add({ name: amendJob, id: amendJob });
}

/** The id keeps a second job of a place out of the queue while one waits or runs. */
const placeJob = (place: Place): NewJob => ({
  name: issueJob,
  id: placeKey(place),
  data: { place: placeKey(place) },
});

/** Writes the issue that is due in a place, and posts its issues, the oldest first. When one fails, the later ones wait. */
export async function runPlace(place: Place, deps: PlanDeps & DeliverDeps): Promise<void> {
  await planDueIssue(place, deps);
  const state = await deps.store.place(place);
  if (state === undefined || state.stopped !== undefined) return;
  for (const issue of await deps.store.openIssues(place, deps.clock.now()))
    if (!(await deliverIssue(issue, deps))) return;
}
