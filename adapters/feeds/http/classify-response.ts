import { beginsAsWebPage } from '../../../src/corpus/text/clean-text.ts';
import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import { parseUrl } from '../../../src/parse-url.ts';
import type { Refusal } from './etiquette.ts';
import {
  parseContentType,
  parseRateLimit,
  parseRetryAfter,
  parseValidators,
  saysNextLink,
  type Validators,
} from './parse-headers.ts';
import type { Answer } from './send-request.ts';

/** What became of a request. */
export type FetchResult =
  | {
      /** The host answered 304: the validators are still valid. */
      readonly kind: 'unchanged';
    }
  | {
      readonly kind: 'body';
      /** Decompressed and decoded, without a byte order mark. Never empty. May have NUL and other control characters. */
      readonly text: string;
      readonly validators: Validators;
      /** Whether the `Link` header names a next page. Its address is not used: pages are asked for by number. */
      readonly hasNext: boolean;
    };

/** What an answer means. Has both a result and a refusal when arXiv refuses with a whole feed in the body. */
export type ResponseClass =
  | { readonly movedTo: URL }
  | { readonly result?: FetchResult; readonly refusal?: Refusal };

interface RequestContext {
  readonly url: URL;
  readonly now: number;
  /** Whether the request had validators. */
  readonly isConditional: boolean;
  /** Redirects may lead to every host of this domain; absent: to every host. */
  readonly domain?: string;
}

const refusals: readonly number[] = [403, 406, 429, 503];
const redirects: readonly number[] = [301, 302, 303, 307, 308];
/** arXiv has sent whole feeds with these: 406 in 2026, and 400 with the feed "Feed error for query". */
const mayHoldFeed: readonly number[] = [400, 406];
/** Client errors that pass without a person's help. */
const passing: readonly number[] = [408, 425];

/** The answer is a page for people. */
export class WebPageError extends FeedError {
  readonly text: string;
  /** Where it was found, after all redirects. */
  readonly url: URL;

  constructor(text: string, url: URL) {
    super('unreadable', 'it answered with a web page');
    this.text = text;
    this.url = url;
  }
}

/** The host says that there is nothing at the address, or nothing for us. */
export class StatusError extends FeedError {
  readonly status: number;

  constructor(status: number, message: string) {
    super('mistake', message);
    this.status = status;
  }
}

/** @throws FeedError, or whatever reading the body throws */
export async function classifyResponse(answer: Answer, context: RequestContext): Promise<ResponseClass> {
  const { status } = answer;
  const refusal = refusals.includes(status) ? refusalOf(answer, context.now) : undefined;
  if (status === 200) return { result: bodyOf(await readFeed(answer, context.url), answer) };
  if (status === 304 && context.isConditional) return { result: { kind: 'unchanged' } };
  if (redirects.includes(status)) return { movedTo: targetOf(answer, context) };
  if (mayHoldFeed.includes(status)) {
    // If the body cannot be read, the status says enough.
    const text = await answer.text().catch(() => '');
    if (kindOfText(text) === 'feed') return { result: bodyOf(text, answer), ...defined({ refusal }) };
  }
  if (refusal !== undefined) return { refusal };
  throw failureOf(status, context.url);
}

/** @throws FeedError `unreadable` for an empty body or a web page */
async function readFeed(answer: Answer, url: URL): Promise<string> {
  const text = await answer.text();
  if (text.trim() === '') throw new FeedError('unreadable', 'the answer is empty');
  if (isWebPage(text, answer)) throw new WebPageError(text, url);
  return text;
}

function isWebPage(text: string, answer: Answer): boolean {
  const kind = kindOfText(text);
  if (kind !== 'other') return kind === 'web page';
  const { type } = parseContentType(answer.header('content-type'));
  return /\bhtml\b/.test(type) && !/^\s*[[{]/.test(text);
}

/** The kind of a text, by how it begins. `other` is JSON and everything else. */
function kindOfText(text: string): 'feed' | 'web page' | 'other' {
  const start = text.slice(0, 2_000).trimStart();
  const declaration = /^<\?xml\b[^>]*>/.exec(start)?.[0] ?? '';
  const root = start.slice(declaration.length).replace(/^(?:\s+|<!--[^>]*-->)*/, '');
  if (beginsAsWebPage(root)) return 'web page';
  if (declaration !== '' || /^<(?:\w+:)?(?:rss|feed|oai-pmh|rdf)\b/i.test(root)) return 'feed';
  return 'other';
}

function refusalOf(answer: Answer, now: number): Refusal {
  const saidMs =
    parseRetryAfter(answer.header('retry-after'), now) ?? parseRateLimit(answer.header('ratelimit'));
  return { status: answer.status, ...defined({ saidMs }) };
}

function bodyOf(text: string, answer: Answer): FetchResult {
  return {
    kind: 'body',
    text,
    validators: parseValidators(answer.header('etag'), answer.header('last-modified')),
    hasNext: saysNextLink(answer.header('link')),
  };
}

function targetOf(answer: Answer, { url, domain }: RequestContext): URL {
  const location = answer.header('location');
  const target = location === '' ? undefined : parseUrl(location, url.href);
  if (target === undefined) throw new FeedError('unreadable', 'it redirects to nowhere');
  target.hash = '';
  if (!mayFollow(url, target, domain))
    throw new FeedError(
      'unreadable',
      `it redirects to ${target.protocol}//${target.host}, which is not followed`,
    );
  return target;
}

function failureOf(status: number, url: URL): FeedError {
  if (status >= 500 || passing.includes(status)) return new FeedError('unreachable', `it answered ${status}`);
  if (status >= 400)
    return new StatusError(status, `it answered ${status} to ${(url.pathname + url.search).slice(0, 200)}`);
  return new FeedError('unreadable', `it answered ${status}`);
}

/**
 * Whether a redirect may be followed: within a host and its port (any port of this machine), or between hosts of
 * the feed's own domain on their default ports; without a domain, between all hosts.
 * Never from https to http, unless to this machine, and never with a name and password.
 */
export function mayFollow(from: URL, to: URL, domain?: string): boolean {
  if (to.username !== '' || to.password !== '') return false;
  if (!isAsSecure(from, to)) return false;
  if (to.hostname !== from.hostname) return areInside(domain, from, to);
  return to.port === from.port || isLoopback(to.hostname);
}

function isAsSecure(from: URL, to: URL): boolean {
  if (to.protocol === 'https:') return true;
  return to.protocol === 'http:' && (from.protocol === 'http:' || isLoopback(to.hostname));
}

const areInside = (domain: string | undefined, ...urls: readonly URL[]) =>
  urls.every(
    ({ hostname, port }) =>
      port === '' && (domain === undefined || hostname === domain || hostname.endsWith(`.${domain}`)),
  );

/** This machine: tests, and proxies on it. */
const isLoopback = (hostname: string) => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
