import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import {
  createMcpHandler,
  localhostAllowedHostnames,
  type McpServer,
  validateHostHeader,
  validateOriginHeader,
} from '@modelcontextprotocol/server';
import { parseUrl } from '../../src/parse-url.ts';
import type { Logger } from '../../src/ports/clock-and-logger.ts';

/** In bytes. The longest argument of a tool has 2,000 characters. */
const maxBodySize = 64 * 1024;

interface McpHttpOptions {
  /** Who asks has to send it: `Authorization: Bearer …`. */
  readonly token: string;
  /** Where the server is reached from outside. Default: on this machine only. */
  readonly publicUrl?: string;
  readonly logger: Logger;
}

/**
 * Serves the Model Context Protocol at `/mcp`, by Streamable HTTP and without sessions: each request has a server of its own.
 *
 * | request | answer |
 * |---|---|
 * | for another host than ours, or from a web page of another one (DNS rebinding) | 403 |
 * | without the token | 401, with `WWW-Authenticate` |
 * | not POST: there is no stream to open and no session to end | 405, with `Allow` |
 * | larger than 64 kB | 413 |
 * @param createServer makes the server for one request
 */
export function createMcpRoutes(createServer: () => McpServer, options: McpHttpOptions) {
  const { token, publicUrl, logger } = options;
  const outside = publicUrl === undefined ? undefined : parseUrl(publicUrl)?.hostname;
  const hosts = [...localhostAllowedHostnames(), ...(outside === undefined ? [] : [outside])];
  const handler = createMcpHandler(createServer, {
    maxRequestBodySize: maxBodySize,
    onerror: (error) => logger.info({ err: error }, 'a message of an MCP client could not be read'),
  });

  /** Why a request is not passed on. */
  function refusal({ method, headers }: IncomingMessage): Refusal | undefined {
    if (!validateHostHeader(headers.host, hosts).ok || !validateOriginHeader(headers.origin, hosts).ok)
      return { status: 403, says: 'This host or page may not ask here.' };
    if (!isSame(headers.authorization, token))
      return {
        status: 401,
        says: 'The token is missing or wrong.',
        headers: {
          'www-authenticate': `Bearer realm="paperboy"${headers.authorization === undefined ? '' : ', error="invalid_token"'}`,
        },
      };
    if (method !== 'POST') return { status: 405, says: 'Only POST works here.', headers: { allow: 'POST' } };
    if (Number(headers['content-length'] ?? 0) > maxBodySize)
      return { status: 413, says: 'This request is too large.', headers: { connection: 'close' } };
    return undefined;
  }

  return (request: IncomingMessage, response: ServerResponse): boolean => {
    if ((request.url ?? '').split('?')[0] !== '/mcp') return false;
    const refused = refusal(request);
    if (refused !== undefined) refuse(response, refused);
    else
      void pass(request, response, handler.fetch).catch((error: unknown) => {
        logger.error({ err: error }, 'a request of an MCP client failed');
        if (response.headersSent) response.destroy();
        else refuse(response, { status: 500, says: 'Something went wrong here.' });
      });
    return true;
  };
}

interface Refusal {
  readonly status: number;
  readonly says: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error of JSON-RPC without an id, as clients of the protocol expect from a server that has read nothing. */
function refuse(response: ServerResponse, { status, says, headers }: Refusal): void {
  const error = { code: -32_000, message: says };
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers });
  response.end(JSON.stringify({ jsonrpc: '2.0', error, id: null }));
}

/** Passes a request of Node to a handler of the web's, and its answer back as it comes. */
async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: Request) => Promise<Response>,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const headers = Object.entries(request.headers).flatMap(([name, value = []]) =>
    [value].flat().map((each): [string, string] => [name, each]),
  );
  const asked = new Request('http://localhost/mcp', {
    method: 'POST',
    headers,
    body: Readable.toWeb(request),
    duplex: 'half',
    signal: gone.signal,
  } as RequestInit);
  const { status, headers: answered, body } = await answer(asked);
  response.writeHead(status, { 'cache-control': 'no-store', ...Object.fromEntries(answered) });
  if (body === null) return void response.end();
  for await (const chunk of Readable.fromWeb(body as ReadableStream))
    if (!response.write(chunk)) await drained(response);
  response.end();
}

const drained = (response: ServerResponse) =>
  new Promise<void>((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });

/** Compares in a time that does not depend on where the texts differ. The scheme is read in any case (RFC 9110, 11.1). */
function isSame(authorization: string | undefined, token: string): boolean {
  const [, given] = /^bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  const digest = (part: string) => createHash('sha256').update(part).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}
