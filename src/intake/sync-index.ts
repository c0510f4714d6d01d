import type { Clock, Logger } from '../ports/clock-and-logger.ts';
import type { PaperIndex } from '../ports/index.ts';
import type { IntakeStore, PaperChange } from '../ports/store/intake.ts';

export interface IndexSync {
  /**
   * Brings into the index what is stored now. Returns how many papers were new, changed or gone.
   * @throws what the store throws; what was brought in before stays, and the next call goes on from there
   */
  catchUp(): Promise<number>;
  /**
   * From now on, without being asked; a round that fails is made again. Does not keep the process alive.
   * @returns once all that was stored at first is in the index: true; false when it is stopped before
   */
  start(): Promise<boolean>;
  /** No more; a round that is running ends first, early. */
  stop(): Promise<void>;
}

export interface IndexSyncOptions {
  readonly store: Pick<IntakeStore, 'changedPapers'>;
  readonly index: Pick<PaperIndex, 'put' | 'remove'>;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** A paper that any process has stored is found in this one after that long, and the time that reading it takes. */
  readonly everyMs?: number;
  /** Called after papers have come, changed or gone in the index. */
  readonly onChange?: () => void;
}

/** Changes read at a time: some megabytes. */
const chunk = 1_000;

/** Keeps this process's index like the store, which every process writes to. It starts from the first revision. */
export function createIndexSync(options: IndexSyncOptions): IndexSync {
  const { store, index, logger, clock = Date, everyMs = 2_000, onChange } = options;
  let revision = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = 0;
  let last: Promise<unknown> = Promise.resolve();
  let failingSince: number | undefined;
  const whole = createAnswer<boolean>();

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

  /** One round at a time: a round that was running may have looked before the latest change. */
  function catchUp(): Promise<number> {
    running++;
    const made = last.then(round).finally(() => {
      running--;
    });
    last = made.catch(() => {});
    return made;
  }

  async function look(): Promise<void> {
    if (running > 0) return;
    try {
      await catchUp();
      whole.give(!stopped);
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
      return whole.given;
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await last;
      whole.give(false);
    },
  };
}

/** An answer that is given later; the first one counts. */
function createAnswer<Answer>() {
  let give = (_answer: Answer) => {};
  const given = new Promise<Answer>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

/** In their order; papers that follow each other are put in together. */
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
