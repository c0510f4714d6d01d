import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type FeedAnswer,
  type FeedServer,
  startFeedServer,
} from '../../../support/doubles/feeds/feed-server.ts';
import { asFeed, failure, feed, fetcherWith } from '../../../support/doubles/feeds/with-server.ts';
import { until } from '../../../support/until.ts';

let server: FeedServer;
beforeAll(async () => {
  server = await startFeedServer();
});
afterAll(() => server.close());

const mb = 1024 * 1024;

/** Fetches one answer, under limits that a test can reach. */
function fetchOne(answer: FeedAnswer | (() => Promise<FeedAnswer>), limits = {}) {
  server.on('/body', answer);
  return fetcherWith({ limits: { maxBodyBytes: mb, ...limits } }).fetcher.get(`${server.url}/body`, asFeed);
}

const packed = (coding: string, body: Buffer | AsyncIterable<Buffer>): FeedAnswer => ({
  headers: { 'content-encoding': coding, 'content-type': 'text/xml' },
  body,
});

async function* forever<Piece>(piece: Piece) {
  for (;;) yield piece;
}

async function* stalling(piece: string) {
  yield piece;
  await new Promise(() => {});
}

/** Resolves once the last request is no longer open at the server. */
async function hungUp(): Promise<void> {
  const request = server.requests.at(-1);
  await until(() => request?.endedAt !== undefined);
}

describe('a compressed body', () => {
  it.each([
    ['gzip', gzipSync(feed)],
    ['GZIP', gzipSync(feed)],
    ['deflate', deflateSync(feed)],
    ['br', brotliCompressSync(feed)],
    ['identity', Buffer.from(feed)],
  ])('is read: %s', async (coding, body) => {
    expect(await fetchOne(packed(coding, body))).toMatchObject({ text: feed });
  });

  it.each([
    ['gzip', gzipSync(feed)],
    ['deflate', deflateSync(feed)],
    ['br', brotliCompressSync(feed)],
  ])('that is truncated fails: %s', async (coding, body) => {
    for (const end of [1, 9, body.length >> 1, body.length - 1])
      expect(await failure(fetchOne(packed(coding, body.subarray(0, end))))).toMatchObject({
        problem: 'unreachable',
      });
  });

  it('that is not compressed fails', async () => {
    expect(await failure(fetchOne(packed('gzip', Buffer.from(feed))))).toMatchObject({
      problem: 'unreachable',
    });
    expect(await failure(fetchOne(packed('zstd', Buffer.from(feed))))).toMatchObject({
      problem: 'unreadable',
    });
    expect(await failure(fetchOne(packed('constructor', Buffer.from(feed))))).toMatchObject({
      problem: 'unreadable',
    });
  });

  it('is limited by its size after decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * mb), { level: 9 });
    expect(bomb.length).toBeLessThan(mb);
    const before = process.memoryUsage().arrayBuffers;
    expect(await failure(fetchOne(packed('gzip', bomb)))).toMatchObject({
      problem: 'unreadable',
      message: 'arXiv at 127.0.0.1: the answer is larger than 1 MB',
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60 * mb);
  });

  it('that decompresses to nothing for too long fails at the deadline', async () => {
    const empty = gzipSync('').subarray(0, 10);
    const blocks = (async function* () {
      yield empty;
      yield* forever(Buffer.alloc(1_000, Buffer.from([0, 0, 0, 0xff, 0xff])));
    })();
    expect(await failure(fetchOne(packed('gzip', blocks), { answerDeadlineMs: 100 }))).toMatchObject({
      problem: 'unreachable',
    });
  });
});

