import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderMessage } from '../../../../adapters/discord/render/message.ts';
import { line, link } from '../../../../src/cards/builders.ts';
import type { Card } from '../../../../src/cards/card.ts';
import { isVisible } from '../../../../src/cards/text.ts';
import { checkMessage, flatten } from '../../../support/doubles/discord/check-message.ts';
import { createMemoryButtonLines } from '../../../support/doubles/discord/memory-button-lines.ts';
import { readMarkdown } from '../../../support/doubles/discord/read-markdown.ts';
import { arbitraryCard, arbitraryText } from '../../../support/fixtures/arbitrary-card.ts';
import { sampleEverything, sampleResults } from '../../../support/fixtures/sample-card.ts';
import { tries } from '../../../support/tries.ts';

const lines = createMemoryButtonLines();
const render = (card: Card) => renderMessage(card, { lines }).body;
const textsOf = (card: Card) =>
  flatten(render(card).components as never).flatMap(({ content }) => content ?? []);

test.each([
  ['results', sampleResults],
  ['everything', sampleEverything],
])('golden: %s', async (name, card) => {
  const shown = `${JSON.stringify(render(card), null, 2)}\n`;
  await expect(shown).toMatchFileSnapshot(`../../../golden/discord/${name}.json`);
});

test('any card becomes a message that Discord accepts', () => {
  fc.assert(
    fc.property(arbitraryCard, (card) => {
      expect(checkMessage(render(card) as never)).toEqual([]);
    }),
    tries(300),
  );
});

test('no card pings anyone', () => {
  fc.assert(
    fc.property(arbitraryCard, (card) => {
      expect(render(card).allowed_mentions).toEqual({ parse: [] });
      for (const shown of textsOf(card)) {
        expect(shown.replace(/\\\\|`[^`\n]*`/g, '')).not.toMatch(/(?<!\\)<[@#&/:a]|@(everyone|here)/);
      }
    }),
  );
});

test('hostile text is shown as it is, without any style', () => {
  fc.assert(
    fc.property(arbitraryText.filter(isVisible), (hostile) => {
      const card: Card = {
        title: 'Title',
        summary: 'x',
        tone: 'plain',
        blocks: [{ kind: 'text', line: line(hostile) }],
      };
      const [shown = ''] = textsOf(card);
      const rows = readMarkdown(shown);
      expect(rows[0]).toEqual({ kind: 'heading', runs: [{ text: 'Title', styles: [] }] });
      for (const row of rows.slice(1)) {
        expect(row.kind).toBe('plain');
        for (const run of row.runs) expect(run.styles.filter((style) => style !== 'url')).toEqual([]);
      }
      const seen = rows
        .slice(1)
        .flatMap((row) => row.runs.map((run) => run.text))
        .join('');
      expect(fold(seen)).toBe(fold(hostile));
    }),
    tries(500),
  );
});

/** Undoes what cleaning may change: white space, controls, characters of direction, lone surrogates. */
const fold = (value: string) =>
  value
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/ +/g, ' ')
    .trim();

test('a masked link keeps its label and its address apart', () => {
  const card: Card = {
    title: 't',
    summary: 's',
    tone: 'plain',
    blocks: [{ kind: 'text', line: line(link('a](https://evil.example) [b', 'https://x.org/a(b)c')) }],
  };
  expect(textsOf(card)[0]).toContain('[a\\](evil.example) \\[b](https://x.org/a%28b%29c)');
});

test('a card that is far too long says that it is cut off', () => {
  const blocks: Card['blocks'] = Array.from({ length: 200 }, (_, i) => ({
    kind: 'text',
    line: line(`Paragraph ${i} ${'word '.repeat(40)}`),
  }));
  const shown = textsOf({ title: 'Long', summary: 's', tone: 'plain', blocks });
  expect(shown.join('\n')).toMatch(/There is more/);
});

test('bodies are shortened before entries are left out', () => {
  const entries = Array.from({ length: 10 }, (_, i) => ({
    title: line(link(`Paper ${i}`, `https://arxiv.org/abs/2405.${i}`)),
    body: line('An abstract that goes on and on. '.repeat(40)),
    buttons: [{ label: 'Abstract', line: `paper ${i}` }],
  }));
  const card: Card = { title: 'T', summary: 's', tone: 'plain', blocks: [{ kind: 'entries', entries }] };
  const shown = textsOf(card).join('\n');
  for (const { title } of entries) expect(shown).toContain(`[${(title[0] as { text: string }).text}]`);
  expect(shown).toContain('An abstract that goes on');
});

test.each([
  [6, ['5 more'], false],
  [7, ['5 more'], true],
  [9, ['Next page', 'Share'], false],
])('below %i entries, %j is above them: %s', (count, labels, isAbove) => {
  const entries = Array.from({ length: count }, (_, i) => ({
    title: line(link(`Paper ${i}`, `https://arxiv.org/abs/2405.${i}`)),
    buttons: ['Save', 'Abstract'].map((label) => ({ label, line: `${label} ${i}` })),
  }));
  const card: Card = {
    title: 'New papers',
    summary: 's',
    tone: 'plain',
    blocks: [
      { kind: 'hint', line: line('12 new') },
      { kind: 'entries', entries },
      { kind: 'buttons', buttons: labels.map((label) => ({ label, line: label })) },
    ],
  };
  const [first, ...others] = render(card).components[0].components;
  const shown = flatten([first] as never);
  expect(shown.some(({ label }) => label === labels[0])).toBe(isAbove);
  expect(shown.some(({ content }) => content?.includes('12 new'))).toBe(true);
  const all = flatten([first, ...others] as never).filter(({ label }) => labels.includes(label ?? ''));
  expect(all).toHaveLength(labels.length);
});

test('a file is sent and shown under a name that is safe in an address', () => {
  const blocks: Card['blocks'] = [
    { kind: 'file', name: '../my papers.bib', text: '@article{x}' },
    { kind: 'file', name: 'huge.json', text: 'x'.repeat(9_000_000) },
  ];
  const { body, files } = renderMessage({ title: 'Export', summary: 's', tone: 'plain', blocks }, { lines });
  expect(files).toMatchObject([{ name: 'my-papers.bib', data: '@article{x}' }]);
  expect(body.attachments).toEqual([{ id: '0', filename: 'my-papers.bib' }]);
  expect(JSON.stringify(body)).toContain('attachment://my-papers.bib');
  expect(JSON.stringify(body)).toContain('huge.json: too large');
});
