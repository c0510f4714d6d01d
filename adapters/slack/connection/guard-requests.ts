import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { ListenOptions } from 'node:net';
import { parse } from 'node:querystring';
import { HTTPModuleFunctions, type HTTPReceiver } from '@slack/bolt';

/** Answers a request that is not for Slack's paths. @returns whether it was one of its own */
export type Routes = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Slack's events take a few hundred kB at most. */
export const bodyLimit = '1mb';

/**
 * Refuses requests before Bolt's listener sees them:
 *
 * | request | answer | why |
 * |---|---|---|
 * | a body that is no object of a kind that Slack sends | 400 | JSON `null` would end the process there, as an unhandled rejection; others would wait 3 s for a 404 |
 * | a timestamp in the future | 401 | Bolt accepts it, which would allow a replay later |
 */
export function guardRequests(receiver: HTTPReceiver, routes: Routes = () => false): void {
  const listen = receiver.requestListener;
  const guarded = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'POST') {
      const buffered = await HTTPModuleFunctions.bufferIncomingMessage(request, bodyLimit);
      if (!isFromSlack(buffered)) return end(response, 400);
      if (isFuture(request)) return end(response, 401);
    }
    listen(request, response);
  };
  receiver.requestListener = (request, response) => {
    if (routes(request, response)) return;
    guarded(request, response).catch((error: unknown) => {
      // Bolt throws here for a path that it does not serve.
      const { statusCode = 404 } = error as { statusCode?: number };
      if (!response.headersSent) end(response, statusCode);
    });
  };
}

/** Slack sends a request at once. The whole of it has to be there by then, in milliseconds. */
const requestMs = 10_000;
/** Slack's and the visitors' of the page to install; further ones are closed. */
const maxConnections = 1_000;

/** Closes connections whose requests drip in, and those that never send any. */
export function limitConnections(receiver: HTTPReceiver, where: ListenOptions, timeoutMs = requestMs): void {
  const start = receiver.start.bind(receiver) as (
    where: ListenOptions,
    options: ServerOptions,
  ) => Promise<Server>;
  receiver.start = (async () => {
    const server = await start(where, {
      requestTimeout: timeoutMs,
      headersTimeout: timeoutMs,
      connectionsCheckingInterval: timeoutMs / 10,
    });
    server.maxConnections = maxConnections;
    return server;
  }) as never;
}

type BufferedRequest = Awaited<ReturnType<typeof HTTPModuleFunctions.bufferIncomingMessage>>;

const form = 'application/x-www-form-urlencoded';

/**
 * Whether a body is an object as Bolt reads it, and of a kind that Slack sends: a command, an event, an interaction, or
 * the check of a certificate. The kind is read as Bolt reads it, so that no spelling gets past.
 */
function isFromSlack(request: BufferedRequest): boolean {
  const payloads = request.headers['content-type'] === form ? parse(request.rawBody.toString()) : {};
  if (Array.isArray(payloads['payload'])) return false;
  try {
    const body: unknown = HTTPModuleFunctions.parseHTTPRequestBody(request);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
    const { type, command, ssl_check, event } = body as Readonly<Record<string, unknown>>;
    if (type === 'event_callback' && !hasType(event)) return false;
    return [type, command, ssl_check].some((each) => typeof each === 'string');
  } catch {
    return false;
  }
}

const hasType = (event: unknown): boolean =>
  typeof (event as { type?: unknown } | null | undefined)?.type === 'string';

/** Bolt refuses requests signed more than five minutes ago, but accepts any that are signed in the future. */
const maxAheadMs = 5 * 60_000;

const isFuture = ({ headers }: IncomingMessage): boolean =>
  Number(headers['x-slack-request-timestamp'] ?? 0) * 1_000 > Date.now() + maxAheadMs;

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
