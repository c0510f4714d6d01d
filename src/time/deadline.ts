/**
 * Whether the work settles within `ms` milliseconds. Counts a rejection as settled, and no work at all. Late work is not
 * cancelled.
 */
export async function settlesWithin(ms: number, work: Promise<unknown> | undefined): Promise<boolean> {
  const settled = Promise.allSettled([work]).then(() => true);
  return answersWithin(ms, settled).catch(() => false);
}

/**
 * The result of the work, if it comes within `ms` milliseconds. Late work is not cancelled.
 * @throws what the work throws, or an Error when it is late
 */
export async function answersWithin<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer for ${ms / 1_000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves when the signal is aborted. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/**
 * The result of the work, unless the signal is aborted before. Late work is not cancelled, and its error is dropped.
 * @throws what the work throws, or the signal's reason
 */
export async function unlessAborted<Result>(
  signal: AbortSignal | undefined,
  work: Promise<Result>,
): Promise<Result> {
  if (signal === undefined) return work;
  let give = () => {};
  const stopped = new Promise<never>((_, reject) => {
    give = () => reject(signal.reason);
  });
  signal.addEventListener('abort', give);
  if (signal.aborted) give();
  try {
    return await Promise.race([stopped, work]);
  } finally {
    signal.removeEventListener('abort', give);
  }
}
