import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Args } from './world.ts';

type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

interface Ack {
  /** The response in the app's ack: options of a select, errors of a modal. */
  readonly body: unknown;
  readonly ms: number;
}

interface Waiting {
  readonly envelope: Args;
  readonly isEvent: boolean;
  readonly since: number;
  tries: number;
  resolve(ack: Ack): void;
}

/** Slack's end of Socket Mode. It sends again what was not acknowledged when a connection dropped. */
export function createSocketMode(server: Server) {
  const sockets = new Set<WebSocket>();
  const waiting = new Map<string, Waiting>();
  const arrivals: (() => void)[] = [];
  const wss = new WebSocketServer({ server, path: '/link' });
  let serial = 0;
  let connections = 0;

  wss.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('message', (data) => receive(JSON.parse(String(data))));
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' } }));
    for (const each of waiting.values()) transmit(each);
    for (const wake of arrivals.splice(0)) wake();
  });

  function receive({ envelope_id, payload }: { envelope_id: string; payload?: unknown }): void {
    const found = waiting.get(envelope_id);
    if (found === undefined) return;
    waiting.delete(envelope_id);
    found.resolve({ body: payload, ms: performance.now() - found.since });
  }

  function transmit(item: Waiting): void {
    const [socket] = sockets;
    if (socket === undefined) return;
    // Slack marks only repeated events; for commands it leaves repeating to the person.
    const retry =
      item.isEvent && item.tries > 0 ? { retry_attempt: item.tries, retry_reason: 'timeout' } : {};
    item.tries += 1;
    socket.send(JSON.stringify({ ...item.envelope, ...retry }));
  }

  return {
    get connections() {
      return connections;
    },
    get open() {
      return sockets.size;
    },
    /** Resolves with the app's ack. */
    send(type: EnvelopeType, payload: Args): Promise<Ack> {
      serial += 1;
      const envelope = {
        type,
        envelope_id: `e${serial}`,
        payload,
        accepts_response_payload: type !== 'events_api',
      };
      return new Promise((resolve) => {
        const item: Waiting = {
          envelope,
          isEvent: type === 'events_api',
          since: performance.now(),
          tries: 0,
          resolve,
        };
        waiting.set(`e${serial}`, item);
        transmit(item);
      });
    },
    /** Breaks the connection without notice. */
    drop() {
      for (const socket of sockets) socket.terminate();
    },
    /** Announces that Slack will close the connection. */
    refresh() {
      for (const socket of sockets)
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    },
    /** Resolves when the app connects again. */
    connected(): Promise<void> {
      return new Promise((resolve) => arrivals.push(resolve));
    },
    close() {
      for (const socket of sockets) socket.terminate();
      wss.close();
    },
  };
}
