import { rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { type Engine, startEngine } from '../../../adapters/postgres/embedded/engine.ts';
import { createWire } from '../../../adapters/postgres/embedded/wire.ts';
import { makeStoreFolder } from '../fixtures/store-folder.ts';

export interface TcpPostgres {
  readonly url: string;
  /** Stops listening and drops every connection, as a restart does. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Removes the database too. */
  close(): Promise<void>;
}

/**
 * A migrated PGlite behind a port of this machine, so that what is for servers is tested without one. It is down at
 * first.
 */
export async function createTcpPostgres(): Promise<TcpPostgres> {
  const dataDir = await makeStoreFolder();
  const engine: Engine = await startEngine(join(dataDir, 'pg'));
  const wire = createWire(engine);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;

  const up = () =>
    new Promise<void>((resolve, reject) => {
      const opening = createServer((socket) => {
        sockets.add(socket);
        const link = wire.connect();
        socket.pipe(link).pipe(socket);
        for (const [end, other] of [
          [socket, link],
          [link, socket],
        ] as const) {
          end.on('error', () => {});
          end.on('close', () => other.destroy());
        }
        socket.on('close', () => sockets.delete(socket));
      });
      server = opening;
      opening.on('error', reject);
      opening.listen(port, '127.0.0.1', () => {
        port = (opening.address() as AddressInfo).port;
        resolve();
      });
    });
  const down = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      if (server === undefined) resolve();
      else server.close(() => resolve());
      server = undefined;
    });

  await up();
  await down();
  return {
    url: `postgres://bot:s3cret@127.0.0.1:${port}/postgres`,
    up,
    down,
    async close() {
      await down();
      wire.close();
      await engine.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}
