import { z } from 'zod';
import { type DoiService, doiServices } from '../../../adapters/feeds/enrich/by-doi.ts';
import { defined } from '../../defined.ts';
import { secret, webAddress } from './variables.ts';

const address = (help: string) => webAddress(`another address of ${help}, for mirrors and tests`);

/** What can be set for completing papers. */
export const enrichVariables = {
  ENRICH: z
    .string()
    .default('')
    .transform(readServices)
    .describe(
      'who is asked by DOI for what papers lack, abstract, authors, venue, date, citations: `crossref`, `openalex`, `s2` (Semantic Scholar), with commas between; with `none` nobody is asked for titles either (default: arXiv and Hugging Face, by title)',
    ),
  OPENALEX_KEY: secret('a key of OpenAlex, if you have one'),
  S2_KEY: secret('a key of Semantic Scholar; without one, few requests are answered'),
  ARXIV_API_URL: address('arXiv’s search API'),
  CROSSREF_URL: address('Crossref’s API'),
  OPENALEX_URL: address('OpenAlex’s API'),
  S2_URL: address('Semantic Scholar’s API'),
};

type Variables = z.infer<z.ZodObject<typeof enrichVariables>>;

/** Who is asked; undefined: nobody at all. */
function readServices(
  text: string,
  context: z.core.$RefinementCtx<string>,
): readonly DoiService[] | undefined {
  const names = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((name) => name !== '');
  if (names.length === 1 && names[0] === 'none') return undefined;
  const services = doiServices.filter((service) => names.includes(service));
  const unknown = names.find((name) => !doiServices.some((service) => service === name));
  if (unknown === undefined) return services;
  context.addIssue({
    code: 'custom',
    message: `“${unknown}” is nobody to ask: there are ${doiServices.join(', ')}`,
  });
  return z.NEVER;
}

/** Who is asked for what papers lack. */
export const toEnrich = ({ ENRICH: services, OPENALEX_KEY: openalexKey, S2_KEY: s2Key }: Variables) => ({
  services,
  ...defined({ openalexKey, s2Key }),
});
