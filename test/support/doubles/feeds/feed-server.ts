import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface FeedRequest {
  /** With its query: `/api/daily_papers?date=2026-10-07`. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** By the server's clock, milliseconds. */
  readonly startedAt: number;
  /** Absent until the answer is complete. */
  endedAt?: number;
  /** Absent until the answer begins. */
  status?: number;
}

export interface FeedAnswer {
  /** Default: 200. */
  readonly status?: number;
  /** A content type that fits the body is added. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream is sent in chunks, as fast as the client reads, until the client closes the connection. */
  readonly body?: string | Buffer | AsyncIterable<string | Buffer>;
  /** Closes the connection after the body, as if more were to come. */
  readonly cut?: boolean;
}

type FeedHandler = FeedAnswer | ((request: FeedRequest) => FeedAnswer | Promise<FeedAnswer>);

export interface FeedServerOptions {
  readonly now?: () => number;
  /** Milliseconds between requests to arXiv's paths, below which they are refused. arXiv has 3,000. Default: 0. */
  readonly arxivPauseMs?: number;
}

export interface FeedServer {
  /** `http://127.0.0.1:40123`, for all hosts. */
  readonly url: string;
  /** In the order in which they came. */
  readonly requests: readonly FeedRequest[];
  /** The most requests that were open at the same time. */
  readonly mostOpen: number;
  /** What the real hosts would have refused, a sentence each. A polite test ends with none. */
  readonly complaints: readonly string[];
  /**
   * Answers a path: exactly with its query, or, without a query, whatever the query is, or by a pattern over both.
   * Several handlers answer one request each, and the last one all that follow. Replaces what was there.
   */
  on(path: string | RegExp, ...handlers: FeedHandler[]): void;
  close(): Promise<void>;
}

const arxiv = /^\/(?:rss|atom|api\/query|oai2?)(?:[/?]|$)/;
const defaultAgent = /^(?:node|undici|node-fetch|axios|got|)(?:[/ ].*)?$/i;

/**
 * Hugging Face and arXiv on this machine. Refuses what the hosts refuse: a request without Accept or with a default
 * User-Agent (406), and a request to arXiv too soon or beside another (429). Answers 304 to a valid ETag or Last-Modified.
 */
export async function startFeedServer(options: FeedServerOptions = {}): Promise<FeedServer> {
  const { now = Date.now, arxivPauseMs = 0 } = options;
  const routes: { readonly path: string | RegExp; readonly handlers: FeedHandler[] }[] = [];
  const requests: FeedRequest[] = [];
  const complaints: string[] = [];
  const open = new Set<FeedRequest>();
  let mostOpen = 0;

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request: FeedRequest = { path: message.url ?? '', headers: message.headers, startedAt: now() };
    const refused = refuse(request);
    requests.push(request);
    open.add(request);
    mostOpen = Math.max(mostOpen, open.size);
    const end = () => {
      request.endedAt ??= now();
      open.delete(request);
    };
    response.once('finish', end).once('close', end);
    await send(request, response, refused ?? (await handle(request)));
  }

  function refuse(request: FeedRequest): FeedAnswer | undefined {
    const { path, headers } = request;
    const complain = (status: number, what: string): FeedAnswer => {
      complaints.push(`${path} was asked ${what}`);
      return { status, body: `<html><body>${status}</body></html>` };
    };
    if ((headers.accept ?? '') === '') return complain(406, 'without Accept');
    if (defaultAgent.test(headers['user-agent'] ?? '')) return complain(406, 'without a name');
    if (!arxiv.test(path)) return undefined;
    if ([...open].some((other) => arxiv.test(other.path))) return complain(429, 'on a second connection');
    const last = requests.findLast((other) => arxiv.test(other.path));
    const sinceMs = request.startedAt - (last?.startedAt ?? Number.NEGATIVE_INFINITY);
    return sinceMs < arxivPauseMs ? complain(429, `after ${sinceMs} ms`) : undefined;
  }

  async function handle(request: FeedRequest): Promise<FeedAnswer> {
    const handlers = findRoute(request.path)?.handlers ?? [];
    const handler = handlers.length > 1 ? handlers.shift() : handlers[0];
    if (handler === undefined) return { status: 404, body: 'Not Found' };
    const answer = typeof handler === 'function' ? await handler(request) : handler;
    return isKnown(request, answer) ? { status: 304, headers: answer.headers ?? {} } : answer;
  }

  const findRoute = (path: string) =>
    routes.find((route) => route.path === path) ??
    routes.find((route) => route.path === path.replace(/\?.*$/, '')) ??
    routes.find((route) => route.path instanceof RegExp && route.path.test(path));

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    complaints,
    get mostOpen() {
      return mostOpen;
    },
    on(path, ...handlers) {
      const at = routes.findIndex((route) => String(route.path) === String(path));
      if (at >= 0) routes.splice(at, 1);
      routes.push({ path, handlers });
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function isKnown({ headers }: FeedRequest, answer: FeedAnswer): boolean {
  const given = Object.fromEntries(
    Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  if ((answer.status ?? 200) !== 200) return false;
  const etag = headers['if-none-match'];
  if (etag !== undefined) return etag === given['etag'];
  const since = headers['if-modified-since'];
  return since !== undefined && since === given['last-modified'];
}

async function send(request: FeedRequest, response: ServerResponse, answer: FeedAnswer): Promise<void> {
  const { body = '', status = 200, headers = {}, cut = false } = answer;
  request.status = status;
  response.writeHead(status, { 'content-type': typeOf(body), ...headers });
  if (!cut && (typeof body === 'string' || Buffer.isBuffer(body))) {
    response.end(body);
    return;
  }
  const pieces = typeof body === 'string' || Buffer.isBuffer(body) ? [body] : body;
  response.flushHeaders();
  // Some tests close the connection in the middle.
  await pipeline(Readable.from(pieces), response, { end: !cut }).catch(() => {});
  if (cut) setImmediate(() => response.destroy());
}

function typeOf(body: FeedAnswer['body']): string {
  const start = typeof body === 'string' ? body.trimStart() : '';
  if (/^<(?:!doctype )?html/i.test(start)) return 'text/html';
  if (/^[[{]/.test(start)) return 'application/json';
  return start.startsWith('<') ? 'text/xml' : 'application/octet-stream';
}
