import { Agent, request } from 'undici';
import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import { decodeText } from './decode-body.ts';
import type { Etiquette } from './etiquette.ts';
import type { Validators } from './fetcher.ts';
import { parseContentType } from './parse-headers.ts';
import { acceptEncoding, readBody, tooLarge } from './read-body.ts';

/** The head of an answer; its body is read on demand, once. */
export interface Answer {
  readonly status: number;
  /** Empty where it was not given. */
  header(name: string): string;
  text(): Promise<string>;
}

export interface Question {
  readonly accept: string;
  /** From `parseValidators`: they go into headers as they are. */
  readonly validators: Validators;
}

/**
 * Makes what sends one request and has its answer judged while the connection is open. It is closed in any case
 * afterwards: an idle one to rss.arxiv.org would be a second one beside that to export.arxiv.org.
 */
export function createSendRequest(userAgent: string, limits: Etiquette, stopping?: AbortSignal) {
  const dispatcher = new Agent({
    connections: 1,
    pipelining: 0,
    connect: { timeout: limits.headersMs },
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.silenceMs,
  });

  /** @throws FeedError, or whatever `judge` or the connection throws */
  return async function askOnce<Verdict>(
    url: URL,
    question: Question,
    judge: (answer: Answer) => Promise<Verdict>,
  ): Promise<Verdict> {
    // Not `AbortSignal.timeout`: within `AbortSignal.any`, Node 20 collects it as garbage before its time.
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new Error('the answer takes too long')), limits.answerMs);
    try {
      return await answered(
        url,
        question,
        judge,
        AbortSignal.any([late.signal, ...(stopping ? [stopping] : [])]),
      );
    } finally {
      clearTimeout(timer);
    }
  };

  async function answered<Verdict>(
    url: URL,
    question: Question,
    judge: (answer: Answer) => Promise<Verdict>,
    signal: AbortSignal,
  ): Promise<Verdict> {
    const headers = headersOf(question, userAgent);
    const { statusCode, headers: said, body } = await request(url, { dispatcher, headers, signal });
    // A body that is hung up on says so as an error, to nobody.
    body.on('error', () => {});
    const header = (name: string) => [said[name] ?? []].flat().join(', ');
    try {
      return await judge({
        status: statusCode,
        header,
        async text() {
          if (Number(header('content-length')) > limits.bodyBytes) throw tooLarge(limits.bodyBytes);
          const bytes = await readBody(body, header('content-encoding'), limits.bodyBytes);
          return decodeText(bytes, parseContentType(header('content-type')).charset);
        },
      });
    } finally {
      body.destroy();
    }
  }
}

function headersOf({ accept, validators }: Question, userAgent: string): Record<string, string> {
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
