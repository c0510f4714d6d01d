import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface StuckServer {
  readonly port: number;
  /** Resolves when a client waits in vain for the first time. */
  readonly stuck: Promise<void>;
  close(): Promise<void>;
}

/**
 * A server that takes connections and never answers. With `behind` it passes everything on to that port until a client
 * sends the text `until`; from then on nothing passes.
 */
export async function startStuckServer(behind?: {
  readonly port: number;
  readonly until: string;
}): Promise<StuckServer> {
  const sockets = new Set<Socket>();
  let isStuck = behind === undefined;
  let tell = () => {};
  const stuck = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const server = createServer((client) => {
    keep(client);
    if (isStuck || behind === undefined) {
      tell();
      return;
    }
    const target = keep(connect(behind.port, '127.0.0.1'));
    client.on('data', (chunk) => {
      isStuck ||= chunk.includes(behind.until);
      if (isStuck) tell();
      else target.write(chunk);
    });
    target.on('data', (chunk) => {
      if (!isStuck) client.write(chunk);
    });
    target.on('close', () => client.destroy());
    client.on('close', () => target.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stuck,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
