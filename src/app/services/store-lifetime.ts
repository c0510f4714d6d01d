import type { Services } from '../../commands/services.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import { defined } from '../../defined.ts';
import { StoreError } from '../../errors.ts';
import { createIndexSync, type IndexSync } from '../../intake/sync-index.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Embedder } from '../../ports/embedder.ts';
import type { IndexExtent, IndexSnapshots, PaperIndex } from '../../ports/index.ts';
import type { Messenger } from '../../ports/messenger.ts';
import type { Queue } from '../../ports/queue.ts';
import type { ReadFigures } from '../../ports/store/figures.ts';
import type { ProcessStore } from '../../ports/store/processes.ts';
import type { Store } from '../../ports/store/store.ts';
import { createVectorKeeper, type VectorKeeper } from '../../search/vectors/keep-vectors.ts';
import { settlesWithin, unlessAborted } from '../../time/deadline.ts';
import { queueStopMs } from '../stopping.ts';
import { composeServices } from './compose-services.ts';
import type { FeedSource } from './jobs.ts';

type State = 'closed' | 'opening' | 'reading' | 'whole' | 'working' | 'closing';
type Event = 'open' | 'opened' | 'failed' | 'filled' | 'jobs run' | 'close';

/**
 * The store's lifetime in one process. An event that is not in a state's row is ignored there.
 *
 * | state   | meaning                                               | events and next states                           |
 * |---------|-------------------------------------------------------|--------------------------------------------------|
 * | closed  | nothing is open yet, or opening has failed            | open → opening, close → closing                  |
 * | opening | the database is being opened, the seeds are stored    | opened → reading, failed → closed, close → closing |
 * | reading | stored papers are being put into the index            | filled → whole, failed → closed, close → closing |
 * | whole   | the index holds all stored papers                     | jobs run → working, close → closing              |
 * | working | jobs read feeds and post digests as they are due      | close → closing                                  |
 * | closing | running jobs end, then the database closes; for good  |                                                  |
 */
const transitions: Readonly<Record<State, Partial<Record<Event, State>>>> = {
  closed: { open: 'opening', close: 'closing' },
  opening: { opened: 'reading', failed: 'closed', close: 'closing' },
  reading: { filled: 'whole', failed: 'closed', close: 'closing' },
  whole: { 'jobs run': 'working', close: 'closing' },
  working: { close: 'closing' },
  closing: {},
};

/** Where papers, places and jobs are kept. */
export interface StoreSource {
  /** True for a database in the data folder, which one process at a time can open. */
  readonly isEmbedded: boolean;
  /** True when nothing was stored as the process started. */
  readonly isNew: boolean;
  /** The file in which the index is kept between starts. Default: it is read from the store at each start. */
  readonly indexFile?: string;
  /** @throws Error saying what is wrong, without a password; or the reason of `stopping`, which ends all waiting */
  open(stopping: AbortSignal): Promise<OpenStore>;
}

/** A store that is open, and what is read beside it. */
export interface OpenStore {
  readonly store: Store;
  readonly figures: ReadFigures;
  /** Undefined where no other process can open the store. */
  readonly processes?: ProcessStore;
  /** @throws Error saying what cannot be reached, without a password; or the reason of `stopping` */
  openQueue(): Promise<Queue>;
  /** To be called after the queue has stopped. */
  close(): Promise<void>;
}

/** What the store's lifetime is made with. */
export interface StoreLifetimeOptions {
  readonly source: StoreSource;
  readonly corpus: Corpus;
  readonly index: PaperIndex;
  /** Where the index is kept between starts. Default: nowhere. */
  readonly snapshots?: IndexSnapshots;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly messengerOf: (platform: string) => Messenger | undefined;
  /** Where new papers come from. Default: from nowhere. */
  readonly feeds?: FeedSource;
  /** Embeds the papers of the index, and is closed with the store. Default: they have no vectors. */
  readonly embedder?: Embedder;
  /** See `Services`. */
  readonly publicUrl?: string;
  /**
   * Milliseconds for which opening waits for the index to fill. After that the index fills in the background, and failures
   * are retried. Default: opening waits until the index is whole, and fails when stored papers cannot be read.
   */
  readonly indexWaitMs?: number;
}

/** The store, from closed to open to closed; the states are named in the table above. */
export interface StoreLifetime {
  readonly state: State;
  /** Opens the store unless it is open, also after a failure. @throws StoreError saying what is wrong, without a password */
  open(): Promise<Services>;
  /** What the index holds once the store is open. Does not open a store in which nothing was stored as the process started. */
  extent(): Promise<IndexExtent>;
  /**
   * Opens the store and, once the index holds all stored papers, reads feeds and posts digests as they are due. Called
   * again, it starts nothing more.
   * @returns false when it was closed before any job ran
   * @throws what opening the store, the queue or the feeds throws; nothing runs then
   */
  startJobs(): Promise<boolean>;
  /** Counts digests. @throws StoreError when the store cannot be opened; Error when the database fails */
  readonly figures: ReadFigures;
  /** The processes on the same store; undefined where there can be no other. @throws StoreError when the store cannot be opened */
  processes(): Promise<ProcessStore | undefined>;
  /** How many jobs wait or run; undefined while none are run here. @throws Error after 15 s at most when the queue does not answer */
  jobs(): Promise<number | undefined>;
  /** Waits at most 10 s for running jobs, then closes the store, whatever the state is. */
  close(): Promise<void>;
}

