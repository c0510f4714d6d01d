import { isDeepStrictEqual } from 'node:util';
import type { Clock, Logger } from '../ports/clock-and-logger.ts';
import type { IndexSnapshots, OpenedSnapshot, PaperIndex } from '../ports/index.ts';
import type { IntakeStore, PaperChange } from '../ports/store/intake.ts';
import { createInOrder } from '../time/in-order.ts';

/** Keeps the index equal to the stored papers. */
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

/** What the index is kept equal to. */
export interface IndexSyncOptions {
  readonly store: Pick<IntakeStore, 'changedPapers'>;
  readonly index: Pick<PaperIndex, 'put' | 'remove'>;
  /** Where the index is kept between starts. Default: nowhere, and it is read from the store at each start. */
  readonly snapshots?: IndexSnapshots;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** Milliseconds between rounds: how soon this process finds a paper that another process has stored. */
  readonly everyMs?: number;
  /** Called after the index has changed. */
  readonly onChange?: () => void;
}

/** Changes read at a time: a few megabytes. */
const chunk = 1_000;

/**
 * A snapshot is written after so many changes, or the fiftieth part of all that there were: reading them from the store
 * takes less than writing it.
 */
const changesOfSnapshot = 2_000;
const shareOfSnapshot = 1 / 50;

/** Keeps the index of this process in step with the store, from the first revision or that of a snapshot on. */
export function createIndexSync(options: IndexSyncOptions): IndexSync {
  const { store, index, logger, clock = Date, everyMs = 2_000, onChange } = options;
  let snapshots = options.snapshots;
  let revision = 0;
  /** Changes that the last snapshot does not hold. */
  let unsaved = 0;
  let begun = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = 0;
  const inOrder = createInOrder();
  let saving: Promise<void> | undefined;
  let failingSince: number | undefined;
  let giveWhole = (_isWhole: boolean) => {};
  const whole = new Promise<boolean>((resolve) => {
    giveWhole = resolve;
  });

  /** Begins with the snapshot, if it fits the store. A snapshot only saves time, so trouble with it is logged and no more. */
  async function begin(): Promise<void> {
    const found = await snapshots?.open().catch(withoutSnapshots);
    if (found === undefined) return;
    const fits = await isOfStore(found, store).catch((error: unknown) => {
      found.close();
      throw error;
    });
    if (!fits) return found.close();
    found.use();
    revision = found.revision;
    onChange?.();
  }

  function withoutSnapshots(error: unknown): undefined {
    logger.warn(
      { err: error },
      'the index cannot be kept on disk, and is read from the store at the next start',
    );
    snapshots = undefined;
  }

  function save(): void {
    const due = Math.max(changesOfSnapshot, shareOfSnapshot * revision);
    if (unsaved < due || snapshots === undefined) return;
    unsaved = 0;
    saving = snapshots.save(revision).catch(withoutSnapshots);
  }

  async function round(): Promise<number> {
    if (!begun) await begin();
    begun = true;
    let brought = 0;
    while (!stopped) {
      const changes = await store.changedPapers(revision, chunk);
      await apply(changes, index);
      revision = changes.at(-1)?.revision ?? revision;
      brought += changes.length;
      unsaved += changes.length;
      if (changes.length > 0) onChange?.();
      if (changes.length < chunk) break;
    }
    // Not while many come, as in an import.
    if (!stopped && brought < chunk) save();
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
      await saving;
    },
  };
}

/** Changes that are compared: the last ones that a snapshot holds. */
const compared = 50;

/**
 * Whether a snapshot is of this store as it is now: the store has as many changes, at least one of the last changes
 * that the snapshot holds is there, and all of them are alike. After a restored backup other changes have the same numbers.
 */
async function isOfStore(
  snapshot: OpenedSnapshot,
  store: Pick<IntakeStore, 'changedPapers'>,
): Promise<boolean> {
  const changes = await store.changedPapers(Math.max(0, snapshot.revision - compared), compared);
  const held = changes.filter(({ revision }) => revision <= snapshot.revision);
  const [last] = await store.changedPapers(snapshot.revision - 1, 1);
  return (
    last !== undefined &&
    held.length > 0 &&
    held.every(({ id, paper }) =>
      paper === undefined ? snapshot.paper(id)?.id !== id : isDeepStrictEqual(snapshot.paper(id), paper),
    )
  );
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
