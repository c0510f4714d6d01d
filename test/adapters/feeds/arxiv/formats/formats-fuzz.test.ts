import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArxivApi, parseArxivFeed } from '../../../../../adapters/feeds/arxiv/formats/parse-feed.ts';
import { parseOai } from '../../../../../adapters/feeds/arxiv/formats/parse-oai.ts';
import { parseHuggingfaceDay } from '../../../../../adapters/feeds/huggingface/parse-day.ts';
import { detectXmlFormat } from '../../../../../src/app/compose/file-formats.ts';
import type { PaperRecord } from '../../../../../src/corpus/record.ts';
import { FeedError } from '../../../../../src/errors.ts';
import { readFixture } from '../../../../support/fixtures/feeds/read-fixture.ts';
import { tries } from '../../../../support/tries.ts';

const options = { source: 'x' };
const runs = tries(300);

const xml = [
  { name: 'arxiv-rss.xml', tag: 'item', parse: (text: string) => parseArxivFeed(text, options) },
  { name: 'arxiv-atom.xml', tag: 'entry', parse: (text: string) => parseArxivFeed(text, options) },
  { name: 'arxiv-api-2025.xml', tag: 'entry', parse: (text: string) => parseArxivApi(text, options) },
  { name: 'arxiv-api-2026.xml', tag: 'a:entry', parse: (text: string) => parseArxivApi(text, options) },
  { name: 'oai-arxiv.xml', tag: 'record', parse: (text: string) => parseOai(text, options) },
  { name: 'oai-raw-2024.xml', tag: 'o:record', parse: (text: string) => parseOai(text, options) },
];

const nasty = fc.constantFrom(
  '\0',
  ']]>',
  '<!DOCTYPE x [<!ENTITY y "z">]>',
  '<!DOCTYPE',
  '<![CDATA[',
  '<!--',
  '-->',
  '<?',
  '<',
  '>',
  '</',
  '/>',
  '&',
  '&#0;',
  '&x;',
  '"',
  "'",
  '\ud800',
  '\uffff',
  '<item>',
  '</item>',
  '<entry ',
  '</entry>',
  '<record>',
  '</record>',
  '</channel>',
  '</feed>',
  '<x xmlns="urn:x">',
  '<a>'.repeat(100),
  '9'.repeat(400),
  '('.repeat(2000),
  '\u0085\u2028',
);

/** A change of a text: an insertion, a deletion or a replacement. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(30),
  put: fc.oneof(nasty, fc.string(), fc.constant('')),
});

const apply = (text: string, changes: readonly { at: number; length: number; put: string }[]): string =>
  changes.reduce((said, { at, length, put }) => {
    const from = Math.floor(at * said.length);
    return said.slice(0, from) + put + said.slice(from + length);
  }, text);

const idsOf = ({ records }: { readonly records: readonly PaperRecord[] }) =>
  records.map(({ paper }) => paper.arxivId);

const ifRead = <Result>(parse: () => Result): Result | undefined => {
  try {
    return parse();
  } catch (error) {
    if (error instanceof FeedError && /^unreadable|mistake$/.test(error.problem)) return undefined;
    throw error;
  }
};

describe.each(xml)('$name', ({ name, tag, parse }) => {
  const text = readFixture(name);

  it('throws nothing but FeedError for any change', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const changed = apply(text, changes);
        ifRead(() => parse(changed));
        detectXmlFormat(changed);
      }),
      runs,
    );
  });

  it('keeps every whole item of a truncated text', () => {
    const pieces = text.split(new RegExp(`(?<=</${tag}>)`));
    const tail = pieces.at(-1) ?? '';
    /** The ids of a whole document, by how many of its items have ended. */
    const whole = pieces.map((_, ended) =>
      ended === 0 ? [] : idsOf(parse(pieces.slice(0, ended).join('') + tail)),
    );
    expect(whole.at(-1)).toEqual(idsOf(parse(text)));
    expect(whole.at(-1)).not.toEqual([]);
    fc.assert(
      fc.property(fc.nat(text.length), (length) => {
        const ended = text.slice(0, length).split(`</${tag}>`).length - 1;
        expect(ifRead(() => idsOf(parse(text.slice(0, length)))) ?? []).toEqual(whole[ended]);
      }),
      runs,
    );
  });

  it('brings the items before a changed item', () => {
    const items = text.split(new RegExp(`(?<=<${tag}>)|(?=</${tag}>)`));
    const [head = ''] = items;
    const ids = idsOf(parse(text)).map((id) => id ?? '');
    fc.assert(
      fc.property(fc.nat(1000), fc.array(change, { minLength: 1, maxLength: 3 }), (which, changes) => {
        const inner = 1 + 2 * (which % ((items.length - 1) / 2));
        const changed = items
          .map((piece, index) => (index === inner ? apply(piece, changes) : piece))
          .join('');
        expect(changed.startsWith(head)).toBe(true);
        const before = ids.filter((id) => items.slice(0, inner).some((piece) => piece.includes(id)));
        expect(idsOf(parse(changed))).toEqual(expect.arrayContaining(before));
      }),
      runs,
    );
  });
});

describe('a day of Hugging Face', () => {
  const text = readFixture('huggingface-2026.json');
  const day: unknown[] = JSON.parse(text);
  const parse = (said: string) => parseHuggingfaceDay(said, { source: 'x', date: '2026-08-21' });

  /** Every place in a value, as a path. */
  const pathsOf = (value: unknown, path: readonly string[] = []): (readonly string[])[] => [
    path,
    ...(value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))
      : []),
  ];
  const put = (value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown => {
    if (key === undefined) return other;
    if (Array.isArray(value))
      return value.map((inner, index) => (String(index) === key ? put(inner, rest, other) : inner));
    const fields = value as Record<string, unknown>;
    return { ...fields, [key]: put(fields[key], rest, other) };
  };

  it('throws nothing but FeedError for any change of its text', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        ifRead(() => parse(apply(text, changes)));
      }),
      runs,
    );
  });

  it('brings the neighbour of an item with any value in any field', () => {
    const other = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(1e308, -1, 1.5, '9'.repeat(5000), '\0', '\ud800', 'https://', 'javascript:alert(1)', [
        [[[]]],
      ]),
    );
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(day[0])), other, (path, value) => {
        const changed = JSON.stringify([put(day[0], path, value), day[1]]);
        const read = parse(changed);
        expect(idsOf(read).at(-1)).toBe('2608.19802');
        expect(read.records.length + read.rejects.length + read.skipped).toBe(2);
        // What is brought can be stored.
        expect(JSON.stringify(read.records)).not.toMatch(/\\u0000|\\ud[89a-f]/);
      }),
      runs,
    );
  });

  it('can be nested as deep as it is long, and have numbers as long', () => {
    const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
    expect(ifRead(() => parse(deep))?.rejects.map(({ reason }) => reason)).toEqual(['a list, not an object']);
    const objects = `[${'{"paper":'.repeat(100_000)}1${'}'.repeat(100_000)}]`;
    expect(ifRead(() => parse(objects))?.rejects.map(({ reason }) => reason)).toEqual(['no title']);
    const large = text.replace('"upvotes": 163', `"upvotes": ${'9'.repeat(500)}`);
    expect(parse(large).records[0]?.paper).not.toHaveProperty('upvotes');
  });
});
