const everyMs = 10;

/**
 * Counts how long this process is kept from working, by other processes or by work of its own. A double leaves that out
 * of the seconds in which its platform wants an answer: on a busy machine no answer is late, and one that nobody gives is.
 */
export function watchStalls() {
  let lostMs = 0;
  let seenAt = performance.now();
  const pending = () => Math.max(0, performance.now() - seenAt - everyMs);
  const timer = setInterval(() => {
    lostMs += pending();
    seenAt = performance.now();
  }, everyMs).unref();
  return {
    /** In milliseconds, since the beginning. */
    lostMs: () => lostMs + pending(),
    end: () => clearInterval(timer),
  };
}
