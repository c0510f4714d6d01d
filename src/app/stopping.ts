import type { Logger } from '../ports/clock-and-logger.ts';

/** Milliseconds that running jobs may take to end when the process stops. The ledger reconciles what is cut off. */
export const queueStopMs = 10_000;

/** Without SIGINT: the prompt handles Ctrl-C, and elsewhere it ends the process. */
export const stopSignals = ['SIGTERM', 'SIGHUP'] as const;

/** Milliseconds after which the process ends, whatever is still open: Docker kills it after 10 s, and nothing is lost. */
const endDeadlineMs = 9_000;

/** Milliseconds in which the process may end by itself after everything has been closed. */
export const leftOpenMs = 500;

/** Aborted by any of the signals, and when the process that started this one has died. All that waits, at every stage, ends then. */
export function stoppingOn(signals: readonly NodeJS.Signals[], logger: Logger): AbortSignal {
  const controller = new AbortController();
  const end = () => {
    logger.warn({}, 'not everything was closed in time; what was cut off goes on at the next start');
    process.exit();
  };
  const stop = () => {
    controller.abort(new Error('Paperboy is stopping.'));
    setTimeout(end, endDeadlineMs).unref();
  };
  for (const signal of signals) process.once(signal, stop);
  // Without the process that started it, a shard would run beside those of the next manager.
  if (process.connected) {
    process.once('disconnect', stop);
    // discord.js tells the manager that a shard has disconnected, also one that has gone.
    process.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_IPC_CHANNEL_CLOSED') throw error;
    });
  }
  return controller.signal;
}
