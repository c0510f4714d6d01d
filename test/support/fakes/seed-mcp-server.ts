import { createMcpServer } from '../../../adapters/mcp/create-mcp-server.ts';
import type { Core } from '../../../src/app/compose/core.ts';
import { sampleCaller } from '../fixtures/sample-caller.ts';

/** Whose place the server of {@link seedMcpServer} stands for. */
export const mcpCaller = sampleCaller({
  place: { platform: 'console', workspace: 'local', channel: 'terminal' },
});

/** A server of the Model Context Protocol over a core. @param onBug is told of bugs, which people see as `b00b1e55` */
export const seedMcpServer = (core: Core, onBug: (error: unknown) => void = () => {}) =>
  createMcpServer({
    ...core,
    caller: mcpCaller,
    open: () => core.services.open(),
    onBug: (error) => {
      onBug(error);
      return 'b00b1e55';
    },
    version: '0.1.0',
  });
