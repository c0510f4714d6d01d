import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { corpusFileName, formatCorpus, loadCorpus } from '../../../src/corpus/corpus.ts';
import {
  compactPage,
  makeSeedCorpus,
  notesPage,
  otherSpacedPage,
  parseSeed,
  seedFiles,
  seeds,
  seedText,
  spacedPage,
} from '../../support/fixtures/seed-pages.ts';
import { isThorough } from '../../support/tries.ts';

const corpus = await loadCorpus(seeds);
const made = makeSeedCorpus();
const records = seedFiles.map(parseSeed).flatMap((page) => page.papers);
const paper = (title: string) => {
  const found = corpus.papers.find((one) => one.title.startsWith(title));
  if (!found) throw new Error(`no paper ${title}`);
  return found;
};

test('the four pages hold 304 records and 298 papers, and nothing is rejected', () => {
  expect(corpus.pages.map((page) => [page.kind, page.papers, page.notes])).toEqual([
    ['notes', 0, 108],
    ['papers', 47, 0],
    ['papers', 220, 0],
    ['papers', 37, 0],
  ]);
  expect(records).toHaveLength(304);
  expect(corpus.papers).toHaveLength(298);
  expect(corpus.rejects).toEqual([]);
  expect(corpus.warnings).toHaveLength(6);
  expect(new Set(corpus.papers.map(({ id }) => id)).size).toBe(298);
  expect(new Set(corpus.notes.map(({ id }) => id)).size).toBe(108);
});

test('corpus.json is what the pages give: after a change, run `npm run seeds`', () => {
  expect(readdirSync(seeds).filter((name) => name.endsWith('.txt'))).toEqual(seedFiles);
  expect(seedText(corpusFileName)).toBe(formatCorpus(made));
});

test('the pages give the same papers in every time zone', () => {
  expect(made.papers).toEqual(corpus.papers);
  const { TZ } = process.env;
  for (const zone of isThorough ? ['UTC', 'Asia/Tokyo', 'America/Los_Angeles'] : ['America/Los_Angeles']) {
    process.env['TZ'] = zone;
    expect(makeSeedCorpus().papers, zone).toEqual(corpus.papers);
  }
  if (TZ === undefined) delete process.env['TZ'];
  else process.env['TZ'] = TZ;
});

test('the notes page claims other counts than it holds', () => {
  const counts = corpus.subtopics.map(({ id, name, claimedNotes }) => [
    name,
    claimedNotes,
    corpus.notes.filter((note) => note.subtopic === id).length,
  ]);
  expect(counts).toEqual([
    ['Reinforcement Learning', 30, 29],
    ['RL with Verifiable Rewards (RLVR)', 21, 21],
    ['Training and Fine-Tuning', 16, 16],
    ['Test-Time Compute', 16, 16],
    ['Self-Refinement and Self-Consistency', 10, 10],
    ['Reward Models', 8, 8],
    ['Inference-Time Scaling', 4, 4],
    ['Mobile and On-Device LLMs', 4, 4],
  ]);
  expect(parseSeed(notesPage).warnings.map(({ line, message }) => [line, message])).toEqual([
    [10, 'the subtopic “Reinforcement Learning” claims 30 notes, and 29 stand below it'],
    [7, 'the page claims 208 notes, and 108 stand on it'],
    [7, 'the page claims 9 sub-topics, and 8 stand on it'],
    [7, 'the page claims 636 papers, and none stand on it'],
  ]);
});

test('the first and the last note', () => {
  expect(corpus.notes[0]).toMatchObject({
    title: 'Can LLMs design reward functions for reinforcement learning?',
    subtopic: 'reinforcement-learning',
    source: { file: notesPage, line: 14 },
  });
  expect(corpus.notes.at(-1)).toMatchObject({
    title: 'Can ternary weights match full precision model performance?',
    subtopic: 'mobile-and-on-device-llms',
  });
  expect(corpus.notes.at(-1)?.description).toMatch(/^Can models trained natively .* energy costs\.$/);
});

test('every note has a question and a description', () => {
  const ends = seedText(notesPage).split('Explore related Read →').length - 1;
  expect(ends).toBe(108);
  expect(
    corpus.notes.every(({ title, description }) => title.endsWith('?') && description.length > 100),
  ).toBe(true);
});

test('six papers are on two pages, and keep their metadata and both sources', () => {
  const merged = corpus.papers.filter(({ sources }) => sources.length > 1);
  expect(merged).toHaveLength(6);
  for (const { sources } of merged)
    expect(sources.map(({ file }) => file)).toEqual([spacedPage, compactPage]);
  expect(paper('Fast and Accurate Model Scaling')).toMatchObject({
    published: '2021-03-11',
    authorCount: 3,
    comments: 1,
    sources: [
      { file: spacedPage, line: 173 },
      { file: compactPage, line: 3 },
    ],
  });
});

