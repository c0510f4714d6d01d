import { request } from 'undici';
import { z } from 'zod';
import { defined } from '../../src/defined.ts';
import { DeliveryError, UserError } from '../../src/errors.ts';

/** Which library, and who writes to it. */
export interface ZoteroOptions {
  /** A group's number, as in the address of its page. */
  readonly group: number;
  /** A key that may write to the group. */
  readonly key: string;
  /** The collection for new papers. */
  readonly collection?: string;
  /** Another address than Zotero's own, without a slash at its end. */
  readonly url?: string;
}

/** What the client of Zotero needs of its surroundings. */
export interface ZoteroDeps {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds, at once when the process is asked to end. */
  sleep(ms: number): Promise<void>;
  readonly stopping: AbortSignal;
  /** `Paperboy/0.1.0 (+contact)` */
  readonly userAgent: string;
}

/** An answer that was read. */
export interface ZoteroAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Of the library, as of this answer. */
  readonly version: number;
  /** In all, of what a page is a part of. */
  readonly total: number;
}

/** Where Zotero's Web API is; https://www.zotero.org/support/dev/web_api/v3/basics. */
export const defaultUrl = 'https://api.zotero.org';
/** Milliseconds for the headers of an answer, and between two pieces of it. */
const timeoutMs = 60_000;
/** How often a request is made that Zotero puts off: 429, 409 (somebody else writes) and 503. */
const mostTries = 6;
/** In seconds, where Zotero names no time. Doubles. */
const firstWait = 5;
/** In seconds: a longer wait is left to the next call. */
const longestWait = 600;

/**
 * Zotero's Web API, version 3: one request at a time, with the waits that `Backoff` and `Retry-After` ask for.
 * @see https://www.zotero.org/support/dev/web_api/v3/basics#rate_limiting
 */
export function createZoteroClient({ group, key, url = defaultUrl }: ZoteroOptions, deps: ZoteroDeps) {
  /** No request before. */
  let notBefore = 0;

  async function send(method: 'GET' | 'POST', path: string, write?: Write): Promise<Sent> {
    const { statusCode, headers, body } = await request(`${url}/groups/${group}${path}`, {
      method,
      headers: {
        'zotero-api-version': '3',
        'zotero-api-key': key,
        'user-agent': deps.userAgent,
        ...(write !== undefined && {
          'content-type': 'application/json',
          'if-unmodified-since-version': String(write.version),
        }),
      },
      ...defined({ body: write && JSON.stringify(write.items) }),
      signal: deps.stopping,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    const header = (name: string) => [headers[name] ?? []].flat()[0];
    return { status: statusCode, header, text: await body.text() };
  }

  async function trySend(...args: Parameters<typeof send>): Promise<Sent> {
    try {
      return await send(...args);
    } catch (error) {
      // Without the request: it has the key.
      const { code, message } = error as { readonly code?: unknown; readonly message: string };
      throw new DeliveryError(
        'unknown',
        `Zotero cannot be reached (${typeof code === 'string' ? code : message}).`,
      );
    }
  }

  /**
   * @throws UserError where the key or the group is wrong; DeliveryError where Zotero cannot be reached or goes on refusing
   */
  return async function ask(method: 'GET' | 'POST', path: string, write?: Write): Promise<ZoteroAnswer> {
    for (let tries = 1; ; tries++) {
      await deps.sleep(Math.max(0, notBefore - deps.now()));
      const sent = await trySend(method, path, write);
      const { status, header } = sent;
      const wait = secondsIn(header('retry-after')) ?? secondsIn(header('backoff'));
      notBefore = deps.now() + (wait ?? 0) * 1_000;
      if (status !== 429 && status !== 409 && status < 500) return readAnswer(sent);
      const seconds = wait ?? firstWait * 2 ** (tries - 1);
      if (tries === mostTries || seconds > longestWait)
        throw new DeliveryError('later', `Zotero puts requests off (status ${status}).`, {
          retryAfterMs: seconds * 1_000,
        });
      notBefore = deps.now() + seconds * 1_000;
    }
  };
}

/** Items to add, unless the library has changed since a version. */
interface Write {
  readonly items: readonly object[];
  readonly version: number;
}

interface Sent {
  readonly status: number;
  header(name: string): string | undefined;
  readonly text: string;
}

const secondsIn = (text = ''): number | undefined =>
  /^\d{1,6}$/.test(text.trim()) ? Number(text) : undefined;

function readAnswer({ status, header, text }: Sent): ZoteroAnswer {
  if (status === 403)
    throw new UserError(
      'zotero-key',
      'Zotero does not take this key for that group.',
      'ZOTERO_KEY needs the right to write to the group of ZOTERO_GROUP: zotero.org/settings/keys.',
    );
  if (status === 404)
    throw new UserError(
      'zotero-group',
      'Zotero has no such group.',
      'ZOTERO_GROUP is the number in the address of the group’s page: zotero.org/groups/1234567.',
    );
  if (status !== 200 && status !== 412)
    throw new DeliveryError('unknown', `Zotero answers with status ${status}: ${text.slice(0, 200)}`);
  return {
    status,
    body: status === 200 ? parsed(text) : undefined,
    version: wholeNumber(header('last-modified-version')),
    total: wholeNumber(header('total-results')),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DeliveryError('unknown', 'Zotero’s answer is no JSON.');
  }
}

const wholeNumber = (text = ''): number => z.coerce.number().int().catch(0).parse(text);
