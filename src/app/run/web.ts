import { join } from 'node:path';
import { dashboardPages } from '../../../adapters/web/dashboard/dashboard.ts';
import { openWebServer, type WebServer } from '../../../adapters/web/http/server.ts';
import { playgroundApp } from '../../../adapters/web/playground.ts';
import { createOnBug } from '../compose/core.ts';
import { findPackageRoot } from '../package-root.ts';
import type { WebSettings } from '../settings/web.ts';
import { type OpenPlayground, openPlayground, type PlaygroundDeps } from './playground.ts';
import { startPlayground } from './playground-start.ts';

/** The playground by HTTP, and a dashboard about it. It opens at the first visit, so that a start takes no longer for it. */
export async function startWeb(settings: WebSettings, deps: PlaygroundDeps): Promise<WebServer> {
  let playground: Promise<OpenPlayground> | undefined;
  const open = () => {
    playground ??= openPlayground(deps).catch((error: unknown) => {
      playground = undefined;
      throw error;
    });
    return playground;
  };
  const server = await openWebServer({
    ...settings,
    pages: [
      dashboardPages(async () => (await open()).dashboard),
      { path: '/', app: playgroundApp(startPlayground.channels, open) },
    ],
    staticDir: join(findPackageRoot(), 'adapters/web/static'),
    onBug: createOnBug(deps.logger),
  });
  return {
    ...server,
    async close() {
      await server.close();
      await (await playground?.catch(() => undefined))?.close();
    },
  };
}
