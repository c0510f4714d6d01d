import { z } from 'zod';
import { defined } from '../../defined.ts';
import { secret, webAddress } from './variables.ts';

/** What can be set for the search by meaning. */
export const embeddingVariables = {
  EMBEDDINGS: z
    .enum(['offline', 'off'])
    .default('offline')
    .describe(
      'how searches know meaning: `offline` with a model that came with the packages, or `off`: they go by words alone (default: offline)',
    ),
  EMBEDDINGS_URL: webAddress(
    'a service with OpenAI’s interface to be asked instead, such as `https://api.openai.com/v1`; titles and abstracts go there',
  ),
  EMBEDDINGS_MODEL: z.string().optional().describe('… the name of its model'),
  EMBEDDINGS_KEY: secret('… its key, if it needs one'),
};

type Variables = z.infer<z.ZodObject<typeof embeddingVariables>>;
type Given = Readonly<Partial<Record<keyof Variables, string>>>;

/** How texts are embedded. */
export type EmbeddingSettings =
  | { readonly kind: 'offline' }
  | { readonly kind: 'endpoint'; readonly url: string; readonly model: string; readonly key?: string };

/** What turns texts into vectors; undefined: nothing does. */
export function toEmbeddings(given: Variables): EmbeddingSettings | undefined {
  const { EMBEDDINGS_URL: url, EMBEDDINGS_MODEL: model = '', EMBEDDINGS_KEY: key } = given;
  if (given.EMBEDDINGS === 'off') return undefined;
  return url === undefined ? { kind: 'offline' } : { kind: 'endpoint', url, model, ...defined({ key }) };
}

/** What is wrong with variables that belong together. */
export function embeddingProblems(given: Given): string[] {
  if (given.EMBEDDINGS_URL !== undefined)
    return given.EMBEDDINGS_MODEL ? [] : ['EMBEDDINGS_URL needs EMBEDDINGS_MODEL.'];
  return given.EMBEDDINGS_MODEL || given.EMBEDDINGS_KEY
    ? ['EMBEDDINGS_MODEL and EMBEDDINGS_KEY belong to a service: EMBEDDINGS_URL is missing.']
    : [];
}
