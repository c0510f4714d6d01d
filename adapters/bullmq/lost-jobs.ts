import type { Queue as BullQueue } from 'bullmq';

/** Jobs looked at in one go. The longest waiting come first, so the others follow. */
const lookedAt = 200;
/** Milliseconds after which a job that is still wanted is looked at. */
const wantedMs = 30_000;

/**
 * Removes jobs that the queue remembers but has in no list, so that they would never run, and would keep others of their id
 * out. Redis gets into this state when it evicts keys for want of memory.
 * @param ids of jobs that are wanted, the longest waiting first
 * @returns how many were removed
 */
export async function removeLostJobs(queue: BullQueue, ids: readonly string[]): Promise<number> {
  const removed = await Promise.all(ids.slice(0, lookedAt).map((id) => removeIfLost(queue, id)));
  return removed.filter(Boolean).length;
}

/** The ids without those whose data Redis has evicted while they are still in a list: nothing would run for them. */
export async function withoutEvicted(queue: BullQueue, ids: readonly string[]): Promise<readonly string[]> {
  const jobs = await Promise.all(ids.map((id) => queue.getJob(id)));
  return ids.filter((_, at) => jobs[at] !== undefined);
}

async function removeIfLost(queue: BullQueue, id: string): Promise<boolean> {
  const job = await queue.getJob(id);
  if (job === undefined || Date.now() - job.timestamp < wantedMs) return false;
  if ((await queue.getJobState(id)) !== 'unknown') return false;
  // 0 for a job that a worker is running.
  return (await queue.remove(id)) === 1;
}
