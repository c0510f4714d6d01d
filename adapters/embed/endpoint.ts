import { request } from 'undici';
import { z } from 'zod';
import { EmbeddingError } from '../../src/errors.ts';
import type { Embedder } from '../../src/ports/embedder.ts';

/** Which service is asked for vectors. */
export interface EndpointOptions {
  /** The address before `/embeddings`, such as `https://api.openai.com/v1`. */
  readonly url: string;
  readonly model: string;
  readonly key?: string;
}

/** Milliseconds for the headers of an answer, and between two pieces of it. */
const timeoutMs = 30_000;
/** Texts in a request. OpenAI takes 2,048; other servers less. */
const textsAtOnce = 32;
/** Characters of a text. OpenAI's models take 8,191 tokens and refuse more; a token has a character or more. */
const maxCharacters = 8_000;

const answerShape = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1) })),
});

/** A service with OpenAI's interface for embeddings (`POST /embeddings`). */
export function createEndpointEmbedder({ url, model, key }: EndpointOptions): Embedder {
  const stopping = new AbortController();

  async function ask(texts: readonly string[]): Promise<readonly Float32Array[]> {
    const answer = await post({ model, input: texts.map((text) => text.slice(0, maxCharacters) || ' ') });
    const { data } = answerShape.parse(answer);
    const vectors = new Map(data.map(({ index, embedding }) => [index, Float32Array.from(embedding)]));
    return texts.map((_, i) => {
      const vector = vectors.get(i);
      if (vector === undefined) throw new Error('a vector is missing in the answer');
      return vector;
    });
  }

  async function post(body: object): Promise<unknown> {
    const { statusCode, body: answer } = await request(`${url}/embeddings`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(body),
      signal: stopping.signal,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    if (statusCode === 200) return answer.json();
    await answer.dump();
    throw new Error(`it answers with status ${statusCode}`);
  }

  return {
    // The address belongs to the name: two services may call different models the same.
    model: `${model} at ${new URL(url).host}`,
    async embed(texts) {
      try {
        const vectors: Float32Array[] = [];
        for (let at = 0; at < texts.length; at += textsAtOnce)
          vectors.push(...(await ask(texts.slice(at, at + textsAtOnce))));
        return vectors;
      } catch (error) {
        throw new EmbeddingError(`Texts cannot be embedded at ${new URL(url).host}: ${reasonOf(error)}.`);
      }
    },
    async close() {
      stopping.abort();
    },
  };
}

/** Without the answer: it may repeat the key. */
function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return 'the answer has another form than OpenAI’s';
  const { code } = error as { readonly code?: unknown };
  if (typeof code === 'string') return code;
  return error instanceof SyntaxError ? 'the answer is no JSON' : (error as Error).message;
}
