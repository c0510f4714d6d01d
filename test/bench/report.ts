export const print = (text: string) => process.stdout.write(`${text}\n`);

export const ms = (value: number) =>
  value < 10_000 ? `${value.toFixed(value < 10 ? 2 : 0)} ms` : `${(value / 1_000).toFixed(1)} s`;

const percentile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

export function summary(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  return `p50 ${ms(percentile(sorted, 0.5))}, p95 ${ms(percentile(sorted, 0.95))}, p99 ${ms(percentile(sorted, 0.99))} (${times.length} calls)`;
}

export interface Measured<Result> {
  readonly result: Result;
  readonly ms: number;
  /** Of that, the processor's: what else the machine does and the disk's waits are left out. */
  readonly cpu: number;
  /** What stays on the heap of it, in MB. */
  readonly heap: number;
}

const heapUsed = () => {
  // The second time takes what only weak references and finalizers held.
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
