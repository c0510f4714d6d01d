import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { defined } from '../../../src/defined.ts';
import type { Etiquette } from './etiquette.ts';
import type { Validators } from './parse-headers.ts';
import { expectPublicHost, publicLookup } from './public-addresses.ts';
import { acceptEncoding, readText } from './read-body.ts';

/** An answer of which the body has not been read yet. */
export interface Answer {
  readonly status: number;
  /** Empty if the header is missing. */
  header(name: string): string;
  /** Reads the body. Call it at most once. */
  text(): Promise<string>;
}

interface RequestHeaders {
  readonly accept: string;
  /** From `parseValidators`, because they go into headers unchanged. */
  readonly validators: Validators;
  readonly apiKey?: string;
}

interface SendOptions {
  readonly stopping?: AbortSignal;
  /** As in `FetcherOptions`. */
  readonly privateHosts?: readonly string[];
}

/**
 * Makes a function that sends one request and reads its answer while the connection is open. The connection is closed
 * afterwards: an idle one to rss.arxiv.org would count as a second one beside that to oaipmh.arxiv.org.
 */
export function createSendRequest(
  userAgent: string,
  limits: Etiquette,
  { stopping, privateHosts }: SendOptions = {},
) {
  const createAgent = (lookup?: LookupFunction) =>
    new Agent({
      connections: 1,
      pipelining: 0,
      connect: { timeout: limits.headDeadlineMs, ...defined({ lookup }) },
      headersTimeout: limits.headDeadlineMs,
      bodyTimeout: limits.bodySilenceMs,
    });
  const anywhere = createAgent();
  const publicOnly = createAgent(publicLookup);

  function dispatcherFor(url: URL): Agent {
    if (privateHosts === undefined || privateHosts.includes(url.hostname)) return anywhere;
    expectPublicHost(url);
    return publicOnly;
  }

  /** @throws FeedError, or whatever `read` or the connection throws */
  return async function sendRequest<Result>(
    url: URL,
    { accept, apiKey, validators: { etag, lastModified } }: RequestHeaders,
    read: (answer: Answer) => Promise<Result>,
  ): Promise<Result> {
    const dispatcher = dispatcherFor(url);
    // Not `AbortSignal.timeout`: within `AbortSignal.any`, Node 20 garbage-collects it before its time.
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new Error('the answer takes too long')),
      limits.answerDeadlineMs,
    );
    const signal = AbortSignal.any([late.signal, ...(stopping ? [stopping] : [])]);
    const headers = {
      accept,
      'user-agent': userAgent,
      'accept-encoding': acceptEncoding,
      ...defined({ 'x-api-key': apiKey, 'if-none-match': etag, 'if-modified-since': lastModified }),
    };
    try {
      const {
        statusCode: status,
        headers: given,
        body,
      } = await request(url, { dispatcher, headers, signal });
      // Closing the connection before the end of the body is an error of the body that concerns nobody.
      body.on('error', () => {});
      const header = (name: string) => [given[name] ?? []].flat().join(', ');
      try {
        return await read({ status, header, text: () => readText(body, header, limits.maxBodyBytes) });
      } finally {
        body.destroy();
      }
    } finally {
      clearTimeout(timer);
    }
  };
}
