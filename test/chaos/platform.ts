import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message as the platform keeps it. */
export interface PlatformMessage {
  readonly key: string;
  readonly channel: string;
  /** Below this message. */
  readonly under?: string;
  /** Marks of the papers that the card shows, each once. */
  readonly marks: readonly string[];
  /** By the platform's clock, in milliseconds since 1970. */
  readonly at: number;
}

/** What the platform does wrong. */
interface Moods {
  /** The share of requests that are refused with 429. */
  refusing: number;
  /** The share of messages that are posted without an answer. */
  losing: number;
  /** Channels where the bot may not post. */
  readonly forbidden: Set<string>;
  /** Whether the bot may not read what was posted. */
  isUnreadable: boolean;
}

/** A chat platform that outlives all workers and databases: what it holds is what people have seen. */
export async function startPlatform(options: {
  readonly now: () => number;
  /** From 0 to 1, exclusive. */
  readonly random: () => number;
}) {
  const { random } = options;
  const posted: PlatformMessage[] = [];
  const moods: Moods = { refusing: 0, losing: 0, forbidden: new Set(), isUnreadable: false };
  const server = createServer((request, response) => {
    const answer = (code: number, body: unknown = {}) => response.writeHead(code).end(JSON.stringify(body));
    bodyOf(request).then(
      (body) => {
        if (random() < moods.refusing) return answer(429, { retryAfterMs: 1_000 });
        if (request.url === '/now') return answer(200, options.now());
        if (request.url === '/find' || request.url === '/posts') {
          if (moods.isUnreadable) return answer(403);
          const { key, channel, since = 0 } = body as { key?: string; channel: string; since?: number };
          const found = posted.filter((each) => each.channel === channel && each.at >= since);
          return answer(200, key === undefined ? found : found.filter((each) => each.key === key));
        }
        const message = body as Omit<PlatformMessage, 'at'>;
        if (moods.forbidden.has(message.channel)) return answer(404);
        posted.push({ ...message, at: options.now() });
        return random() < moods.losing ? response.destroy() : answer(200);
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted,
    moods,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString() || 'null');
}