describe('an endless body', () => {
  it.each([
    [
      'by its Content-Length',
      { headers: { 'content-length': String(2 ** 31), 'content-type': 'text/xml' }, body: stalling('<a/>') },
    ],
    ['by what arrives', { body: forever('<a/>'.repeat(1_000)) }],
  ])('is cut off at the size limit: %s', async (_, answer) => {
    expect(await failure(fetchOne(answer))).toMatchObject({
      problem: 'unreadable',
      message: 'arXiv at 127.0.0.1: the answer is larger than 1 MB',
    });
    await hungUp();
  });

  it('is cut off after a silence', async () => {
    expect(await failure(fetchOne({ body: stalling('<rss>') }, { bodySilenceMs: 30 }))).toMatchObject({
      problem: 'unreachable',
    });
    await hungUp();
  });

  it('that trickles is cut off at the deadline, also after garbage collection', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const trickle = (async function* () {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        collectGarbage();
        yield 'a';
      }
    })();
    expect(await failure(fetchOne({ body: trickle }, { answerDeadlineMs: 60 }))).toMatchObject({
      problem: 'unreachable',
    });
    await hungUp();
  });

  it('fails at the deadline if not even its head arrives', async () => {
    const never = () => new Promise<FeedAnswer>(() => {});
    expect(await failure(fetchOne(never, { headDeadlineMs: 30 }))).toMatchObject({ problem: 'unreachable' });
    expect(await failure(fetchOne(never, { answerDeadlineMs: 30 }))).toMatchObject({
      problem: 'unreachable',
    });
    await hungUp();
  });

  it('of a refusal is not waited for', async () => {
    const refusal = { status: 406, body: stalling('<rss>') };
    expect(await failure(fetchOne(refusal, { bodySilenceMs: 30 }))).toMatchObject({ problem: 'refused' });
    expect(await failure(fetchOne({ status: 429, body: forever('no') }))).toMatchObject({
      problem: 'refused',
    });
    await hungUp();
  });
});

describe('a body', () => {
  it('that is truncated fails', async () => {
    const length = { 'content-length': '1000', 'content-type': 'text/xml' };
    for (const answer of [
      { body: '<rss>', cut: true },
      { headers: length, body: '<rss>', cut: true },
    ])
      expect(await failure(fetchOne(answer))).toMatchObject({ problem: 'unreachable' });
  });

  it.each([
    ['its header', 'text/xml; charset=iso-8859-1', Buffer.from('<rss>é</rss>', 'latin1'), '<rss>é</rss>'],
    ['its declaration', 'text/xml', Buffer.from('<?xml version="1.0" encoding="latin1"?>é', 'latin1'), 'é'],
    [
      'its byte order mark',
      'text/xml; charset=utf-8',
      Buffer.from('\ufeff<rss>é</rss>', 'utf16le'),
      '<rss>é</rss>',
    ],
    ['nothing', 'text/xml', Buffer.from('\ufeff<rss>é</rss>'), '<rss>é</rss>'],
    [
      'a declaration that cannot be true',
      'text/xml',
      Buffer.from('<?xml version="1.0" encoding="UTF-16"?>é'),
      'é',
    ],
    ['a charset that nobody knows', 'text/xml; charset=klingon', Buffer.from('<rss>é</rss>'), '<rss>é</rss>'],
    [
      'a wrong charset',
      'text/xml; charset=utf-8',
      Buffer.from('<rss>é</rss>', 'latin1'),
      '<rss>\ufffd</rss>',
    ],
  ])('is decoded by %s', async (_, type, body, text) => {
    const result = await fetchOne({ headers: { 'content-type': type }, body });
    expect(result.kind === 'body' && result.text.replace(/^<\?xml.*\?>/, '')).toBe(text);
  });

  it.each([
    ['<!DOCTYPE html><title>Sign in</title>', 'text/html'],
    [
      '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">',
      'application/xhtml+xml',
    ],
    ['<!-- x --><HTML>', 'text/xml'],
    ['Please wait while we check your browser', 'text/html; charset=utf-8'],
  ])('that is a web page is unreadable: %s', async (body, type) => {
    expect(await failure(fetchOne({ headers: { 'content-type': type }, body }))).toMatchObject({
      problem: 'unreadable',
      message: 'arXiv at 127.0.0.1: it answered with a web page',
    });
  });

  it.each(['[]', ' {"a":1}', feed, '<feed/>', '<oai:OAI-PMH/>'])(
    'is taken for what it is: %s',
    async (body) => {
      expect(await fetchOne({ headers: { 'content-type': 'text/html' }, body })).toMatchObject({
        text: body,
      });
    },
  );

  it('that is empty is unreadable', async () => {
    expect(await failure(fetchOne({ body: '' }))).toMatchObject({ problem: 'unreadable' });
    expect(await failure(fetchOne({ body: ' \n' }))).toMatchObject({ problem: 'unreadable' });
  });
});
