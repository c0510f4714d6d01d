import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { HTTPModuleFunctions, type HTTPReceiver } from '@slack/bolt';

/** Bolt refuses requests signed more than five minutes ago, but accepts any that are signed in the future. */
const maxAheadMs = 5 * 60_000;

/**
 * Refuses two kinds of requests before Bolt's listener sees them: a body of JSON `null`, which would end the process there
 * as an unhandled rejection, and a timestamp in the future, which would allow a replay later.
 */
export function guardRequests(receiver: HTTPReceiver, bodyLimit: string, now: () => number): void {
  const listen = receiver.requestListener;
  const guarded = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'POST') {
      const { rawBody } = await HTTPModuleFunctions.bufferIncomingMessage(request, bodyLimit);
      if (isNull(rawBody.toString('latin1'))) return end(response, 400);
      if (isFuture(request, now())) return end(response, 401);
    }
    listen(request, response);
  };
  const listener: RequestListener = (request, response) => {
    guarded(request, response).catch((error: unknown) => {
      // Bolt throws here for a path that it does not serve.
      const { statusCode = 404 } = error as { statusCode?: number };
      if (!response.headersSent) end(response, statusCode);
    });
  };
  receiver.requestListener = listener;
}

const isNull = (body: string): boolean => /^\s*null\s*$|(^|&)payload=(\+|%20)*null(\+|%20)*(&|$)/i.test(body);

const isFuture = ({ headers }: IncomingMessage, now: number): boolean =>
  Number(headers['x-slack-request-timestamp'] ?? 0) * 1_000 > now + maxAheadMs;

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
