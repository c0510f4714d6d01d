import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DoiService } from '../../../../adapters/feeds/enrich/by-doi.ts';
import { createEnrichers } from '../../../../adapters/feeds/enrich/create-enrichers.ts';
import { parseCrossref } from '../../../../adapters/feeds/enrich/crossref.ts';
import { parseOpenalex, textOfIndex } from '../../../../adapters/feeds/enrich/openalex.ts';
import { parseSemanticScholar } from '../../../../adapters/feeds/enrich/semantic-scholar.ts';
import { FeedError } from '../../../../src/errors.ts';
import { type FeedServer, startFeedServer } from '../../../support/doubles/feeds/feed-server.ts';
import { stepClock } from '../../../support/doubles/feeds/with-server.ts';
import { startArxivSearch, startWorksDouble } from '../../../support/doubles/feeds/works-double.ts';
import { memoryHostStore } from '../../../support/fakes/memory-host-store.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';
import { samplePaper } from '../../../support/fixtures/sample-papers.ts';

const abstract = 'We follow ants home and find that they count their steps over any kind of ground.';
const doi = '10.1234/ants(2026)1<1:a>2.0;x-#y';
let server: FeedServer;
beforeAll(async () => {
  server = await startFeedServer();
  startWorksDouble(server, [{ doi, title: 'Ants Count', abstract, preprintOf: '10.5555/Journal.1' }], 'k1');
  startArxivSearch(server, {
    '2605.00001': 'Non-Invasive Ants: A Study of Steps',
    '2605.00002': 'Non-Invasive Ants: A Study of Steps, Revisited',
    '2605.00003': 'Twice Told',
    '2605.00004': 'Twice Told',
  });
  server.on('/hf/api/papers/search', {
    body: JSON.stringify([
      {
        paper: {
          id: '2605.00001',
          title: 'Non-Invasive Ants: A Study of Steps',
          summary: 'Ants.',
          publishedAt: '2026-05-02T00:00:00Z',
          authors: [{ name: 'Ada Lin' }],
        },
      },
    ]),
  });
});
afterAll(async () => {
  await server.close();
  expect(server.complaints).toEqual([]);
});

function enricher(name: string, fields: { s2Key?: string } = { s2Key: 'k1' }) {
  const clock = stepClock();
  const found = createEnrichers({
    services: ['crossref', 'openalex', 's2'] satisfies DoiService[],
    urls: {
      arxivApi: `${server.url}/arxiv/query`,
      huggingface: `${server.url}/hf`,
      crossref: `${server.url}/crossref`,
      openalex: `${server.url}/openalex`,
      s2: `${server.url}/s2`,
    },
    store: memoryHostStore(),
    clock,
    logger: silentLogger,
    version: '0.1.0',
    contact: 'ada@example.org',
    sleep: clock.sleep,
    ...fields,
  }).find((each) => each.name === name);
  if (found === undefined) throw new Error('no such service');
  return found;
}
const known = samplePaper({ id: 'p', title: 'Ants Count', doi });

describe('by DOI', () => {
  it.each([
    ['crossref:works', { published: '2026-05', citations: 7, authors: ['Ada Lin', 'The Ant Group'] }],
    ['openalex:works', { published: '2026-05-02', citations: 9, authors: ['Ada Lin'] }],
    ['s2:works', { published: '2026', citations: 11, authors: ['Ada Lin'], arxivId: '2605.01234' }],
  ])('%s tells what a paper lacks', async (name, fields) => {
    const record = await enricher(name).find(known);
    expect(record).toMatchObject({
      isNew: false,
      paper: { doi, title: 'Ants Count', abstract, publication: { venue: 'Annals of Ants' }, ...fields },
    });
    expect(await enricher(name).find({ ...known, doi: '10.1234/none' })).toBeUndefined();
  });
  it('Crossref tells of which publication a preprint is', async () => {
    expect((await enricher('crossref:works').find(known))?.otherDois).toEqual(['10.5555/journal.1']);
    expect(server.requests.find(({ path }) => path.startsWith('/crossref'))?.path).toContain(
      'mailto=ada%40example.org',
    );
  });
  it('a refused key is an error, not an unknown paper', async () => {
    await expect(enricher('s2:works', {}).find(known)).rejects.toMatchObject({ problem: 'refused' });
  });
  it('a work that answers to another DOI is another work, and JSON of another kind an error', async () => {
    server.on('/openalex/works/doi:10.1%2Fx', { body: '{}' });
    server.on('/openalex/works/doi:10.1234%2Fx', {
      body: JSON.stringify({ id: 'W2', doi: 'https://doi.org/10.1234/y', title: 'Y' }),
    });
    server.on('/openalex/works/doi:10.1234%2Fz', { body: '[]' });
    expect(await enricher('openalex:works').find({ ...known, doi: '10.1234/x' })).toBeUndefined();
    await expect(enricher('openalex:works').find({ ...known, doi: '10.1234/z' })).rejects.toBeInstanceOf(
      FeedError,
    );
  });
});

describe('by title', () => {
  it.each(['arxiv:titles', 'huggingface:titles'])('%s knows a paper of exactly that title', async (name) => {
    const found = await enricher(name).find(
      samplePaper({ id: 'p', title: 'Non-invasive ants – a study of “steps”' }),
    );
    expect(found?.paper).toMatchObject({ arxivId: '2605.00001', authors: ['Ada Lin'] });
    expect(await enricher(name).find(samplePaper({ id: 'p', title: 'Non-Invasive Ants' }))).toBeUndefined();
  });
  it('several papers of one title are none', async () => {
    expect(
      await enricher('arxiv:titles').find(samplePaper({ id: 'p', title: 'Twice Told' })),
    ).toBeUndefined();
    expect(await enricher('arxiv:titles').find(samplePaper({ id: 'p', title: '…' }))).toBeUndefined();
  });
});

describe('answers with holes', () => {
  const works = [
    { DOI: '10.1/x' },
    { DOI: '10.1/x', title: [], author: [null, {}, { family: 'Lin' }], issued: { 'date-parts': [[null]] } },
    {
      DOI: '10.1/x',
      title: 'text',
      author: 'Lin',
      abstract: 7,
      relation: { 'has-preprint': 'x' },
      issued: {},
    },
    { DOI: '10.1/x', relation: { 'has-preprint': [null, { id: 1 }, { id: '10.2/y', 'id-type': 'doi' }] } },
  ];
  it.each(works)('Crossref: %j', (message) => {
    const read = parseCrossref({ message });
    expect(read?.doi).toBe('10.1/x');
    expect(read?.published).toBeUndefined();
  });
  it('of other kinds are not read', () => {
    for (const answer of [undefined, null, 7, 'text', [], {}, { message: {} }]) {
      expect(parseCrossref(answer)).toBeUndefined();
      expect(parseOpenalex(answer)).toBeUndefined();
      expect(parseSemanticScholar(answer)).toBeUndefined();
    }
  });
  it('an abstract by places of words stays within bounds', () => {
    expect(textOfIndex({ We: [0, 2], show: [1], '!': [-1, 1e9] })).toBe('We show We');
    expect(textOfIndex({ Abstract: [0], Ants: [1], walk: [2] })).toBe('Ants walk');
    expect(textOfIndex({})).toBe('');
  });
});
