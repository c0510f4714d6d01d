import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLookUps } from '../../adapters/feeds/create-feeds.ts';
import { plainText } from '../../src/cards/builders.ts';
import type { Card } from '../../src/cards/card.ts';
import { findOrGet, noPaperAnswer } from '../../src/commands/look-up/find-item.ts';
import type { Paper } from '../../src/corpus/paper.ts';
import { createGetPaper } from '../../src/intake/get-paper.ts';
import type { PaperChange } from '../../src/ports/store/intake.ts';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { type FeedServer, startFeedServer } from '../support/doubles/feeds/feed-server.ts';
import { stepClock } from '../support/doubles/feeds/with-server.ts';
import { memoryHostStore } from '../support/fakes/memory-host-store.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { readFixture } from '../support/fixtures/feeds/read-fixture.ts';
import { sampleCorpus, samplePaper } from '../support/fixtures/sample-papers.ts';

const id = '2609.30266';
const listed = `/api/query?id_list=${id}&max_results=1`;
let server: FeedServer;
let lab: ReturnType<typeof createLab>;

beforeEach(async () => {
  server = await startFeedServer();
  lab = createLab();
});
afterEach(() => server.close());

/** A store that takes everything in as new, and the commands' own way to a paper. */
function createLab(hasHosts = true) {
  const clock = stepClock();
  const changes: PaperChange[] = [];
  const index = createPaperIndex(sampleCorpus([samplePaper({ id: 'p1', arxivId: '2405.18425' })]));
  const lookUps = createLookUps({
    store: memoryHostStore(),
    clock,
    logger: silentLogger,
    sleep: clock.sleep,
    version: '1',
    contact: 'ada@example.org',
    urls: { arxivApi: `${server.url}/api/query`, huggingface: server.url },
  });
  const intakes: { source: string; quietBefore: string | undefined }[] = [];
  const getPaper = createGetPaper({
    lookUps: async () => (hasHosts ? lookUps : []),
    index,
    clock,
    logger: silentLogger,
    store: {
      latestRevision: async () => changes.length,
      changedPapers: async (after) => changes.slice(after),
      async takeIn({ source, records, quietBefore }) {
        intakes.push({ source, quietBefore });
        for (const { paper } of records)
          changes.push({ revision: changes.length + 1, id: paper.id, paper: paper as Paper });
        return { seen: 1, added: 1, merged: 0, known: 0, skipped: 0, rejected: 0 };
      },
    },
  });
  const ask = (text: string) => findOrGet(index, text, async () => ({ getPaper }));
  return { clock, index, intakes, ask };
}

const arxivHas = () => server.on(listed, { body: readFixture('arxiv-api-2026.xml') });
const wordsOf = ({ blocks }: Card) =>
  blocks.map((block) => ('line' in block ? plainText(block.line) : '')).join(' ');

describe('a paper that is not here', () => {
  it('is asked for at arXiv, taken in without being announced, and shown', async () => {
    arxivHas();
    const { item, isSure } = await lab.ask(`https://arxiv.org/abs/${id}v3`);
    expect([item?.title, isSure]).toEqual(['Agents Can Tamper With Their Own Traces', true]);
    expect(lab.intakes).toEqual([{ source: 'arxiv:look-ups', quietBefore: '9999' }]);
    expect((await lab.index.paper(id))?.id).toBe(item?.id);
    expect(server.complaints).toEqual([]);
  });
  it('is asked for once, by however many people at a time', async () => {
    arxivHas();
    const found = await Promise.all([lab.ask(id), lab.ask(id), lab.ask(`arXiv:${id}`)]);
    expect(new Set(found.map(({ item }) => item?.id)).size).toBe(1);
    await lab.ask(id);
    expect(server.requests).toHaveLength(1);
  });
  it('is asked for at Hugging Face where arXiv refuses', async () => {
    server.on(listed, { status: 503 });
    server.on(`/api/papers/${id}`, {
      body: JSON.stringify({ id, title: 'Agents', summary: 'Text.', authors: [], upvotes: 3 }),
    });
    expect((await lab.ask(id)).item).toMatchObject({ title: 'Agents', upvotes: 3, arxivId: id });
    expect(lab.intakes[0]?.source).toBe('huggingface:look-ups');
  });
});

describe('a paper that no host gives', () => {
  const empty = readFixture('arxiv-api-2026.xml').replace(/<a:entry>.*<\/a:entry>/s, '');
  it('is unknown where the hosts say so, and they are not asked again for an hour', async () => {
    server.on(listed, { body: empty });
    server.on(`/api/papers/${id}`, { status: 404, body: '{"error":"not found"}' });
    const found = await lab.ask(id);
    expect(found.missing).toEqual({ kind: 'arxiv', id, asked: 'unknown' });
    expect(wordsOf(noPaperAnswer(id, found).card)).toContain(`arXiv has no paper ${id}.`);
    await lab.ask(id);
    expect(server.requests).toHaveLength(2);
    lab.clock.pass(61 * 60_000);
    await lab.ask(id);
    expect(server.requests).toHaveLength(4);
  });
  it.each([500, 403])('is offered again where they fail with %i', async (status) => {
    server.on(/.*/, { status });
    const found = await lab.ask(id);
    expect(found.missing?.asked).toBe('failed');
    const { card } = noPaperAnswer(id, found);
    expect(wordsOf(card)).toContain(`I don’t have arXiv ${id} yet.`);
    expect(JSON.stringify(card)).toContain(`"line":"paper paper:${id}"`);
    expect(lab.intakes).toEqual([]);
  });
  it('of another kind of id is only said to be missing', async () => {
    const found = await lab.ask('https://doi.org/10.1000/other');
    expect(wordsOf(noPaperAnswer('', found).card)).toContain('I don’t have DOI 10.1000/other yet.');
    expect(server.requests).toEqual([]);
  });
});

it('nothing is claimed of arXiv where nobody is asked', async () => {
  const found = await createLab(false).ask(id);
  expect(found.missing).toEqual({ kind: 'arxiv', id });
  expect(wordsOf(noPaperAnswer(id, found).card).trim()).toBe(`I don’t have arXiv ${id} yet.`);
});

it('a paper that is here, and a title, are asked for nowhere', async () => {
  expect((await lab.ask('2405.18425')).item?.id).toBe('p1');
  await lab.ask('Paper p1');
  expect(server.requests).toEqual([]);
});
