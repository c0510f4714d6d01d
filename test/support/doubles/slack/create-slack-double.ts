import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { watchStalls } from '../watch-stalls.ts';
import { takeUpload, uploadPath } from './files.ts';
import { createPayloads } from './payloads.ts';
import { Limited, Refusal } from './refusal.ts';
import { takeResponse } from './response-urls.ts';
import { checkScope } from './scopes.ts';
import { createSocketMode } from './socket-mode.ts';
import { methods } from './web-api.ts';
import { type Args, createWorld, type Fault } from './world.ts';

const methodsWithoutToken = ['oauth.v2.access'];

/** A Slack on this machine, with Web API, Socket Mode and response_urls. It refuses what Slack refuses. */
export async function createSlackDouble({ now = Date.now }: { readonly now?: () => number } = {}) {
  const stalls = watchStalls();
  const world = createWorld(now, stalls.lostMs);
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  world.base = base;
  const socket = createSocketMode(server);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', base).pathname;
    const raw = await readBody(request);
    if (path.startsWith(uploadPath)) return void response.writeHead(takeUpload(world, path, raw)).end();
    if (path.startsWith('/response/')) return takeResponse(world, path, raw, response);
    const method = path.replace(/^\/api\//, '');
    call(method, parse(request, raw), request, response);
  }

  function call(method: string, args: Args, request: IncomingMessage, response: ServerResponse): void {
    world.calls.push({ method, args, at: now() });
    const fault = takeFault(method, args);
    if (fault === undefined) {
      const answer = perform(method, args, request);
      if (answer instanceof Limited) refuseByRate(response, answer.seconds);
      else reply(response, 200, answer);
    } else inject(fault, { request, response, perform: () => perform(method, args, request) });
  }

  function inject(
    fault: Fault,
    on: { request: IncomingMessage; response: ServerResponse; perform(): Args | Limited },
  ): void {
    if (fault.kind === 'lost-answer' || ('after' in fault && fault.after)) on.perform();
    if (fault.kind === 'lost-answer' || fault.kind === 'refused-before') on.request.socket.destroy();
    else if (fault.kind === 'rate-limited') refuseByRate(on.response, fault.retryAfter);
    else if (fault.kind === 'http') reply(on.response, fault.status, {});
    else reply(on.response, 200, { ok: false, error: fault.error });
  }

  function perform(method: string, args: Args, request: IncomingMessage): Args | Limited {
    try {
      const token =
        /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? String(args['token'] ?? '');
      if (method === 'apps.connections.open') {
        if (!world.appTokens.has(token)) throw new Refusal('invalid_auth');
        return { ok: true, url: `ws://127.0.0.1:${port}/link?ticket=${world.next()}` };
      }
      if (!methodsWithoutToken.includes(method) && !world.tokens.has(token))
        throw new Refusal(token === '' ? 'not_authed' : 'invalid_auth');
      const run = methods[method];
      if (run === undefined) throw new Refusal('unknown_method');
      checkScope(world, method, args);
      return { ok: true, ...run(world, args, token) };
    } catch (error) {
      if (error instanceof Limited) return error;
      if (!(error instanceof Refusal)) throw error;
      return {
        ok: false,
        error: error.message,
        response_metadata: { messages: error.messages.map((each) => `[ERROR] ${each}`) },
      };
    }
  }

  /** A fault for `chat.postMessage C1` is for that channel only. */
  function takeFault(method: string, args: Args): Fault | undefined {
    return [`${method} ${String(args['channel'])}`, method]
      .map((key) => world.faults.get(key)?.shift())
      .find(Boolean);
  }

  function reply(response: ServerResponse, status: number, body: Args): void {
    response.writeHead(status, {
      'content-type': 'application/json',
      date: new Date(now()).toUTCString(),
      'x-oauth-scopes': world.scopes.join(','),
    });
    response.end(JSON.stringify(body));
  }

  function refuseByRate(response: ServerResponse, seconds: number): void {
    response.setHeader('retry-after', String(seconds));
    reply(response, 429, { ok: false, error: 'ratelimited' });
  }

  return {
    world,
    socket,
    apiUrl: `${base}/api/`,
    payloads: createPayloads(world, base),
    /** Faults for the next calls of a method, one each. */
    fault(method: string, ...faults: Fault[]) {
      world.faults.set(method, [...(world.faults.get(method) ?? []), ...faults]);
    },
    callsOf: (method: string) => world.calls.filter((each) => each.method === method).map(({ args }) => args),
    async close() {
      stalls.end();
      socket.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type SlackDouble = Awaited<ReturnType<typeof createSlackDouble>>;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Arguments come as JSON, or as a form with some values in JSON. */
function parse(request: IncomingMessage, raw: string): Args {
  if (request.headers['content-type']?.includes('json')) return JSON.parse(raw || '{}');
  return Object.fromEntries(
    [...new URLSearchParams(raw)].map(([key, value]) => [key, parseValue(key, value)]),
  );
}

function parseValue(key: string, value: string): unknown {
  if (!['blocks', 'metadata', 'view', 'unfurls', 'attachments', 'files'].includes(key)) return value;
  return JSON.parse(value);
}
