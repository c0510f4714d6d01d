import { createServer, type Server } from 'node:http';
import type { Logger } from '../../ports/clock-and-logger.ts';
import type { Routes } from './routes.ts';

/**
 * In milliseconds and bytes. A request that drips in, byte by byte, is cut off with 408 within `requestTimeout` and
 * `connectionsCheckingInterval`.
 */
export const httpLimits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16 * 1024,
};

/** Connections at a time. More are closed at once, so that nobody can use up the process's file handles. */
const maxConnections = 500;

/** A running server. */
export interface HttpServer {
  /** The port that it listens on. */
  readonly port: number;
  close(): Promise<void>;
}

interface ServeOptions {
  readonly port: number;
  /** The address to listen on. */
  readonly host: string;
  readonly logger: Logger;
  readonly limits?: typeof httpLimits;
}

/**
 * Serves the routes, and 404 for everything else.
 * @returns undefined when the address is in use or not there, which is logged: the bot works without
 */
export async function serve(
  routes: Routes,
  { port, host, logger, limits = httpLimits }: ServeOptions,
): Promise<HttpServer | undefined> {
  const server = createServer(limits, (request, response) => {
    if (!routes(request, response)) response.writeHead(404).end();
  });
  server.maxConnections = maxConnections;
  try {
    await listening(server, port, host);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    logger.warn({ host, port, code }, 'health and metrics are not served: set PORT to a free one');
    return undefined;
  }
  const address = server.address();
  const opened = typeof address === 'object' && address !== null ? address.port : port;
  logger.info({ host, port: opened }, 'health and metrics are served');
  return {
    port: opened,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

const listening = (server: Server, port: number, host: string) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
