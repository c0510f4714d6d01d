import { setImmediate } from 'node:timers';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { Store } from '../../../src/ports/store/store.ts';

/** When a process is killed: at the n-th call of a method of the store or the messenger. */
export interface KillStep {
  readonly method: keyof Store | keyof Messenger;
  /** `during`: the call has begun, and its end is not awaited. */
  readonly when: 'before' | 'during' | 'after';
  readonly nth: number;
}

/** The port, unchanged except that the process is killed at the step. A step of another port changes nothing. */
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

/** Ends the process as a power cut does: no handler runs, nothing is flushed. */
export function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}
