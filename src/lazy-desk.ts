import type { DeskDeps } from './commands/desk.ts';
import type { DeskOptions, OpenDesk } from './open-desk.ts';

/** Following and digests: what needs a store, opened (and its libraries loaded) when first asked for. */
export interface LazyDesk {
  open(): Promise<DeskDeps>;
  /** Runs what is due, each minute, until it is closed. */
  startDigests(): Promise<void>;
  isOpen(): boolean;
  close(): Promise<void>;
}

export function createLazyDesk(options: DeskOptions): LazyDesk {
  let opening: Promise<OpenDesk> | undefined;
  const openOnce = () => {
    opening ??= import('./open-desk.ts').then(({ openDesk }) => openDesk(options));
    // A folder that is in use now may be free when somebody asks again.
    opening.catch(() => {
      opening = undefined;
    });
    return opening;
  };
  return {
    isOpen: () => opening !== undefined,
    open: async () => (await openOnce()).deps,
    startDigests: async () => (await openOnce()).startDigests(),
    close: async () => (await opening?.catch(() => undefined))?.close(),
  };
}