test('the compact page pairs every second line', () => {
  const lines = seedText(compactPage).split('\n').slice(2);
  const pairs = parseSeed(compactPage).papers.map(({ sources, title }) => [
    sources[0]?.line,
    title.length < 160,
  ]);
  expect(pairs).toEqual(Array.from({ length: 220 }, (_, index) => [3 + index * 2, true]));
  expect(lines).toHaveLength(440);
  expect(parseSeed(compactPage).papers[0]?.title).toBe('Fast and Accurate Model Scaling');
});

test('metadata: 75 author counts, 6 organisations, 81 dates', () => {
  expect(records.filter(({ authorCount }) => authorCount !== undefined)).toHaveLength(75);
  expect(records.filter(({ published }) => published !== undefined)).toHaveLength(81);
  expect(records.flatMap(({ organization }) => organization ?? [])).toEqual([
    { handle: 'Snowflake', name: 'Snowflake' },
    { handle: 'ByteDance-Seed', name: 'ByteDance Seed' },
    { handle: 'USC-MOLA-Lab', name: 'USC MOLA Lab' },
    { handle: 'AIM-Intelligence', name: 'AIM Intelligence' },
    { handle: 'kyutai', name: 'Kyutai' },
    { handle: 'schneiderkamplab', name: 'Schneider-Kamp Lab' },
  ]);
});

test('dates without a year are of the year after the latest printed', () => {
  expect(records.filter(({ published }) => published?.startsWith('2026'))).toHaveLength(17);
  expect(paper('Consistency Amplifies')).toMatchObject({ published: '2026-03-25', comments: 2 });
  expect(paper('Gaze Heads').published).toBe('2026-06-11');
  expect(paper('EfficientLLM')).toMatchObject({ published: '2025-05-19', comments: 1, authorCount: 16 });
  expect(parseSeed(otherSpacedPage).warnings.map(({ message }) => message)).toEqual([
    'dates without a year (7) are read as 2026, the year after the latest printed',
  ]);
});

test('papers without metadata get none from their neighbours', () => {
  for (const title of ['LYNX', 'Arbitrage']) {
    const parsed = records.find((one) => one.title.startsWith(title));
    expect(parsed).not.toHaveProperty('published');
    expect(parsed).not.toHaveProperty('authorCount');
  }
  const quartet = parseSeed(spacedPage).papers.find(({ title }) => title.startsWith('Quartet'));
  expect(quartet).not.toHaveProperty('published');
  expect(paper('Elucidating the Design Space').published).toBe('2025-09-22');
  expect(paper('Distortion Instead of Hallucination').published).toBe('2026-01-04');
});

test('near-equal titles are different papers', () => {
  const give = corpus.papers.filter(({ title }) => /Give Me (?:BF16|FP32)/.test(title));
  expect(new Set(give.map(({ id }) => id)).size).toBe(2);
});

test('raw text is kept only where cleaning changed it', () => {
  const title = paper('Inference Scaling FLaws');
  expect(title.raw?.title).toBe(
    'Inference Scaling scriptsizeFLaws: The Limits of LLM Resampling with Imperfect Verifiers',
  );
  expect(title.raw).not.toHaveProperty('abstract');
  for (const { raw, title, abstract } of records) {
    if (raw === undefined) continue;
    expect(Object.keys(raw).length).toBeGreaterThan(0);
    expect(raw.title).not.toBe(title);
    expect(raw.abstract).not.toBe(abstract);
  }
});

describe('links', () => {
  test.each([
    ['ViG', ['https://github.com/hustvl/ViG']],
    ['The Edge-of-Reach', ['https://github.com/anyasims/edge-of-reach']],
    ['How Many Instructions', ['https://distylai.github.io/IFScale']],
    ['Remasking', ['https://remdm.github.io']],
  ])('%s', (title, urls) => {
    expect(paper(title).links.map(({ url }) => url)).toEqual(urls);
  });

  test('repositories and project pages, without trailing punctuation', () => {
    const links = corpus.papers.flatMap((one) => one.links);
    expect(links.filter(({ kind }) => kind === 'project').map(({ url }) => url)).toEqual([
      'https://probabilistic-inference-scaling.github.io',
      'https://dojeon-ai.github.io/SimbaV2',
      'https://q-rz.github.io/p/saffron',
      'https://distylai.github.io/IFScale',
      'https://remdm.github.io',
      'https://mbreuss.github.io/MoDE_Diffusion_Policy/',
      'https://gaze.baulab.info/',
      'https://namithap10.github.io/teconerv/',
    ]);
    for (const { url } of links) expect(url).toMatch(/^https:\/\/[^\s{}]*[\w/]$/);
  });
});