interface Opened extends OpenStore {
  readonly services: Services;
  /** Settles when the index holds all stored papers, or never will because of `close`. */
  readonly filled: Promise<unknown>;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Milliseconds for which one process embeds, and the others only load what it has made. */
const embedClaimMs = 60_000;

/** Milliseconds to wait for papers that are on their way into the index: the database may hang. */
const syncStopMs = 2_000;

/** Nothing is opened before somebody asks. See `StoreLifetime`. */
export function createStoreLifetime(options: StoreLifetimeOptions): StoreLifetime {
  const { source, corpus, index, clock, logger, feeds, embedder, indexWaitMs } = options;
  const stopping = new AbortController();
  let state: State = 'closed';
  let opening: Promise<Opened> | undefined;
  let sync: IndexSync | undefined;
  let keeper: VectorKeeper | undefined;
  let jobs: Promise<Queue | undefined> | undefined;
  let closing: Promise<void> | undefined;

  /** @returns false when the event is ignored in this state */
  function on(event: Event): boolean {
    const next = transitions[state][event];
    state = next ?? state;
    return next !== undefined;
  }

  function open(): Promise<Opened> {
    if (on('open')) opening = openOnce();
    return opening ?? Promise.reject(new StoreError('Paperboy is stopping.'));
  }

  async function openOnce(): Promise<Opened> {
    let store: OpenStore | undefined;
    try {
      store = await source.open(stopping.signal);
      stopping.signal.throwIfAborted();
      // The seeds come before all other papers, so that they keep their ids.
      await unlessAborted(stopping.signal, store.store.addPapers(corpus.papers, clock.now()));
      const services = composeServices(store.store, { ...options, stopping: stopping.signal });
      const onChange = services.matchesCache.forget;
      sync = createIndexSync({ ...services, onChange, ...defined({ snapshots: options.snapshots }) });
      if (!on('opened')) throw stopping.signal.reason;
      if (indexWaitMs === undefined) {
        await unlessAborted(stopping.signal, sync.catchUp());
        on('filled');
      }
      const filled = sync.start().then((isWhole) => isWhole && on('filled'));
      keeper = keeperOf(store.store);
      void filled
        .then(() => keeper?.load())
        .catch((err) => stopping.signal.aborted || logger.warn({ err }, 'vectors cannot be read'));
      if (indexWaitMs !== undefined) await settlesWithin(indexWaitMs, filled);
      return { ...store, services, filled };
    } catch (error) {
      await settlesWithin(syncStopMs, sync?.stop());
      await store?.close();
      on('failed');
      throw error instanceof StoreError ? error : new StoreError(messageOf(error), { cause: error });
    }
  }

  function keeperOf(store: Store): VectorKeeper | undefined {
    if (embedder === undefined) return undefined;
    let claimedUntil = 0;
    const mayEmbed = async () => {
      const now = clock.now();
      if (now >= claimedUntil && (await store.claimBeat('embed', now, embedClaimMs)))
        claimedUntil = now + embedClaimMs;
      return now < claimedUntil;
    };
    return createVectorKeeper({ index, embedder, store, mayEmbed });
  }

  async function runJobs(): Promise<Queue | undefined> {
    const { services, openQueue, filled } = await open();
    // Digests choose from all papers.
    await filled;
    if (state !== 'whole') return undefined;
    const { startJobs } = await import('./jobs.ts');
    const queue = await startJobs({ services, feeds, openQueue, stopping: stopping.signal });
    on('jobs run');
    keeper?.start(logger);
    return queue;
  }

  async function end(): Promise<void> {
    on('close');
    stopping.abort(new Error('Paperboy is stopping.'));
    keeper?.stop();
    await settlesWithin(syncStopMs, embedder?.close());
    await settlesWithin(syncStopMs, sync?.stop());
    const opened = await opening?.catch(() => undefined);
    // A queue that is about to start must not outlive its database.
    await (await jobs?.catch(() => undefined))?.stop(queueStopMs);
    await opened?.close();
  }

  return {
    get state() {
      return state;
    },
    open: async () => (await open()).services,
    async extent() {
      if (source.isNew) return { kind: 'whole' };
      try {
        await open();
      } catch (error) {
        return { kind: 'seeds', reason: messageOf(error) };
      }
      return { kind: state === 'whole' || state === 'working' ? 'whole' : 'partial' };
    },
    async startJobs() {
      jobs ??= runJobs().catch((error: unknown) => {
        if (stopping.signal.aborted) return undefined;
        throw error;
      });
      return (await jobs) !== undefined;
    },
    figures: async (now) => (await open()).figures(now),
    processes: async () => (await open()).processes,
    jobs: async () => (state === 'working' ? (await jobs)?.waiting() : undefined),
    close() {
      closing ??= end();
      return closing;
    },
  };
}
