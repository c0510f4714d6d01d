import { join } from 'node:path';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { WebEnv } from '../../../adapters/web/http/safety.ts';
import { createWebApp, openWebServer } from '../../../adapters/web/http/server.ts';
import { findPackageRoot } from '../../../src/app/package-root.ts';

const staticDir = join(findPackageRoot(), 'adapters/web/static');

function makeApp(options: { readonly token?: string } = {}) {
  let changes = 0;
  const app = new Hono<WebEnv>()
    .get('/', (c) => c.text(c.get('csrf')))
    .post('/change', async (c) => {
      await c.req.text();
      changes += 1;
      return c.text('changed');
    })
    .get('/bug', () => {
      throw new Error('secret detail');
    });
  const safety =
    options.token === undefined ? { loopbackHosts: ['127.0.0.1', 'localhost', '[::1]'] } : options;
  const web = createWebApp({ pages: [{ path: '/', app }], staticDir, onBug: () => 'abc123', ...safety });
  const ask = (path: string, init: RequestInit = {}, host = '127.0.0.1:3000') =>
    web.request(path, { ...init, headers: { host, ...(init.headers as Record<string, string>) } });
  return { ask, changes: () => changes };
}

const origin = 'http://127.0.0.1:3000';

describe('the rules for requests', () => {
  it('lets this machine read, by each of its names', async () => {
    const { ask } = makeApp();
    for (const host of ['127.0.0.1:3000', 'localhost:3001', '[::1]:3000', 'LOCALHOST'])
      expect((await ask('/', {}, host)).status, host).toBe(200);
  });

  it('refuses a stranger’s name that leads here (DNS rebinding)', async () => {
    const { ask } = makeApp();
    for (const host of ['evil.example', '127.0.0.1.evil.example:3000', 'localhost.evil.example', ''])
      expect((await ask('/', {}, host)).status, host).toBe(421);
  });

  it('lets nothing change without this page’s origin and token', async () => {
    const { ask, changes } = makeApp();
    const csrf = await (await ask('/')).text();
    const refused: Record<string, string>[] = [
      {},
      { origin },
      { 'x-csrf-token': csrf },
      { origin: 'http://evil.example', 'x-csrf-token': csrf },
      { origin: 'http://127.0.0.1:3001', 'x-csrf-token': csrf },
      { origin: 'null', 'x-csrf-token': csrf },
      { origin, 'x-csrf-token': `${csrf}x` },
      { origin, 'x-csrf-token': csrf, 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of refused)
      expect((await ask('/change', { method: 'POST', headers })).status, JSON.stringify(headers)).toBe(403);
    expect(changes()).toBe(0);
    const headers = { origin, 'x-csrf-token': csrf, 'sec-fetch-site': 'same-origin' };
    expect((await ask('/change', { method: 'POST', headers })).status).toBe(200);
    expect(changes()).toBe(1);
  });

  it('answers visits from another site, and nothing else from there', async () => {
    const { ask } = makeApp();
    const visit = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    const script = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
    expect((await ask('/', { headers: visit })).status).toBe(200);
    expect((await ask('/', { headers: script })).status).toBe(403);
  });

  it('takes no body above its limit', async () => {
    const { ask, changes } = makeApp();
    const csrf = await (await ask('/')).text();
    const headers = { origin, 'x-csrf-token': csrf, 'content-length': '70000' };
    const response = await ask('/change', { method: 'POST', headers, body: 'x'.repeat(70_000) });
    expect(response.status).toBe(413);
    expect(changes()).toBe(0);
  });

  it('lets a page run nothing but files of this server', async () => {
    const { headers } = await makeApp().ask('/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('serves the files of its folder alone', async () => {
    const { ask } = makeApp();
    expect((await ask('/static/playground.js')).headers.get('content-type')).toContain('javascript');
    for (const path of ['/static/..%2fskin.ts', '/static/%2e%2e%2fskin.ts', '/static/', '/static/nothing.js'])
      expect((await ask(path)).status, path).toBe(404);
  });

  it('shows the id of a bug and nothing more', async () => {
    const response = await makeApp().ask('/bug');
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).toContain('abc123');
    expect(text).not.toContain('secret');
  });
});

describe('with a token', () => {
  const host = '192.0.2.7:3000';
  const signIn = (ask: ReturnType<typeof makeApp>['ask'], token: string) =>
    ask(
      '/sign-in',
      {
        method: 'POST',
        headers: { origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded' },
        body: `token=${token}`,
      },
      host,
    );

  it('shows nothing before it was given', async () => {
    const { ask } = makeApp({ token: 'open sesame' });
    const page = await ask('/', {}, host);
    expect([page.status, page.headers.get('location')]).toEqual([302, '/sign-in']);
    expect((await ask('/change', { method: 'POST' }, host)).status).toBe(401);
    const wrong = await signIn(ask, 'sesame');
    expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([403, null]);
  });

  it('keeps a browser signed in by a cookie that scripts and other sites cannot use', async () => {
    const { ask } = makeApp({ token: 'open sesame' });
    const right = await signIn(ask, 'open+sesame');
    const cookie = right.headers.get('set-cookie') ?? '';
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
    expect(cookie).not.toContain('sesame');
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    expect((await ask('/', { headers }, host)).status).toBe(200);
  });
});

it('takes the next free port where one is taken', async () => {
  const options = { host: '127.0.0.1', token: 'x', pages: [], staticDir, onBug: () => '' };
  const first = await openWebServer({ ...options, port: 0 });
  const taken = Number(new URL(first.url).port);
  const second = await openWebServer({ ...options, port: taken });
  expect(Number(new URL(second.url).port)).toBeGreaterThan(taken);
  expect(second.token).toBeUndefined();
  await Promise.all([first.close(), second.close()]);
});
