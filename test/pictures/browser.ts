import { spawn, spawnSync } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** What a page looks like. */
interface Drawn {
  /** In CSS pixels. */
  readonly height: number;
  /** The text that is seen. */
  readonly text: string;
  /** A PNG; empty unless it was asked for. */
  readonly png: Buffer;
}

export interface Browser {
  /** @param width in CSS pixels */
  draw(html: string, width: number, options?: { readonly png?: boolean }): Promise<Drawn>;
  close(): Promise<void>;
}

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The command of an installed Chromium; undefined where there is none. */
export const findChromium = (): string | undefined =>
  [process.env['CHROMIUM'] ?? '', ...names].find(
    (name) => name !== '' && spawnSync(name, ['--version']).status === 0,
  );

const flags = ['--headless', '--remote-debugging-pipe', '--no-sandbox', '--hide-scrollbars', '--disable-gpu'];

interface Reply {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** A browser without a window, spoken to by Chrome's DevTools protocol over a pipe. */
export async function openBrowser(command: string): Promise<Browser> {
  const child = spawn(command, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const [, , , input, output] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<number, (reply: Reply) => void>();
  let [unread, lastId] = ['', 0];
  output.setEncoding('utf8').on('data', (text: string) => {
    const messages = (unread + text).split('\0');
    unread = messages.pop() ?? '';
    for (const message of messages) {
      const reply = JSON.parse(message) as Reply;
      waiting.get(reply.id ?? 0)?.(reply);
      waiting.delete(reply.id ?? 0);
    }
  });
  const call = <T = unknown>(method: string, params: object = {}, sessionId?: string): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, ({ result, error }) => {
        if (error === undefined) resolve(result as T);
        else reject(new Error(`${method}: ${error.message}`));
      });
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });

  const { targetId } = await call<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await call<{ sessionId: string }>('Target.attachToTarget', {
    targetId,
    flatten: true,
  });
  const { frameTree } = await call<{ frameTree: { frame: { id: string } } }>(
    'Page.getFrameTree',
    {},
    sessionId,
  );
  const frameId = frameTree.frame.id;

  async function read<T>(expression: string): Promise<T> {
    const { result } = await call<{ result: { value: T } }>(
      'Runtime.evaluate',
      { expression, returnByValue: true },
      sessionId,
    );
    return result.value;
  }

  return {
    async draw(html, width, { png = false } = {}) {
      const size = { width, height: 400, deviceScaleFactor: 1, mobile: false };
      await call('Emulation.setDeviceMetricsOverride', size, sessionId);
      await call('Page.setDocumentContent', { frameId, html }, sessionId);
      const height = await read<number>('Math.ceil(document.body.getBoundingClientRect().height)');
      const text = await read<string>('document.body.innerText');
      if (!png) return { height, text, png: Buffer.alloc(0) };
      const clip = { x: 0, y: 0, width, height, scale: 1 };
      const options = { clip, captureBeyondViewport: true };
      const { data } = await call<{ data: string }>('Page.captureScreenshot', options, sessionId);
      return { height, text, png: Buffer.from(data, 'base64') };
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await call('Browser.close').catch(() => child.kill());
      await ended;
    },
  };
}
