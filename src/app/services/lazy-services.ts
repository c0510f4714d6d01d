import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DeskDeps } from '../../commands/services.ts';
import type { DeskOptions, OpenDesk } from './open-services.ts';

/** Following and digests: what needs a store, opened (and its libraries loaded) when first asked for. */
export interface LazyDesk {
  open(): Promise<DeskDeps>;
  /** As that of the open desk. */
  startJobs(): Promise<boolean>;
  isOpen(): boolean;
  /** Look-ups do not find all stored papers yet. */
  isReading(): boolean;
  close(): Promise<void>;
}

/** Whether something may be stored already: a newcomer's look-ups need not wait for a database to be made. */
export const hasStore = ({ DATABASE_URL, PAPERBOY_DATA }: DeskOptions['config']): boolean =>
  DATABASE_URL !== undefined || existsSync(join(PAPERBOY_DATA, 'pg', 'PG_VERSION'));

export function createLazyDesk(options: DeskOptions): LazyDesk {
  let opening: Promise<OpenDesk> | undefined;
  let opened: OpenDesk | undefined;
  const openOnce = () => {
    opening ??= import('./open-services.ts').then(async ({ openDesk }) => {
      opened = await openDesk(options);
      return opened;
    });
    // A folder that is in use now may be free when somebody asks again.
    opening.catch(() => {
      opening = undefined;
    });
    return opening;
  };
  return {
    isOpen: () => opening !== undefined,
    isReading: () => opened?.isReading() ?? false,
    open: async () => (await openOnce()).deps,
    startJobs: async () => (await openOnce()).startJobs(),
    close: async () => (await opening?.catch(() => undefined))?.close(),
  };
}
