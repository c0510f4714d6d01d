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
