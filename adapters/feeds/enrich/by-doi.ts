import { readDoi } from '../../../src/corpus/doi.ts';
import { makeRecord } from '../../../src/corpus/make-record.ts';
import type { RecordFields } from '../../../src/corpus/record.ts';
import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import type { PaperEnricher } from '../../../src/ports/paper-enricher.ts';
import { StatusError } from '../http/classify-response.ts';
import type { Fetcher } from '../http/create-fetcher.ts';
import { etiquette } from '../http/etiquette.ts';
import { parseJson } from '../parse-json.ts';

/** The services that know works by their DOI, as the setting `ENRICH` names them. */
export const doiServices = ['crossref', 'openalex', 's2'] as const;
/** A service that knows papers by their DOI. */
export type DoiService = (typeof doiServices)[number];

/** What a service says of a work. */
export type WorkFields = Omit<RecordFields, 'source' | 'edition' | 'isNew'>;

interface DoiRequest {
  readonly url: string;
  readonly apiKey?: string;
}

/** How one service is asked, and how its answer is read. */
export interface DoiOptions {
  readonly service: DoiService;
  readonly fetcher: Fetcher;
  readonly request: (doi: string) => DoiRequest;
  /** @returns undefined for JSON of another kind */
  readonly parse: (answer: unknown) => WorkFields | undefined;
}

/** Asks a service for works by their DOI. A work that answers to another DOI is another one. */
export function createByDoi({ service, fetcher, request, parse }: DoiOptions): PaperEnricher {
  const { label } = etiquette[service];
  const name = `${service}:works`;
  return {
    name,
    label,
    kind: 'doi',
    async find({ doi }) {
      if (doi === undefined) return undefined;
      const text = await ask(fetcher, request(doi));
      if (text === undefined) return undefined;
      const work = parse(parseJson(text));
      if (work === undefined)
        throw new FeedError('unreadable', `${label} answered with JSON of another kind`);
      if (readDoi(work.doi ?? doi) !== doi) return undefined;
      const record = makeRecord({ ...work, doi, source: name, edition: { by: 'import' }, isNew: false });
      return 'paper' in record ? record : undefined;
    },
  };
}

/** Undefined where there is no such work. Any other refusal, as of a key, is an error. */
async function ask(fetcher: Fetcher, { url, apiKey }: DoiRequest): Promise<string | undefined> {
  try {
    const answer = await fetcher.get(url, {
      accept: 'application/json',
      ...defined({ apiKey }),
    });
    return answer.kind === 'unchanged' ? undefined : answer.text;
  } catch (error) {
    for (let each = error; each instanceof Error; each = each.cause)
      if (each instanceof StatusError && (each.status === 404 || each.status === 410)) return undefined;
    throw error;
  }
}
