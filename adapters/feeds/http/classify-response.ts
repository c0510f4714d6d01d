import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import { parseUrl } from '../../../src/parse-url.ts';
import { kindOfText } from './decode-body.ts';
import type { Etiquette } from './etiquette.ts';
import type { FetchResult } from './fetcher.ts';
import {
  parseContentType,
  parseRateLimit,
  parseRetryAfter,
  parseValidators,
  saysNextLink,
} from './parse-headers.ts';
import type { Refusal } from './refusal-time.ts';
import type { Answer } from './send-request.ts';

/** What an answer means. Has both a result and a refusal when arXiv refuses with a whole feed in the body. */
export interface ResponseClass {
  readonly result?: FetchResult;
  readonly movedTo?: URL;
  readonly refusal?: Refusal;
}

interface RequestContext {
  readonly url: URL;
  readonly now: number;
  /** Whether the request had validators. */
  readonly conditional: boolean;
  readonly limits: Etiquette;
}

const refusals: readonly number[] = [403, 406, 429, 503];
const redirects: readonly number[] = [301, 302, 303, 307, 308];
/** arXiv has sent whole feeds with these: 406 in 2026, and 400 with the feed "Feed error for query". */
const mayHoldFeed: readonly number[] = [400, 406];
/** Client errors that pass without a person's help. */
const passing: readonly number[] = [408, 425];

/** @throws FeedError, or whatever reading the body throws */
export async function classifyResponse(answer: Answer, context: RequestContext): Promise<ResponseClass> {
  const { status } = answer;
  const { url, conditional } = context;
  const refusal = refusals.includes(status) ? refusalOf(answer, context.now) : undefined;
  if (status === 200) return { result: bodyOf(await readFeed(answer), answer) };
  if (status === 304 && conditional) return { result: { kind: 'unchanged' } };
  if (redirects.includes(status)) return { movedTo: targetOf(answer, context) };
  if (mayHoldFeed.includes(status)) {
    const text = await readIfPossible(answer);
    if (kindOfText(text) === 'feed') return { result: bodyOf(text, answer), ...defined({ refusal }) };
  }
  if (refusal) return { refusal };
  throw failureOf(status, url);
}

/** @throws FeedError `unreadable` for an empty body or a web page */
async function readFeed(answer: Answer): Promise<string> {
  const text = await answer.text();
  if (text.trim() === '') throw new FeedError('unreadable', 'the answer is empty');
  if (isWebPage(text, answer)) throw new FeedError('unreadable', 'it answered with a web page');
  return text;
}

/** Empty if the body cannot be read: the status says enough. */
async function readIfPossible(answer: Answer): Promise<string> {
  try {
    return await answer.text();
  } catch {
    return '';
  }
}

function isWebPage(text: string, answer: Answer): boolean {
  const kind = kindOfText(text);
  if (kind !== 'other') return kind === 'web page';
  const { type } = parseContentType(answer.header('content-type'));
  return /\bhtml\b/.test(type) && !/^\s*[[{]/.test(text);
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

function targetOf(answer: Answer, { url, limits }: RequestContext): URL {
  const location = answer.header('location');
  const target = location === '' ? undefined : parseUrl(location, url.href);
  if (target === undefined) throw new FeedError('unreadable', 'it redirects to nowhere');
  target.hash = '';
  if (!mayFollow(url, target, limits.domain))
    throw new FeedError(
      'unreadable',
      `it redirects to ${target.protocol}//${target.host}, which is not followed`,
    );
  return target;
}

function failureOf(status: number, url: URL): FeedError {
  if (status >= 500 || passing.includes(status)) return new FeedError('unreachable', `it answered ${status}`);
  if (status >= 400)
    return new FeedError('mistake', `it answered ${status} to ${(url.pathname + url.search).slice(0, 200)}`);
  return new FeedError('unreadable', `it answered ${status}`);
}

/**
 * Whether a redirect may be followed: within a host, or between hosts of the feed's own domain on their default ports.
 * Never from https to http, unless to this machine, and never with a name and password.
 */
export function mayFollow(from: URL, to: URL, domain: string): boolean {
  if (to.username !== '' || to.password !== '') return false;
  if (!isAsSecure(from, to)) return false;
  return to.hostname === from.hostname || areInside(domain, from, to);
}

function isAsSecure(from: URL, to: URL): boolean {
  if (to.protocol === 'https:') return true;
  return to.protocol === 'http:' && (from.protocol === 'http:' || isLoopback(to.hostname));
}

const areInside = (domain: string, ...urls: readonly URL[]) =>
  urls.every(({ hostname, port }) => port === '' && (hostname === domain || hostname.endsWith(`.${domain}`)));

/** This machine: tests, and proxies on it. */
const isLoopback = (hostname: string) => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
