import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FeedServer, startFeedServer } from './feed-server.ts';

let now = 0;
let server: FeedServer;
beforeEach(async () => {
  server = await startFeedServer({ now: () => now, arxivPauseMs: 3_000 });
});
afterEach(() => server.close());

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers: { accept: '*/*', 'user-agent': 'Paperboy/1', ...headers } });

it('refuses a default user agent, as arXiv does', async () => {
  server.on('/rss/cs.LG', { body: '<rss/>' });
  for (const name of ['', 'node', 'undici', 'undici/7.1'])
    expect((await ask('/api/daily_papers', { 'user-agent': name })).status).toBe(406);
  expect((await ask('/rss/cs.LG', { accept: '' })).status).toBe(406);
  expect(server.complaints).toHaveLength(5);
});

it('refuses any of arXiv’s paths within the pause', async () => {
  server.on('/rss/cs.LG', { body: '<rss/>' });
  server.on('/api/query', { body: '<feed/>' });
  server.on('/api/daily_papers', { body: '[]' });
  expect((await ask('/rss/cs.LG')).status).toBe(200);
  now += 2_999;
  expect((await ask('/api/query?start=0')).status).toBe(429);
  expect((await ask('/api/daily_papers')).status).toBe(200);
  expect((await ask('/api/daily_papers')).status).toBe(200);
  now += 3_000;
  expect((await ask('/api/query?start=0')).status).toBe(200);
  expect(server.complaints).toEqual(['/api/query?start=0 was asked after 2999 ms']);
});

it('refuses a second connection to arXiv', async () => {
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let arrived = () => {};
  const here = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  server.on('/rss/cs.LG', async () => {
    arrived();
    await held;
    return { body: '<rss/>' };
  });
  const first = ask('/rss/cs.LG');
  await here;
  now += 5_000;
  expect((await ask('/oai?verb=Identify')).status).toBe(429);
  answer();
  expect((await first).status).toBe(200);
  expect(server.mostOpen).toBe(2);
});

it('answers in sequence, prefers exact addresses, and answers 304 to valid validators', async () => {
  server.on('/x', { body: 'one' }, { body: 'two', headers: { ETag: 'v2' } });
  server.on('/x?p=1', ({ path }) => ({ body: path }));
  server.on(/^\/y\//, { status: 201 });
  const texts = [];
  for (const path of ['/x', '/x?q=1', '/x?p=1', '/x']) texts.push(await (await ask(path)).text());
  expect(texts).toEqual(['one', 'two', '/x?p=1', 'two']);
  expect((await ask('/x', { 'if-none-match': 'v2' })).status).toBe(304);
  expect((await ask('/x', { 'if-none-match': 'v1' })).status).toBe(200);
  expect((await ask('/y/z')).status).toBe(201);
  expect((await ask('/unknown')).status).toBe(404);
});
