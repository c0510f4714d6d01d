import type { Server } from 'node:http';
import { isIP } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { defined } from '../../../src/defined.ts';
import { isLoopback } from './loopback.ts';
import { htmlPage } from './page.ts';
import { createSafety, type SafetyOptions, type WebEnv } from './safety.ts';
import { staticFiles } from './static-files.ts';

/** Pages below one path. They are behind all the rules of `safety.ts`. */
export interface WebPages {
  /** `/` or such as `/dashboard`. */
  readonly path: string;
  readonly app: Hono<WebEnv>;
}

interface WebServerOptions {
  /** The address to listen on. */
  readonly host: string;
  /** Where it is taken, the next free one of twenty is used. 0: any. */
  readonly port: number;
  /** Asked of visitors, except on loopback. */
  readonly token: string;
  readonly pages: readonly WebPages[];
  /** The folder `static/` of this adapter. */
  readonly staticDir: string;
  /** Logs a bug; returns the id that the person sees. */
  readonly onBug: (error: unknown) => string;
}

/** A running server of pages. */
export interface WebServer {
  /** For people to open: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** What visitors have to give first; undefined on loopback. */
  readonly token?: string;
  /** Ends connections that stream, too. */
  close(): Promise<void>;
}

/** Ports that are tried. */
const portsTried = 20;
/** More connections at a time are closed at once, so that nobody can use up the file handles of the process. */
const maxConnections = 200;
/** In milliseconds and bytes, as those of the server for health and figures. */
const limits = { headersTimeout: 10_000, requestTimeout: 15_000, maxHeaderSize: 16 * 1024 };

/**
 * Serves pages by HTTP, within the rules of `safety.ts`.
 * @throws Error when none of the ports is free, or the address is not this machine's
 */
export async function openWebServer(options: WebServerOptions): Promise<WebServer> {
  const needsToken = !isLoopback(options.host);
  const { token, ...others } = options;
  const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]', options.host];
  const app = createWebApp({ ...others, ...(needsToken ? { token } : { loopbackHosts }) });
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: limits }) as Server;
  server.maxConnections = maxConnections;
  await listenOnFree(server, options);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const name = isIP(options.host) === 6 ? `[${options.host}]` : options.host;
  return {
    url: `http://${name}:${port}`,
    ...(needsToken && { token }),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The pages with the rules in front of them, without a port. */
export function createWebApp({
  pages,
  staticDir,
  onBug,
  token,
  loopbackHosts,
}: Pick<WebServerOptions, 'pages' | 'staticDir' | 'onBug'> & SafetyOptions): Hono<WebEnv> {
  const safety = createSafety(defined({ token, loopbackHosts }));
  const app = new Hono<WebEnv>();
  app.use(safety.headers, safety.bodies, safety.guard);
  app.route('/static', staticFiles(staticDir));
  app.get('/sign-in', (c) => c.html(signInPage('')));
  app.post('/sign-in', async (c) => {
    const { token: given } = await c.req.parseBody();
    return safety.signIn(c, typeof given === 'string' ? given : '')
      ? c.redirect('/', 303)
      : c.html(signInPage('That is not the token.'), 403);
  });
  for (const each of pages) app.route(each.path, each.app);
  app.notFound((c) => c.text('There is nothing here.\n', 404));
  app.onError((error, c) =>
    c.text(`Something went wrong on my side. The log has it as ${onBug(error)}.\n`, 500),
  );
  return app;
}

const signInPage = (problem: string) =>
  htmlPage({
    title: 'Paperboy: sign in',
    styles: ['sign-in.css'],
    body: html`<body>
<main>
<h1>Paperboy</h1>
<form method="post" action="/sign-in">
<label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required aria-describedby="about">
<p id="about">${problem === '' ? 'It is in the terminal in which Paperboy was started.' : problem}</p>
<button>Sign in</button>
</form>
</main>
</body>`,
  });

async function listenOnFree(server: Server, { host, port }: WebServerOptions): Promise<void> {
  for (let tried = 0; ; tried++) {
    try {
      await listening(server, port === 0 ? 0 : port + tried, host);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE' || tried + 1 >= portsTried || port + tried >= 65_535) throw error;
    }
  }
}

const listening = (server: Server, port: number, host: string) =>
  new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => {
      server.removeListener('listening', done);
      reject(error);
    };
    const done = () => {
      server.removeListener('error', fail);
      resolve();
    };
    server.once('error', fail);
    server.once('listening', done);
    server.listen(port, host);
  });
