import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMcpRoutes } from '../../../adapters/mcp/serve-http.ts';
import type { Core } from '../../../src/app/compose/core.ts';
import { defined } from '../../../src/defined.ts';
import { seedCore } from '../../support/fakes/seed-core.ts';
import { seedMcpServer } from '../../support/fakes/seed-mcp-server.ts';
import { silentLogger } from '../../support/fakes/silent-logger.ts';

const token = 'a-long-random-token';
let core: Core & { end(): Promise<void> };
let server: Server;
let port: number;

beforeAll(async () => {
  core = await seedCore({ opensStore: true });
  const routes = createMcpRoutes(() => seedMcpServer(core), {
    token,
    publicUrl: 'https://papers.example.org',
    logger: silentLogger,
  });
  server = createServer((asked, response) => {
    if (!routes(asked, response)) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await core.end();
});

async function connect(mode: 'auto' | 'legacy', given = token): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${given}` } },
    }),
  );
  return client;
}

describe.each(['legacy', 'auto'] as const)('the SDK’s own client, %s', (mode) => {
  it('lists tools, searches page by page, and reads a resource', async () => {
    const client = await connect(mode);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain('search_papers');
    for (const tool of tools) {
      expect(tool.outputSchema).toBeDefined();
      expect(tool.annotations?.readOnlyHint).toBe(tool.name !== 'follow_topic');
    }
    const search = async (cursor?: string) =>
      (
        await client.callTool({
          name: 'search_papers',
          arguments: { query: 'quantization', limit: 3, ...defined({ cursor }) },
        })
      ).structuredContent as { papers: { id: string }[]; nextCursor: string };
    const first = await search();
    const second = await search(first.nextCursor);
    expect(new Set([...first.papers, ...second.papers].map(({ id }) => id)).size).toBe(6);
    const { contents } = await client.readResource({ uri: `paper://${first.papers[0]?.id}` });
    expect(JSON.stringify(contents)).toContain('abstract');
    await client.close();
  });

  it('is refused with another token', async () => {
    await expect(connect(mode, 'guessed-token')).rejects.toThrow();
  });
});

/** Sends a request as written; `fetch` sets the host itself. */
const send = (method: string, headers: Record<string, string>, body = '', path = '/mcp') =>
  new Promise<{ readonly status: number | undefined; readonly headers: Record<string, unknown> }>(
    (resolve, reject) => {
      const asked = request({ port, host: '127.0.0.1', method, path, headers }, (response) => {
        response
          .resume()
          .once('end', () => resolve({ status: response.statusCode, headers: response.headers }));
      });
      asked.once('error', reject);
      asked.end(body);
    },
  );
const known = {
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
};
const ping = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}';

it.each<[string, number, string, Record<string, string>, string]>([
  ['without a token', 401, 'POST', { 'content-type': 'application/json' }, ping],
  ['with another token', 401, 'POST', { ...known, authorization: 'Bearer x' }, ping],
  ['with another scheme', 401, 'POST', { ...known, authorization: `Basic ${token}` }, ping],
  ['for another host', 403, 'POST', { ...known, host: 'evil.example' }, ping],
  ['from a page of another host', 403, 'POST', { ...known, origin: 'https://evil.example' }, ping],
  ['from a page of no origin', 403, 'POST', { ...known, origin: 'null' }, ping],
  ['that would open a stream', 405, 'GET', known, ''],
  ['that would end a session', 405, 'DELETE', known, ''],
  ['that is too large', 413, 'POST', { ...known, 'content-length': String(70_000) }, 'x'.repeat(70_000)],
  [
    'that is too large, and does not say so',
    413,
    'POST',
    { ...known, 'transfer-encoding': 'chunked' },
    'x'.repeat(70_000),
  ],
  ['that is no JSON', 400, 'POST', known, '{'],
  ['that is another kind of text', 415, 'POST', { ...known, 'content-type': 'text/plain' }, ping],
  [
    'for the outside address',
    200,
    'POST',
    { ...known, host: 'papers.example.org', origin: 'https://papers.example.org' },
    ping,
  ],
  ['with the scheme in capitals', 200, 'POST', { ...known, authorization: `BEARER ${token}` }, ping],
])('a request %s is answered with %i', async (_name, status, method, headers, body) => {
  const answer = await send(method, headers, body);
  expect(answer.status).toBe(status);
  expect(status === 401).toBe(
    String(answer.headers['www-authenticate']).startsWith('Bearer realm="paperboy"'),
  );
  expect(status === 405).toBe(answer.headers['allow'] === 'POST');
});

it('leaves other paths to others', async () => {
  expect((await send('POST', known, ping, '/mcp/x')).status).toBe(418);
});
