import { readFileSync } from 'node:fs';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core } from '../../../src/app/compose/core.ts';
import { seedCore } from '../../support/fakes/seed-core.ts';
import { seedMcpServer } from '../../support/fakes/seed-mcp-server.ts';

let core: Core & { end(): Promise<void> };
beforeAll(async () => {
  core = await seedCore({ opensStore: true, quick: true });
});
afterAll(() => core.end());

const short = (_key: string, value: unknown) =>
  typeof value === 'string' && value.length > 90 ? `${value.slice(0, 80)}…` : value;

/** A session with the SDK's own client, as docs/mcp.md shows it. */
async function session(): Promise<string> {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  serveStdio(() => seedMcpServer(core), { transport: theirs });
  const client = new Client(
    { name: 'an assistant', version: '1' },
    { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode: 'auto' } },
  );
  const lines: string[] = [];
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    lines.push(`(the client asks the person: ${params.message} The person agrees.)`);
    return { action: 'accept', content: { follow: true } };
  });
  await client.connect(ours);
  const call = async (name: string, args: Record<string, unknown>) => {
    lines.push('', `> ${name} ${JSON.stringify(args)}`);
    const { structuredContent, content } = (await client.callTool({ name, arguments: args })) as {
      structuredContent?: object;
      content: { text: string }[];
    };
    lines.push(structuredContent ? JSON.stringify(structuredContent, short, 1) : (content[0]?.text ?? ''));
    return structuredContent as { papers?: { id: string }[] };
  };
  lines.push(`${(await client.listTools()).tools.map(({ name }) => name).join(', ')}`);
  await call('search_papers', { query: 'low-bit quantization has:code', limit: 2 });
  await call('get_paper', { paper: 'arXiv:2402.04396' });
  await call('get_paper', { paper: 'a paper that nobody wrote' });
  await call('search_notes', { query: 'reward models', limit: 1 });
  await call('follow_topic', { topic: 'low-bit quantization' });
  await call('list_topics', {});
  await call('list_saved', {});
  await client.close();
  return lines.join('\n');
}

it('goes as docs/mcp.md shows it', async () => {
  const page = readFileSync(new URL('../../../docs/mcp.md', import.meta.url), 'utf8');
  const [, shown] = /<!-- session -->\n```text\n([\s\S]*?)\n```\n<!-- \/session -->/.exec(page) ?? [];
  const said = (await session()).replace(/"subtopics": \[[\s\S]*?\n \]/, '"subtopics": […]');
  // To renew the page: put in what the test says it got.
  expect(said).toBe(shown);
});
