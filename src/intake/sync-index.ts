import type { Clock, Logger } from '../ports/clock-and-logger.ts';
import type { PaperIndex } from '../ports/index.ts';
import type { IntakeStore, PaperChange } from '../ports/store/intake.ts';
import { createInOrder } from '../time/in-order.ts';

export interface IndexSync {
  /**
   * Brings everything that is stored now into the index.
   * @returns how many papers were new, changed or gone
   * @throws what the store throws. The index keeps what it got before, and the next call goes on from there.
   */
  catchUp(): Promise<number>;
  /**
   * Does so every `everyMs` from now on, also after a failure. Does not keep the process alive.
   * @returns true once everything that was stored at the start is in the index; false if it is stopped before
   */
  start(): Promise<boolean>;
  /** Stops. A running round ends first, after its current chunk. */
  stop(): Promise<void>;
}

export interface IndexSyncOptions {
  readonly store: Pick<IntakeStore, 'changedPapers'>;
  readonly index: Pick<PaperIndex, 'put' | 'remove'>;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** Milliseconds between rounds: how soon this process finds a paper that another process has stored. */
  readonly everyMs?: number;
  /** Called after the index has changed. */
  readonly onChange?: () => void;
}

/** Changes read at a time: a few megabytes. */
const chunk = 1_000;

/** Keeps the index of this process in step with the store, from the first revision on. */
export function createIndexSync(options: IndexSyncOptions): IndexSync {
  const { store, index, logger, clock = Date, everyMs = 2_000, onChange } = options;
  let revision = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = 0;
  const inOrder = createInOrder();
  let failingSince: number | undefined;
  let giveWhole = (_isWhole: boolean) => {};
  const whole = new Promise<boolean>((resolve) => {
    giveWhole = resolve;
  });

  async function round(): Promise<number> {
    let brought = 0;
    while (!stopped) {
      const changes = await store.changedPapers(revision, chunk);
      await apply(changes, index);
      revision = changes.at(-1)?.revision ?? revision;
      brought += changes.length;
      if (changes.length > 0) onChange?.();
      if (changes.length < chunk) break;
    }
    return brought;
  }

  /** A new round, after the running one: that may have read before the latest change. */
  function catchUp(): Promise<number> {
    running++;
    return inOrder(round).finally(() => {
      running--;
    });
  }

  async function look(): Promise<void> {
    if (running > 0) return;
    try {
      await catchUp();
      giveWhole(!stopped);
      if (failingSince === undefined) return;
      logger.info({ ms: clock.now() - failingSince }, 'changed papers can be read again');
      failingSince = undefined;
    } catch (error) {
      if (failingSince !== undefined) return;
      failingSince = clock.now();
      logger.warn({ err: error }, 'changed papers cannot be read, trying again');
    }
  }

  return {
    catchUp,
    start() {
      if (!stopped) timer ??= setInterval(look, everyMs).unref();
      void look();
      return whole;
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      giveWhole(false);
      await inOrder(async () => {});
    },
  };
}

/** Applies changes in their order, papers that follow each other in one call. */
async function apply(
  changes: readonly PaperChange[],
  index: Pick<PaperIndex, 'put' | 'remove'>,
): Promise<void> {
  let papers: NonNullable<PaperChange['paper']>[] = [];
  for (const { id, paper, becameId } of changes) {
    if (paper !== undefined) {
      papers.push(paper);
      continue;
    }
    await index.put(papers);
    papers = [];
    await index.remove(id, becameId);
  }
  await index.put(papers);
}
