import { Agent, request } from 'undici';
import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import { decodeText } from './decode-body.ts';
import type { Etiquette } from './etiquette.ts';
import type { Validators } from './fetcher.ts';
import { parseContentType } from './parse-headers.ts';
import { acceptEncoding, readBody, tooLarge } from './read-body.ts';

/** An answer of which the body has not been read yet. */
export interface Answer {
  readonly status: number;
  /** Empty if the header is missing. */
  header(name: string): string;
  /** Reads the body. Call it at most once. */
  text(): Promise<string>;
}

export interface RequestHeaders {
  readonly accept: string;
  /** From `parseValidators`, because they go into headers unchanged. */
  readonly validators: Validators;
}

/**
 * Makes a function that sends one request and reads its answer while the connection is open. The connection is closed
 * afterwards: an idle one to rss.arxiv.org would count as a second one beside that to oaipmh.arxiv.org.
 */
export function createSendRequest(userAgent: string, limits: Etiquette, stopping?: AbortSignal) {
  const dispatcher = new Agent({
    connections: 1,
    pipelining: 0,
    connect: { timeout: limits.headDeadlineMs },
    headersTimeout: limits.headDeadlineMs,
    bodyTimeout: limits.bodySilenceMs,
  });

  /** @throws FeedError, or whatever `read` or the connection throws */
  return async function sendRequest<Result>(
    url: URL,
    headers: RequestHeaders,
    read: (answer: Answer) => Promise<Result>,
  ): Promise<Result> {
    // Not `AbortSignal.timeout`: within `AbortSignal.any`, Node 20 garbage-collects it before its time.
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new Error('the answer takes too long')),
      limits.answerDeadlineMs,
    );
    const signal = AbortSignal.any([late.signal, ...(stopping ? [stopping] : [])]);
    try {
      return await send(url, headers, read, signal);
    } finally {
      clearTimeout(timer);
    }
  };

  async function send<Result>(
    url: URL,
    headers: RequestHeaders,
    read: (answer: Answer) => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result> {
    const response = await request(url, { dispatcher, headers: headersOf(headers, userAgent), signal });
    const { statusCode: status, body } = response;
    // Closing the connection before the end of the body is an error of the body that concerns nobody.
    body.on('error', () => {});
    const header = (name: string) => [response.headers[name] ?? []].flat().join(', ');
    try {
      return await read({
        status,
        header,
        async text() {
          if (Number(header('content-length')) > limits.maxBodyBytes) throw tooLarge(limits.maxBodyBytes);
          const bytes = await readBody(body, header('content-encoding'), limits.maxBodyBytes);
          return decodeText(bytes, parseContentType(header('content-type')).charset);
        },
      });
    } finally {
      body.destroy();
    }
  }
}

function headersOf({ accept, validators }: RequestHeaders, userAgent: string): Record<string, string> {
  if (accept === '' || userAgent === '')
    throw new FeedError('mistake', 'a request needs Accept and User-Agent');
  const { etag, lastModified } = validators;
  return {
    accept,
    'user-agent': userAgent,
    'accept-encoding': acceptEncoding,
    ...defined({ 'if-none-match': etag, 'if-modified-since': lastModified }),
  };
}
