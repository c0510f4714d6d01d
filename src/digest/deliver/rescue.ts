import { StoreError } from '../../errors.ts';
import type { Queue } from '../../ports/queue.ts';
import { type Place, placeKey } from '../../topics/place.ts';
import type { PlanDeps } from '../plan/plan.ts';
import type { DeliverDeps } from './deliver.ts';
import { overduePlaces, runPlace } from './run-jobs.ts';

/** Milliseconds for which a due digest may lie when the queue has nothing to run, or cannot be reached. */
const emptyMs = 30_000;
/** The same for a queue that has jobs, of which this process gets none: another process may be at work. */
const silentMs = 90_000;
/** Places in one go. */
const placesAtOnce = 500;
/** Digests at a time. */
const concurrency = 4;

type RescueDeps = PlanDeps &
  DeliverDeps & {
    readonly queue: Pick<Queue, 'pending'>;
    /** Whether a job ran in this process lately. */
    readonly isBusy: () => boolean;
    readonly stopping: AbortSignal;
  };

/**
 * Runs digests without the queue, when they have been due for a while and the queue does not run them: it cannot be
 * reached, has lost its jobs, or has no memory for them. The ledger sees to it that nothing is posted twice.
 */
export async function rescueDigests(deps: RescueDeps): Promise<void> {
  const mayRun = await hasJobs(deps.queue);
  if (mayRun && deps.isBusy()) return;
  const places = await overduePlaces(mayRun ? silentMs : emptyMs, placesAtOnce, deps);
  if (places.length === 0) return;
  deps.logger.warn(
    { places: places.length },
    'the queue does not run digests that are due: they are run without it',
  );
  const waiting = [...places];
  await Promise.all(Array.from({ length: concurrency }, () => runAll(waiting, deps)));
}

async function runAll(waiting: Place[], deps: RescueDeps): Promise<void> {
  for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
    if (deps.stopping.aborted) return;
    try {
      await runPlace(place, deps);
    } catch (err) {
      // An outage fails every place.
      if (err instanceof StoreError) throw err;
      deps.logger.warn({ place: placeKey(place), err }, 'a digest failed, and is tried again');
    }
    // Other processes leave the rest to this one.
    await deps.store.claimBeat('rescue', deps.clock.now(), 0);
  }
}

/** False also for a queue that does not answer, or has lost the jobs of which it has the ids. */
const hasJobs = async (queue: RescueDeps['queue']): Promise<boolean> =>
  (await queue.pending().catch(() => [])).length > 0;
