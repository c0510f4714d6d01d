import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { HTTPModuleFunctions, type HTTPReceiver } from '@slack/bolt';

/** Bolt refuses what is signed more than five minutes ago, but takes what is signed in the future. */
const aheadMs = 5 * 60_000;

/**
 * Stands before Bolt's listener: a body that is JSON `null` would end the process there as an unhandled rejection, and
 * a request from the future could be kept and replayed later.
 */
export function guardRequests(receiver: HTTPReceiver, bodyLimit: string, now: () => number): void {
  const listen = receiver.requestListener;
  const guarded = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'POST') {
      const { rawBody } = await HTTPModuleFunctions.bufferIncomingMessage(request, bodyLimit);
      if (isNothing(rawBody.toString('latin1'))) return end(response, 400);
      if (isFuture(request, now())) return end(response, 401);
    }
    listen(request, response);
  };
  const listener: RequestListener = (request, response) => {
    guarded(request, response).catch((error: unknown) => {
      // What Bolt throws here is a path that nobody serves.
      const { statusCode = 404 } = error as { statusCode?: number };
      if (!response.headersSent) end(response, statusCode);
    });
  };
  receiver.requestListener = listener;
}

const isNothing = (body: string): boolean =>
  /^\s*null\s*$|(^|&)payload=(\+|%20)*null(\+|%20)*(&|$)/i.test(body);

const isFuture = ({ headers }: IncomingMessage, now: number): boolean =>
  Number(headers['x-slack-request-timestamp'] ?? 0) * 1_000 > now + aheadMs;

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
