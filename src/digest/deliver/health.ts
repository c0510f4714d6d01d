import { defined } from '../../defined.ts';
import type { DeliverDeps } from './deliver.ts';
import { overduePlaces } from './run-jobs.ts';

/** Milliseconds after which a missing tick, or a digest that nothing has begun, is trouble. */
export const lateMs = 3 * 60_000;
/** Overdue places are counted up to here. */
const countedAtMost = 1_000;

/** Whether digests go out as they should. */
export interface Health {
  readonly isHealthy: boolean;
  /** When due digests were last looked for, in milliseconds since 1970; absent before the first time. */
  readonly lastTickAt?: number;
  /** Milliseconds since then. */
  readonly tickAgeMs?: number;
  /** Places whose digest, or its next try, has been due for three minutes: 1,000 at most are counted. */
  readonly overdue: number;
}

/** Counts the places of platforms that this process is connected to. @throws Error when the database fails */
export async function readHealth(
  deps: Pick<DeliverDeps, 'store' | 'clock' | 'messengerOf'>,
): Promise<Health> {
  const { store, clock } = deps;
  const now = clock.now();
  const lastTickAt = await store.lastBeat('tick');
  const overdue = (await overduePlaces(lateMs, countedAtMost, deps)).length;
  const tickAgeMs = lastTickAt === undefined ? undefined : Math.max(0, now - lastTickAt);
  return {
    isHealthy: overdue === 0 && (tickAgeMs === undefined || tickAgeMs <= lateMs),
    ...defined({ lastTickAt, tickAgeMs }),
    overdue,
  };
}
