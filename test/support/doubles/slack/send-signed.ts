import { createHmac } from 'node:crypto';
import { defined } from '../../../../src/defined.ts';
import type { Args } from './world.ts';

interface Signing {
  readonly url: string;
  readonly secret: string;
  readonly now?: () => number;
}

interface Sent {
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

/** A request as Slack signs it: `v0:{seconds}:{body}` under HMAC-SHA256. */
export async function sendSigned(
  { url, secret, now = Date.now }: Signing,
  body: string,
  {
    type = 'application/x-www-form-urlencoded',
    headers = {},
    signal,
  }: { type?: string; headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Sent> {
  const seconds = String(Math.floor(now() / 1_000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`;
  const since = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    body,
    ...defined({ signal }),
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': seconds,
      'x-slack-signature': signature,
      ...headers,
    },
  });
  return { status: response.status, body: await response.text(), ms: performance.now() - since };
}

export const asForm = (payload: Args): string =>
  new URLSearchParams(
    Object.entries(payload).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();

export const asPayload = (payload: Args): string => asForm({ payload: JSON.stringify(payload) });
