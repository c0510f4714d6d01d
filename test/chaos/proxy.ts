import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between workers and a server, and can cut, freeze and refuse connections. */
export async function startProxy(target: URL, defaultPort: number) {
  const pairs = new Set<readonly [Socket, Socket]>();
  let state: 'open' | 'frozen' | 'away' = 'open';
  const server = createServer((near) => {
    if (state === 'away') {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port || defaultPort), target.hostname);
    const pair = [near, far] as const;
    pairs.add(pair);
    const end = () => {
      near.destroy();
      far.destroy();
      pairs.delete(pair);
    };
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (chunk) => to.write(chunk));
      from.on('close', end);
      from.on('error', end);
    }
    if (state === 'frozen') for (const socket of pair) socket.pause();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const cut = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    url: url.href,
    /** Ends every connection in the middle of what it does. */
    cut,
    /** Nothing goes through, and nobody is told: as a stopped process behaves. */
    freeze() {
      state = 'frozen';
      for (const pair of pairs) for (const socket of pair) socket.pause();
    },
    /** Refuses connections, as while a server restarts. */
    leave() {
      state = 'away';
      cut();
    },
    back() {
      state = 'open';
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    close() {
      cut();
      server.close();
    },
  };
}
