import type { Embedder } from '../../ports/embedder.ts';
import { quantize } from './vector.ts';

/** The vector of a text that somebody searches for; undefined where it does not come in time. Never rejects. */
export type QueryVectors = (text: string) => Promise<Int8Array | undefined>;

/** Queries of which vectors are kept, for their next pages and for topics that many look at: some 400 kB. */
const kept = 1_000;
/** Milliseconds for which a query without a vector stays without one, so that its pages fit each other. */
const pagesMs = 120_000;
/** Milliseconds without questions after one that failed. */
const pauseMs = 30_000;

/**
 * The vectors of queries, each asked for once.
 * @param waitMs an answer waits so long for its vector at most; undefined: until it is there
 */
export function createQueryVectors(embedder: Embedder, waitMs: number | undefined): QueryVectors {
  const vectors = new Map<string, Promise<Int8Array | undefined>>();
  let pausedUntil = 0;

  async function ask(text: string): Promise<Int8Array | undefined> {
    if (performance.now() < pausedUntil) return undefined;
    try {
      const [vector] = await embedder.embed([text], 'urgent');
      return vector && quantize(vector);
    } catch {
      // The log has it from the work on papers, which asks the same model.
      pausedUntil = performance.now() + pauseMs;
      return undefined;
    }
  }

  return (text) => {
    const known = vectors.get(text);
    if (known !== undefined) return known;
    const asked = ask(text);
    const vector = waitMs === undefined ? asked : within(waitMs, asked);
    vectors.set(text, vector);
    const [oldest] = vectors.keys();
    if (vectors.size > kept && oldest !== undefined) vectors.delete(oldest);
    void vector.then((found) => {
      if (found === undefined) setTimeout(() => vectors.delete(text), pagesMs).unref();
    });
    return vector;
  };
}

/** Undefined for what comes later. */
function within<Result>(ms: number, work: Promise<Result>): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
