import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEndpointEmbedder } from '../../../adapters/embed/endpoint.ts';
import { EmbeddingError } from '../../../src/errors.ts';

interface Asked {
  readonly path: string | undefined;
  readonly key: string | undefined;
  readonly body: { readonly model: string; readonly input: readonly string[] };
}

const asked: Asked[] = [];
let answer: (asked: Asked) => readonly [status: number, body: string] = () => [200, '{}'];

const server = createServer(async (request, response) => {
  let text = '';
  for await (const piece of request) text += piece;
  const each = { path: request.url, key: request.headers.authorization, body: JSON.parse(text) };
  asked.push(each);
  const [status, body] = answer(each);
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => void server.close());

const embedder = () => createEndpointEmbedder({ url, model: 'small', key: 's3cret' });

/** As OpenAI answers, in another order than that of the texts. */
const lengths = ({ body }: Asked) => {
  const data = body.input.map((text, index) => ({ object: 'embedding', index, embedding: [text.length, 1] }));
  return [200, JSON.stringify({ object: 'list', data: data.reverse(), model: 'small' })] as const;
};

it('asks in bounded pieces with its key, and gives vectors in the order of the texts', async () => {
  answer = lengths;
  asked.length = 0;
  const texts = Array.from({ length: 40 }, (_, i) => 'x'.repeat(i + 1));
  const vectors = await embedder().embed(texts);
  expect(vectors.map(([length]) => length)).toEqual(texts.map(({ length }) => length));
  expect(asked.map(({ path, key }) => [path, key])).toEqual(
    Array.from({ length: 2 }, () => ['/v1/embeddings', 'Bearer s3cret']),
  );
  expect(asked.map(({ body }) => body.input.length)).toEqual([32, 8]);
});

it('sends no key where none is set, cuts long texts, and sends no empty one', async () => {
  answer = lengths;
  asked.length = 0;
  await createEndpointEmbedder({ url, model: 'small' }).embed(['y'.repeat(20_000), '']);
  expect(asked[0]?.key).toBeUndefined();
  expect(asked[0]?.body.input.map((text) => text.length)).toEqual([8_000, 1]);
});

it.each([
  ['a refusal', [401, '{"error":"bad key s3cret"}'], 'status 401'],
  ['an error', [500, 'oops'], 'status 500'],
  ['no JSON', [200, '<html>'], 'no JSON'],
  ['another form', [200, '{"vectors":[]}'], 'another form'],
  ['too few vectors', [200, '{"data":[]}'], 'missing'],
] as const)('says what is wrong and never the key: %s', async (_name, given, reason) => {
  answer = () => given;
  const failure = await embedder()
    .embed(['a'])
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(EmbeddingError);
  expect(String(failure)).toContain(reason);
  expect(JSON.stringify(failure) + String((failure as Error).stack)).not.toContain('s3cret');
});

it('says that nobody answers', async () => {
  const nobody = createEndpointEmbedder({ url: 'http://127.0.0.1:1/v1', model: 'm' });
  await expect(nobody.embed(['a'])).rejects.toThrow('ECONNREFUSED');
});
