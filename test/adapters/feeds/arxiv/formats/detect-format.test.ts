import { expect, it } from 'vitest';
import { detectFormat } from '../../../../../adapters/feeds/arxiv/formats/detect-format.ts';
import { readFixture } from '../../../../support/fixtures/feeds/read-fixture.ts';

it.each([
  ['huggingface-2024.json', 'huggingface'],
  ['huggingface-2025.json', 'huggingface'],
  ['huggingface-2026.json', 'huggingface'],
  ['huggingface-python.json', 'huggingface'],
  ['huggingface-wrapped.json', 'huggingface'],
  ['arxiv-rss.xml', 'arxiv-feed'],
  ['arxiv-rss-empty.xml', 'arxiv-feed'],
  ['arxiv-rss-error.xml', 'arxiv-feed'],
  ['arxiv-atom.xml', 'arxiv-feed'],
  ['arxiv-api-2025.xml', 'arxiv-api'],
  ['arxiv-api-2026.xml', 'arxiv-api'],
  ['arxiv-api-error.xml', 'arxiv-api'],
  ['oai-arxiv.xml', 'oai'],
  ['oai-raw-2024.xml', 'oai'],
  ['oai-none.xml', 'oai'],
])('recognizes %s', (name, format) => {
  const text = readFixture(name);
  expect(detectFormat(text.slice(0, 4096))).toBe(format);
  expect(detectFormat(`\ufeff\n${text}`)).toBe(format);
});

it.each([
  '',
  '{"title":"A Paper","abstract":"x"}\n{"title":"B"}',
  '{"paper":{"title":"x"}}\n{"paper":{"title":"y"}}',
  '[{"title":"A Paper"}]',
  '@article{x, title={arXiv}}',
  '<html><title>arXiv</title>',
  '<rss version="2.0"><channel><title>News</title></channel></rss>',
  '<record><title>Not of a list</title></record>',
  'arXiv:2609.26811v1 Announce Type: new',
])('does not recognize %j', (text) => {
  expect(detectFormat(text)).toBeUndefined();
});
