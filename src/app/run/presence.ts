import { randomUUID } from 'node:crypto';
import type { Logger } from '../../ports/clock-and-logger.ts';
import type { ProcessReport, ProcessStore } from '../../ports/store/processes.ts';
import { aborted } from '../../time/deadline.ts';

interface PresenceOptions {
  readonly store: ProcessStore;
  readonly report: Omit<ProcessReport, 'id'>;
  readonly logger: Logger;
  /** Another process connected to a gateway of ours, because this one did not say for a while that it lives. */
  readonly onLost: (gateway: string) => void;
  /** Milliseconds between two reports, and after which a process without one counts as dead. */
  readonly everyMs?: number;
  readonly silentMs?: number;
}

/** See `createPresence`. */
export type Presence = ReturnType<typeof createPresence>;

/**
 * Knows the processes on the same database. Of those that would connect to a gateway, which sends everything to everybody,
 * the oldest one does, and the next one when that ends. While the database cannot be reached, everything stays as it is.
 */
export function createPresence(options: PresenceOptions) {
  const { store, logger, onLost, everyMs = 10_000, silentMs = 30_000 } = options;
  const report: ProcessReport = { id: randomUUID(), ...options.report };
  const waiting = new Map<string, () => void>();
  const held = new Set<string>();
  let living: readonly ProcessReport[] = [report];
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const leads = (gateway: string) =>
    living.find(({ gateways }) => gateways.includes(gateway))?.id === report.id;

  async function look(): Promise<void> {
    try {
      living = await store.reportProcess(report, silentMs);
    } catch {
      // The database says itself that it cannot be reached.
      return;
    }
    for (const [gateway, lead] of waiting) if (leads(gateway)) lead();
    for (const gateway of held)
      if (!leads(gateway)) {
        held.delete(gateway);
        logger.error({ gateway }, 'another process has taken over the connection, so this one ends');
        onLost(gateway);
      }
  }

  return {
    /** @throws never; the first report may fail */
    async start(): Promise<void> {
      await look();
      const again = async () => {
        await look();
        if (!isStopped) timer = setTimeout(again, everyMs).unref();
      };
      if (!isStopped) timer = setTimeout(again, everyMs).unref();
    },
    /** Whether it is this process's turn to connect. */
    leads,
    /** Resolves when it is this process's turn to connect, or when the signal is aborted. */
    async lead(gateway: string, stopping: AbortSignal): Promise<void> {
      if (!leads(gateway)) {
        logger.warn(
          { gateway },
          'another process on this database is connected: this one takes over when that one ends',
        );
        const turn = new Promise<void>((resolve) => waiting.set(gateway, resolve));
        await Promise.race([turn, aborted(stopping)]);
        waiting.delete(gateway);
      }
      if (!stopping.aborted) held.add(gateway);
    },
    /** How many processes post, this one among them if it does; at least 1. */
    posting: () => Math.max(1, living.filter(({ posts }) => posts).length),
    async stop(): Promise<void> {
      isStopped = true;
      clearTimeout(timer);
      await store.forgetProcess(report.id).catch(() => {});
    },
  };
}
