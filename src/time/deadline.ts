/** Whether it is done in time; it goes on in any case. A rejection counts as done. */
export async function settlesWithin(ms: number, work: Promise<unknown> | undefined): Promise<boolean> {
  const settled = (work ?? Promise.resolve()).then(
    () => true,
    () => true,
  );
  return answersWithin(ms, settled).catch(() => false);
}

/** @throws Error after `ms` without an answer. */
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
