import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { consoleCaller } from '../../../adapters/console/session.ts';
import { createMcpServer } from '../../../adapters/mcp/create-mcp-server.ts';
import { defined } from '../../defined.ts';
import type { Logger } from '../../ports/clock-and-logger.ts';
import type { Embedder } from '../../ports/embedder.ts';
import { aborted } from '../../time/deadline.ts';
import { composeCore, createOnBug } from '../compose/core.ts';
import { readVersion } from '../package-root.ts';
import type { FeedSource } from '../services/jobs.ts';
import type { StoreSource } from '../services/store-lifetime.ts';

interface McpRun {
  readonly source: StoreSource;
  readonly feeds: FeedSource;
  readonly embedder?: Embedder;
  readonly logger: Logger;
  readonly streams: { readonly stdin: Readable; readonly stdout: Writable };
  /** Aborted when the process is asked to end. */
  readonly stopping: AbortSignal;
}

/**
 * Serves the Model Context Protocol on standard input and output, until the client closes the input. Its topics and saved
 * papers are those of the prompt in a terminal.
 * @returns the exit code
 */
export async function runMcp({
  source,
  feeds,
  embedder,
  logger,
  streams,
  stopping,
}: McpRun): Promise<number> {
  const { corpus, index, router, services } = await composeCore({
    source,
    feeds,
    clock: Date,
    logger,
    messengerOf: () => undefined,
    ...defined({ embedder }),
  });
  const { stdin, stdout } = streams;
  const server = () =>
    createMcpServer({
      index,
      corpus,
      router,
      caller: consoleCaller,
      open: () => services.open(),
      onBug: createOnBug(logger),
      version: readVersion(),
    });
  const handle = serveStdio(server, {
    transport: new StdioServerTransport(stdin, stdout),
    onerror: (error) => logger.info({ err: error }, 'a message of the MCP client could not be read'),
  });
  try {
    await Promise.race([once(stdin, 'end'), once(stdin, 'close'), aborted(stopping)]);
    return 0;
  } finally {
    await handle.close();
    await services.close();
  }
}
