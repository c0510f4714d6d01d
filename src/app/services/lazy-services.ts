import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Services } from '../../commands/services.ts';
import type { OpenServices, ServicesOptions } from './open-services.ts';

/** Following and digests: what needs a store, opened (and its libraries loaded) when first asked for. */
export interface LazyServices {
  open(): Promise<Services>;
  /** As that of the open desk. */
  startJobs(): Promise<boolean>;
  isOpen(): boolean;
  /** Look-ups do not find all stored papers yet. */
  isReading(): boolean;
  close(): Promise<void>;
}

/** Whether something may be stored already: a newcomer's look-ups need not wait for a database to be made. */
export const hasStore = ({ databaseUrl, dataDir }: ServicesOptions['store']): boolean =>
  databaseUrl !== undefined || existsSync(join(dataDir, 'pg', 'PG_VERSION'));

export function createLazyServices(options: ServicesOptions): LazyServices {
  let opening: Promise<OpenServices> | undefined;
  let opened: OpenServices | undefined;
  const openOnce = () => {
    opening ??= import('./open-services.ts').then(async ({ openServices }) => {
      opened = await openServices(options);
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
