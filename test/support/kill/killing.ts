import { setImmediate } from 'node:timers';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { Store } from '../../../src/ports/store/store.ts';

/** Where a process ends: at the n-th call of a port's method. */
export interface KillStep {
  readonly method: keyof Store | keyof Messenger;
  /** `during`: the call has begun, and nobody waits for its end. */
  readonly when: 'before' | 'during' | 'after';
  readonly nth: number;
}

/** The port unchanged, but that the process is killed at the step. */
export function killingAt<Port extends object>(port: Port, step: KillStep | undefined): Port {
  if (step === undefined || !(step.method in port)) return port;
  const { method, when, nth } = step;
  const original = port[method as keyof Port] as (...args: unknown[]) => Promise<unknown>;
  let calls = 0;
  const wrapped = async (...args: unknown[]): Promise<unknown> => {
    calls += 1;
    if (calls !== nth) return original(...args);
    if (when === 'before') return die();
    const running = original(...args);
    if (when === 'after') await running;
    else await new Promise((resolve) => setImmediate(resolve));
    return die();
  };
  return { ...port, [method]: wrapped };
}

/** As a power cut ends it: no handler runs, nothing is flushed. */
export function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}
