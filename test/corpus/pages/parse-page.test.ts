import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Page } from '../../../src/corpus/pages/page.ts';
import { parsePage } from '../../../src/corpus/pages/parse-page.ts';
import { expectLinear } from '../../support/expect-linear.ts';
import {
  compactPage,
  otherSpacedPage,
  parseSeed,
  seedFiles,
  seedText,
  spacedPage,
} from '../../support/fixtures/seed-pages.ts';
import { tries } from '../../support/tries.ts';

const seeds = seedFiles.map(seedText);
const paperSeeds = [spacedPage, compactPage, otherSpacedPage];

function expectSound(page: Page, text: string): void {
  const lines = text.split(/\r\n|\r|\n/).length;
  const places = [...page.warnings, ...page.rejects, ...page.papers.flatMap(({ sources }) => sources)];
  places.push(...page.notes.map(({ source }) => source), ...page.subtopics.map(({ source }) => source));
  for (const { file, line } of places) {
    expect(file).toBe('page.txt');
    expect(Number.isInteger(line) && line >= 1 && line <= lines, `line ${line} of ${lines}`).toBe(true);
  }
  expect(page.rejects.length).toBeLessThanOrEqual(1001);
  for (const { title, abstract, published } of page.papers) {
    expect(title).not.toBe('');
    expect(abstract).not.toBe('');
    if (published !== undefined) expect(published).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
  const subtopics = new Set(page.subtopics.map(({ id }) => id));
  expect(subtopics.size).toBe(page.subtopics.length);
  for (const { subtopic, description } of page.notes) {
    expect(subtopics).toContain(subtopic);
    expect(description).not.toBe('');
  }
}

test.each([
  ['', ''],
  ['\u0000\u0001binary\u0000', 'binary'],
  ['Once upon a time\n\nthere was a page.', 'Once upon a time there was a page.'],
  ['{"papers": []}', '{"papers": []}'],
])('an unknown page is one reject that names the known kinds: %j', (text, excerpt) => {
  const page = parsePage('page.txt', text);
  expect(page).toMatchObject({ kind: 'unknown', papers: [], notes: [] });
  expect(page.rejects).toHaveLength(1);
  expect(page.rejects[0]).toMatchObject({
    line: 1,
    excerpt,
    reason: expect.stringMatching(/research notes.*papers/),
  });
});

test('the name of the file does not matter', () => {
  for (const [index, file] of seedFiles.entries()) {
    expect(parsePage('x', seeds[index] ?? '').kind).toBe(parseSeed(file).kind);
  }
});

describe('any text', () => {
  const anyLine = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '',
      '·',
      '  • 5 authors',
      'May 28, 2024 1',
      'Mar 3',
      '30 notes',
      'Explore related Read →',
      'Daily Papers',
    ),
    fc.constantFrom(
      '208 notes (primary) · 636 papers · 9 sub-topics',
      'View as',
      'kyutai Kyutai',
      'SubscribeA Title',
      '12',
    ),
    fc.constantFrom(
      'A Title of a Paper',
      'We show that it works.',
      'a'.repeat(20_001),
      `${'It works well. '.repeat(40)}`,
    ),
  );

  test('lines of every kind', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { maxLength: 60 }),
        fc.constantFrom('\n', '\r\n', '\n\n', '\r'),
        (lines, end) => {
          const text = lines.join(end);
          expectSound(parsePage('page.txt', text), text);
        },
      ),
      tries(1000),
    );
  });

  test('pages of seeds/ that were cut, joined and changed', () => {
    const place = fc.nat(1000).map((thousandth) => thousandth / 1000);
    const piece = fc
      .tuple(fc.constantFrom(...seeds), place, place)
      .map(([text, a, b]) =>
        text.slice(Math.min(a, b) * text.length, Math.max(a, b) * text.length).slice(0, 40_000),
      );
    const noise = fc.string({ unit: 'binary', maxLength: 30 });
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, noise), { maxLength: 5 }), (pieces) => {
        const text = pieces.join('');
        expectSound(parsePage('page.txt', text), text);
      }),
      tries(150, 20),
    );
  });

  test('a change in one line loses at most two papers', () => {
    const known = new Map(paperSeeds.map((file) => [file, parseSeed(file).papers.map(({ id }) => id)]));
    fc.assert(
      fc.property(
        fc.constantFrom(...paperSeeds),
        fc.nat(),
        fc.string({ unit: 'binary', maxLength: 30 }),
        (file, at, noise) => {
          const text = seedText(file);
          const place = at % text.length;
          const kept = new Set(
            parsePage(file, text.slice(0, place) + noise + text.slice(place)).papers.map(({ id }) => id),
          );
          const lost = (known.get(file) ?? []).filter((id) => !kept.has(id));
          expect(lost.length).toBeLessThanOrEqual(2);
        },
      ),
      tries(50, 6),
    );
  });
});

describe('large pages take linear time', () => {
  const unit: Readonly<Record<string, string>> = {
    'line ends': '\n',
    'carriage returns': '\r',
    'one letter': 'a',
    'short lines': 'A Title\nb.\n',
    dots: '·\n',
    'ends of notes': 'x\nExplore related Read →\n',
    'open braces': `Title\n${'{'.repeat(9000)}.\n`,
    debris: `Title\n${'1times sim mathcal{ ``x $a \\a '.repeat(500)}.\n`,
    'a compact page': seedText(compactPage),
    'a notes page': seeds[0] ?? '',
  };
  const pageOf = (name: string, count: number) => `Daily Papers\n${(unit[name] ?? '').repeat(count)}`;

  test.each(Object.keys(unit))('%s', (name) =>
    expectLinear((count) => parsePage('page.txt', pageOf(name, count))),
  );

  test.each(Object.keys(unit))('%s: at most a thousand rejects and warnings are kept', (name) => {
    const page = parsePage('page.txt', pageOf(name, 300_000 / (unit[name] ?? '').length));
    expect(page.rejects.length).toBeLessThanOrEqual(1001);
    expect(page.warnings.length).toBeLessThanOrEqual(1001);
  });
});
