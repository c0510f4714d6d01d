export const print = (text: string) => process.stdout.write(`${text}\n`);

export const ms = (value: number) =>
  value < 10_000 ? `${value.toFixed(value < 10 ? 2 : 0)} ms` : `${(value / 1_000).toFixed(1)} s`;

const percentile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Percentiles of durations in milliseconds. */
export function summary(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => ms(percentile(sorted, share));
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, max ${at(1)} (${times.length} calls)`;
}

export interface Measured<Result> {
  readonly result: Result;
  readonly ms: number;
  /** Processor time in milliseconds, without waiting for the disk or for other processes. */
  readonly cpu: number;
  /** Growth of the heap that remains afterwards, in MB. */
  readonly heap: number;
}

const heapUsed = () => {
  // The second run collects what weak references and finalizers kept alive.
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

export async function measure<Result>(work: () => Result | Promise<Result>): Promise<Measured<Result>> {
  const before = heapUsed();
  const started = performance.now();
  const used = process.cpuUsage();
  const result = await work();
  const took = performance.now() - started;
  const { user, system } = process.cpuUsage(used);
  return { result, ms: took, cpu: (user + system) / 1_000, heap: heapUsed() - before };
}
