import { defined } from '../../../src/defined.ts';
import type { PaperEnricher } from '../../../src/ports/paper-enricher.ts';
import { defaultUrls, type FeedsOptions, userAgent } from '../create-feeds.ts';
import { createFetcher } from '../http/create-fetcher.ts';
import { createByDoi, type DoiOptions, type DoiService } from './by-doi.ts';
import { createArxivTitles, createHuggingfaceTitles } from './by-title.ts';
import { parseCrossref } from './crossref.ts';
import { parseOpenalex } from './openalex.ts';
import { parseSemanticScholar, s2Fields } from './semantic-scholar.ts';

/** What is asked for what papers lack. */
export interface EnrichersOptions extends Omit<FeedsOptions, 'settings'> {
  /** The services that are asked by DOI. */
  readonly services: readonly DoiService[];
  readonly openalexKey?: string | undefined;
  readonly s2Key?: string | undefined;
}

/** Makes what asks for papers that lack something: by title at arXiv and Hugging Face, by DOI at the services that are set. */
export function createEnrichers(options: EnrichersOptions): readonly PaperEnricher[] {
  const { services, openalexKey, s2Key, urls: given, version, contact, ...rest } = options;
  const urls = { ...defaultUrls, ...given };
  const fetcherOf = (host: DoiService | 'arxiv' | 'huggingface') =>
    createFetcher({ ...rest, host, userAgent: userAgent(version, contact) });
  const byDoi: Readonly<Record<DoiService, Pick<DoiOptions, 'request' | 'parse'>>> = {
    crossref: {
      // A contact by mail gets a faster pool (api.crossref.org).
      request: (doi) => ({
        url: `${urls.crossref}/works/${encodeURIComponent(doi)}${contact?.includes('@') ? `?mailto=${encodeURIComponent(contact)}` : ''}`,
      }),
      parse: parseCrossref,
    },
    openalex: {
      request: (doi) => ({
        url: `${urls.openalex}/works/doi:${encodeURIComponent(doi)}${openalexKey === undefined ? '' : `?api_key=${encodeURIComponent(openalexKey)}`}`,
      }),
      parse: parseOpenalex,
    },
    s2: {
      request: (doi) => ({
        url: `${urls.s2}/graph/v1/paper/DOI:${encodeURIComponent(doi)}?fields=${s2Fields}`,
        ...defined({ apiKey: s2Key }),
      }),
      parse: parseSemanticScholar,
    },
  };
  return [
    createArxivTitles(urls.arxivApi, fetcherOf('arxiv')),
    createHuggingfaceTitles(urls.huggingface, fetcherOf('huggingface')),
    ...services.map((service) => createByDoi({ service, fetcher: fetcherOf(service), ...byDoi[service] })),
  ];
}
