import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../ports/clock-and-logger.ts';
import type { Embedder, VectorStore } from '../../ports/embedder.ts';
import type { PaperIndex, Passage, PassageVector } from '../../ports/index.ts';
import { quantize } from './vector.ts';

/** Where vectors come from, are stored and are used. */
export interface VectorKeeperOptions {
  readonly index: Pick<PaperIndex, 'withoutVector' | 'passages' | 'putVectors'>;
  readonly embedder: Embedder;
  readonly store: VectorStore;
  /** Whether this process embeds now: of several on one store, one is enough. Default: always. */
  readonly mayEmbed?: () => Promise<boolean>;
  /** Milliseconds between two looks for papers without a vector. */
  readonly everyMs?: number;
}

/** Gives the papers and notes of an index their vectors. */
export interface VectorKeeper {
  /** Puts the stored vectors of the index's papers into the index. @throws what the store throws */
  load(): Promise<void>;
  /**
   * Embeds what has no vector, the newest first, until every paper and note has one, or `stop`.
   * @throws EmbeddingError, and what the store throws. What was embedded before is kept.
   */
  embedAll(): Promise<void>;
  /** Does both, again and again, and logs what fails. Does not keep the process alive. */
  start(logger: Logger): void;
  /** Stops. What is being embedded is dropped. */
  stop(): void;
}

/** Keys asked for in one query of the store. */
const loadedAtOnce = 1_000;
/** Milliseconds between two looks for vectors that other processes have made. */
const loadEveryMs = 60_000;
/** Texts that fail one by one before the model counts as away. */
const enoughFailures = 2;
/** Texts between two looks at what is newest: seconds, on a slow machine. */
const embeddedAtOnce = 16;
/** Milliseconds after a failure; doubled by each further one. */
const firstPauseMs = 60_000;
const longestPauseMs = 3_600_000;

/** Keeps the vectors of an index: loads those that are stored, and has the others made. */
export function createVectorKeeper(options: VectorKeeperOptions): VectorKeeper {
  const { index, embedder, store, mayEmbed = async () => true, everyMs = 5_000 } = options;
  let stopped = false;
  /** Of texts that the model takes no vector of, while it takes others. */
  const refused = new Set<string>();

  /** @returns those without a stored vector */
  async function loadSome(ids: readonly string[]): Promise<readonly Passage[]> {
    const passages = await index.passages(ids);
    const stored = await store.vectors(
      embedder.model,
      passages.map(({ key }) => key),
    );
    const vectors = new Map(stored.map(({ key, vector }) => [key, vector]));
    await index.putVectors(
      passages.flatMap(({ id, key }) => {
        const vector = vectors.get(key);
        return vector === undefined ? [] : { id, key, vector };
      }),
    );
    return passages.filter(({ key }) => !vectors.has(key));
  }

  async function load(): Promise<void> {
    const ids = await index.withoutVector();
    for (let at = 0; at < ids.length && !stopped; at += loadedAtOnce)
      await loadSome(ids.slice(at, at + loadedAtOnce));
  }

  async function embedAll(): Promise<void> {
    while (!stopped) {
      const missing = (await index.withoutVector()).filter((id) => !refused.has(id));
      const ids = missing.slice(0, embeddedAtOnce);
      if (ids.length === 0 || !(await mayEmbed())) return;
      const passages = await loadSome(ids);
      const vectors = await embedder
        .embed(passages.map(({ text }) => text))
        .then((made) => passages.map((each, i) => vectorOf(each, made[i] ?? [])))
        .catch((error: unknown) => embedOneByOne(passages, error));
      if (stopped) return;
      await store.keepVectors(embedder.model, vectors);
      await index.putVectors(vectors);
    }
  }

  /** After a failure: finds out whether one text is the trouble. @throws the failure, where no text is embedded */
  async function embedOneByOne(passages: readonly Passage[], failure: unknown): Promise<PassageVector[]> {
    const vectors: PassageVector[] = [];
    const failed: string[] = [];
    for (const passage of passages) {
      if (stopped || (vectors.length === 0 && failed.length === enoughFailures)) throw failure;
      try {
        vectors.push(vectorOf(passage, (await embedder.embed([passage.text]))[0] ?? []));
      } catch {
        failed.push(passage.id);
      }
    }
    if (vectors.length === 0) throw failure;
    for (const id of failed) refused.add(id);
    return vectors;
  }

  async function run(logger: Logger): Promise<void> {
    let pauseMs = 0;
    let loadedAt = Number.NEGATIVE_INFINITY;
    while (!stopped) {
      try {
        if (performance.now() - loadedAt > loadEveryMs) {
          await load();
          loadedAt = performance.now();
        }
        await embedAll();
        pauseMs = 0;
      } catch (error) {
        if (pauseMs === 0 && !stopped)
          logger.warn({ err: error }, 'papers cannot be embedded, trying again; searches go by words');
        pauseMs = Math.min(longestPauseMs, 2 * pauseMs || firstPauseMs);
      }
      await sleep(pauseMs || everyMs, undefined, { ref: false });
    }
  }

  return {
    load,
    embedAll,
    start: (logger) => void run(logger),
    stop() {
      stopped = true;
    },
  };
}

const vectorOf = ({ id, key }: Passage, made: ArrayLike<number>): PassageVector => ({
  id,
  key,
  vector: quantize(made),
});
