import { join } from 'node:path';
import {
  type DashboardDeps,
  dashboardPages,
  dashboardStart,
} from '../../../adapters/web/dashboard/dashboard.ts';
import { openWebServer, type WebServer } from '../../../adapters/web/http/server.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import { type Core, createOnBug } from '../compose/core.ts';
import type { WebSettings } from '../compose/web-settings.ts';
import { findPackageRoot } from '../package-root.ts';
import { type Role, works } from '../roles.ts';
import { inspect } from '../watch/inspect.ts';

export interface DashboardRun extends Pick<Core, 'index' | 'services'> {
  readonly role: Role;
  readonly logger: Logger;
}

/** What the pages show of a core. @param runsJobs jobs should run in this process */
export function dashboardOf(
  { index, services }: Pick<Core, 'index' | 'services'>,
  clock: Clock,
  runsJobs: boolean,
): DashboardDeps {
  const startedAt = clock.now();
  return {
    index,
    clock,
    store: async () => (await services.open()).store,
    health: () => inspect(services, { clock, startedAt, runsJobs }),
  };
}

/**
 * The dashboard of a running bot, on a port of its own: health and Slack's requests have one that more people reach.
 * @returns undefined where the port cannot be used, which is logged: the bot works without
 */
export async function startDashboard(
  settings: WebSettings,
  { role, logger, ...core }: DashboardRun,
): Promise<WebServer | undefined> {
  const deps = dashboardOf(core, Date, works(role));
  try {
    const server = await openWebServer({
      ...settings,
      pages: [dashboardStart, dashboardPages(async () => deps)],
      staticDir: join(findPackageRoot(), 'adapters/web/static'),
      onBug: createOnBug(logger),
    });
    logger.info({ url: `${server.url}/dashboard` }, 'the dashboard is served');
    return server;
  } catch (err) {
    logger.warn({ err }, 'the dashboard is not served: set DASHBOARD_PORT to a free port');
    return undefined;
  }
}
