import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIInteraction } from 'discord.js';
import { expect, test } from 'vitest';
import { createPostRest } from '../../../../adapters/discord/connection/rest.ts';
import { acknowledge } from '../../../../adapters/discord/interact/respond.ts';
import { renderMessage } from '../../../../adapters/discord/render/message.ts';
import { card, file } from '../../../../src/cards/builders.ts';
import { createMemoryButtonLines } from '../../../support/doubles/discord/memory-button-lines.ts';
import { answered, isPrivate, startDiscord } from '../../../support/doubles/discord/start-discord.ts';

const json = '[{"title":"“Ä”"}]';

test.each([60_000, 0])(
  'a file comes whole with a private answer, also with one that was deferred',
  async (deferAfterMs) => {
    const setup = await startDiscord({ deferAfterMs });
    const asked = await answered(setup, setup.double.command('papers export', {}, setup.who));
    expect(isPrivate(asked)).toBe(true);
    expect(asked.message?.attachments).toEqual([{ filename: 'papers.json', data: json }]);
    expect(JSON.stringify(asked.message?.components)).toContain('attachment://papers.json');
  },
);

/** What goes over the wire, written down by hand from docs.discord.com, reference, uploading files. */
test('the request is a form of the JSON and the file, each under the name that Discord wants', async () => {
  const seen: { type: string; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ type: request.headers['content-type'] ?? '', body: Buffer.concat(chunks).toString() });
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  const rest = createPostRest({ token: 'x', apiUrl });
  const pieces = { head: '[', items: ['{"title":"“Ä”"}'], separator: ',', tail: ']' };
  const shown = card({ title: 'Export', summary: 'Export.', blocks: file('papers.json', pieces) });
  const { body, files } = renderMessage(shown, { lines: createMemoryButtonLines() });
  await acknowledge(
    { rest } as never,
    { id: '1', token: 't' } as APIInteraction,
    { type: 4, data: body },
    files,
  );
  server.close();
  const [{ type, body: form } = { type: '', body: '' }] = seen;
  const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(type)?.[1] ?? '?';
  const [before, ...parts] = form.split(`--${boundary}`);
  expect([before, parts.at(-1)?.trim()]).toEqual(['', '--']);
  const read = parts.slice(0, -1).map((part) => {
    const [head = '', content = ''] = part.split('\r\n\r\n');
    return { head: head.trim().split('\r\n'), content: content.replace(/\r\n$/, '') };
  });
  expect(read.map(({ head }) => head)).toEqual([
    [
      'Content-Disposition: form-data; name="files[0]"; filename="papers.json"',
      'Content-Type: text/plain; charset=utf-8',
    ],
    ['Content-Disposition: form-data; name="payload_json"'],
  ]);
  expect(read[0]?.content).toBe(json);
  expect(JSON.parse(read[1]?.content ?? '')).toMatchObject({
    type: 4,
    data: {
      flags: 32_768,
      attachments: [{ id: '0', filename: 'papers.json' }],
      allowed_mentions: { parse: [] },
    },
  });
});
