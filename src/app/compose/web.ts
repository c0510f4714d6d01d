import { consoleCaller } from '../../../adapters/console/session.ts';
import { createPublishRoutes } from '../../../adapters/publish/routes.ts';
import { allRights } from '../../commands/place-handle.ts';
import { defined } from '../../defined.ts';
import type { Logger } from '../../ports/clock-and-logger.ts';
import type { Place } from '../../topics/place.ts';
import { readVersion } from '../package-root.ts';
import type { Routes } from '../watch/routes.ts';
import { type Core, createOnBug } from './core.ts';

/** Who may ask by the Model Context Protocol over HTTP, and for which place. */
export interface McpSettings {
  readonly token: string;
  /** Whose topics and reading list are meant. Default: the terminal's. */
  readonly place?: Place;
}

interface WebOptions {
  readonly publicUrl?: string;
  /** Default: the Model Context Protocol is not served. */
  readonly mcp?: McpSettings;
  readonly logger: Logger;
}

/** What the bot's web server answers besides health and figures: what was published, and the Model Context Protocol. */
export async function webRoutes(
  core: Core,
  { publicUrl, mcp, logger }: WebOptions,
): Promise<readonly Routes[]> {
  const { services } = core;
  const publish = createPublishRoutes(() => services.open());
  if (mcp === undefined) return [publish];
  const { createMcpServer } = await import('../../../adapters/mcp/create-mcp-server.ts');
  const { createMcpRoutes } = await import('../../../adapters/mcp/serve-http.ts');
  const caller =
    mcp.place === undefined
      ? consoleCaller
      : { place: mcp.place, person: { id: 'mcp', name: 'An assistant' }, rights: allRights };
  const create = () =>
    createMcpServer({
      ...core,
      caller,
      open: () => services.open(),
      onBug: createOnBug(logger),
      version: readVersion(),
    });
  return [publish, createMcpRoutes(create, { token: mcp.token, logger, ...defined({ publicUrl }) })];
}
