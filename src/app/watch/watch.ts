import { defined } from '../../defined.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Core } from '../compose/core.ts';
import { type Role, works } from '../roles.ts';
import { createMeter } from './meter.ts';
import { createRoutes, type Routes } from './routes.ts';
import { type HttpServer, serve } from './serve.ts';

/** How a process is watched. */
export interface WatchSettings {
  /** Where health and figures are served. Undefined: by a platform's own server, which anybody can reach. */
  readonly server?: { readonly port: number; readonly host: string };
  /** See `RoutesOptions`. */
  readonly token?: string;
}

interface WatchDeps extends Pick<Core, 'services' | 'index'> {
  readonly role: Role;
  /** What the server answers besides. Default: nothing. */
  readonly others?: readonly Routes[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Health and figures of this process, by HTTP. */
export function createWatch({ server, token }: WatchSettings, deps: WatchDeps) {
  const meter = createMeter(deps);
  const { others = [] } = deps;
  const own = createRoutes({
    ...deps,
    meter,
    runsJobs: works(deps.role),
    isPublic: server === undefined,
    ...defined({ token }),
  });
  const routes: Routes = (request, response) =>
    [own, ...others].some((answers) => answers(request, response));
  let opened: HttpServer | undefined;
  return {
    meter,
    routes,
    /** To be called first: an orchestrator asks while the index is read. */
    async start() {
      if (server !== undefined) opened = await serve(routes, { ...server, logger: deps.logger });
    },
    close: async () => opened?.close(),
  };
}
