import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A port of this computer that nobody listens on, for servers that cannot choose one themselves. It is below those that
 * systems give to outgoing connections (32,768 and above on Linux), so that no connection takes it before it is used.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 22_000);
    const server = createServer();
    const isFree = once(server, 'listening').then(
      () => true,
      () => false,
    );
    server.listen(port);
    if (!(await isFree)) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
