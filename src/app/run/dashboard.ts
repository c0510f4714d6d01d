import { join } from 'node:path';
import {
  type DashboardDeps,
  dashboardPages,
  dashboardStart,
} from '../../../adapters/web/dashboard/dashboard.ts';
import type { Trouble } from '../../../adapters/web/dashboard/health.ts';
import { createPlaceNames } from '../../../adapters/web/dashboard/place-names.ts';
import { openWebServer, type WebServer } from '../../../adapters/web/http/server.ts';
import { createPaperMap } from '../../../adapters/web/map/paper-map.ts';
import { commandLine } from '../../cards/builders.ts';
import { allRights } from '../../commands/place-handle.ts';
import { runLine } from '../../commands/run-line.ts';
import { defined } from '../../defined.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Messenger } from '../../ports/messenger.ts';
import { type Core, createOnBug } from '../compose/core.ts';
import { findPackageRoot } from '../package-root.ts';
import { type Role, works } from '../roles.ts';
import type { WebSettings } from '../settings/web.ts';
import { inspect } from '../watch/inspect.ts';

/** What the dashboard of a running bot shows. */
export interface DashboardRun extends Pick<Core, 'index' | 'services' | 'router'> {
  readonly role: Role;
  /** Tells what people call a place. */
  readonly messengerOf: (platform: string) => Pick<Messenger, 'placeName'> | undefined;
  readonly logger: Logger;
  /** The last warnings and errors of the log, the newest first. */
  readonly trouble?: () => readonly Trouble[];
}

interface Shown extends Omit<DashboardRun, 'role'> {
  readonly clock: Clock;
  /** Jobs should run in this process. */
  readonly runsJobs: boolean;
}

/** What the pages show of a core. */
export function dashboardOf({
  index,
  services,
  router,
  messengerOf,
  clock,
  runsJobs,
  logger,
  trouble,
}: Shown): DashboardDeps {
  const startedAt = clock.now();
  const onBug = createOnBug(logger);
  return {
    index,
    map: createPaperMap(index, onBug),
    clock,
    names: createPlaceNames(messengerOf, clock),
    opened: () => services.open(),
    health: async () => ({
      ...(await inspect(services, { clock, startedAt, runsJobs })),
      ...defined({ trouble: trouble?.() }),
    }),
    async follow(place, topic) {
      const caller = { place, person: { id: 'dashboard', name: 'The operator' }, rights: allRights };
      const outcome = await runLine(router, commandLine('follow', { topic, confirm: 'yes' }), caller, onBug);
      return outcome.kind === 'answer'
        ? outcome.card.summary
        : `${outcome.problem.message} ${outcome.problem.hint}`;
    },
  };
}

/**
 * The dashboard of a running bot, on a port of its own: health and Slack's requests have one that more people reach.
 * @returns undefined where the port cannot be used, which is logged: the bot works without
 */
export async function startDashboard(
  settings: WebSettings,
  { role, ...run }: DashboardRun,
): Promise<WebServer | undefined> {
  const { logger } = run;
  const deps = dashboardOf({ ...run, clock: Date, runsJobs: works(role) });
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
