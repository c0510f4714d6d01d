import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { absorbRecord, newPaper } from '../../../src/corpus/identity/absorb-record.ts';
import type { Edition, Paper } from '../../../src/corpus/paper.ts';
import type { PaperRecord } from '../../../src/corpus/record.ts';
import { defined } from '../../../src/defined.ts';

const wholeAbstract =
  'We sort numbers. Then we sort them again, and it takes no longer than before. Code is at hand.';
const notice = 'This paper has been withdrawn by the author due to an error.';

const seed: Paper = {
  id: 'p1',
  title: 'Sorting: a Study',
  abstract: wholeAbstract,
  authorCount: 3,
  links: [{ kind: 'code', url: 'https://github.com/a/b' }],
  sources: [{ file: 'page.txt', line: 7 }],
};

const record = (edition: Edition, more: Partial<Paper> = {}, announced?: string): PaperRecord => ({
  paper: { ...seed, id: 'p2', links: [], sources: [{ file: edition.by, line: 1 }], edition, ...more },
  isNew: true,
  ...defined({ announced }),
});

const arxiv = (version?: number): Edition => ({ by: 'arxiv', ...defined({ version }) });
const hub: Edition = { by: 'huggingface' };
const file: Edition = { by: 'import' };

const absorb = (...records: readonly PaperRecord[]) => records.reduce(absorbRecord, seed);

it('adds the fields of a feed to a paper of a saved page', () => {
  const incoming = record(arxiv(1), {
    title: 'Sorting – A Study',
    raw: { title: 'Sorting -- A Study' },
    published: '2024-05-28',
    authors: ['A. Bee', 'C. Dee', 'E. Eff', 'G. Aitch'],
    authorCount: 4,
    arxivId: '2405.18425',
    url: 'https://arxiv.org/abs/2405.18425',
    categories: ['cs.LG'],
    links: [
      { kind: 'code', url: 'http://www.github.com/a/b/' },
      { kind: 'project', url: 'https://a.org' },
    ],
  });
  expect(absorb(incoming)).toEqual({
    ...incoming.paper,
    id: 'p1',
    links: [seed.links[0], { kind: 'project', url: 'https://a.org' }],
    sources: [
      { file: 'arxiv', line: 1 },
      { file: 'page.txt', line: 7 },
    ],
  });
});

describe('text', () => {
  const titleAfter = (...records: readonly PaperRecord[]) => absorb(...records).title;
  it('is from the source with the most trust, in any order', () => {
    const [one, two, three] = [
      record(file, { title: 'F' }),
      record(hub, { title: 'H' }),
      record(arxiv(), { title: 'A' }),
    ];
    expect([titleAfter(one, two, three), titleAfter(three, one, two), titleAfter(two, three, one)]).toEqual([
      'A',
      'A',
      'A',
    ]);
    expect(titleAfter(two, one)).toBe('H');
  });
  it('is from the latest version, or else from the later record', () => {
    expect(titleAfter(record(arxiv(2), { title: 'v2' }), record(arxiv(1), { title: 'v1' }))).toBe('v2');
    expect(titleAfter(record(arxiv(1), { title: 'v1' }), record(arxiv(2), { title: 'v2' }))).toBe('v2');
    expect(titleAfter(record(arxiv(2), { title: 'v2' }), record(arxiv(), { title: 'now' }))).toBe('now');
    expect(titleAfter(record(hub, { title: 'old' }), record(hub, { title: 'new' }))).toBe('new');
  });
  it('keeps its version where another record of the same text has none', () => {
    expect(absorb(record(arxiv(3)), record(arxiv())).edition).toEqual(arxiv(3));
    expect(absorb(record(arxiv(3)), record(arxiv(), { title: 'Changed' })).edition).toEqual(arxiv());
  });
  it('is not replaced by an empty or a cut-off one', () => {
    const [empty, cut] = [
      record(file, { abstract: '' }),
      record(arxiv(2), { abstract: `${wholeAbstract.slice(0, 30)}…` }),
    ];
    expect(absorb(empty).abstract).toBe(wholeAbstract);
    expect(absorb(cut).abstract).toBe(wholeAbstract);
    expect(absorb(record(arxiv(2), { abstract: 'We changed our minds.' })).abstract).toBe(
      'We changed our minds.',
    );
    expect(absorb(record(file, { title: 'Sorting' })).title).toBe('Sorting: a Study');
    expect(absorb(record(arxiv(2), { title: 'Sorting' })).title).toBe('Sorting');
  });
  it('comes with its own raw text, or without any', () => {
    const incoming = absorb(
      record(arxiv(1), { raw: { title: '{Sorting}: a Study', abstract: `~${wholeAbstract}` } }),
    );
    expect(incoming.raw).toEqual({ title: '{Sorting}: a Study', abstract: `~${wholeAbstract}` });
    expect(absorbRecord(incoming, record(arxiv(2)))).not.toHaveProperty('raw');
  });
});

describe('withdrawal', () => {
  const withdrawn = record(arxiv(3), { abstract: notice, withdrawn: true });
  it('keeps the abstract, whichever record comes first', () => {
    expect(absorb(withdrawn)).toMatchObject({ withdrawn: true, abstract: wholeAbstract, edition: arxiv(3) });
    expect(absorbRecord(newPaper(withdrawn), record(hub))).toMatchObject({
      withdrawn: true,
      abstract: wholeAbstract,
    });
  });
  it('lasts until a higher version is not withdrawn', () => {
    const state = (...records: readonly PaperRecord[]) => absorb(withdrawn, ...records).withdrawn;
    expect([
      state(record(arxiv(3))),
      state(record(arxiv())),
      state(record(hub)),
      state(record(arxiv(2))),
    ]).toEqual([true, true, true, true]);
    expect(state(record(arxiv(4)))).toBeUndefined();
  });
  it('of an older version does not count', () => {
    expect(absorb(record(arxiv(4)), withdrawn).withdrawn).toBeUndefined();
  });
});

test('the date is the earliest date of publication, or else of the announcement', () => {
  const day = (...records: readonly PaperRecord[]) => absorb(...records).published;
  expect(day(record(arxiv(2), {}, '2024-06-03'))).toBe('2024-06-03');
  expect(day(record(arxiv(1), {}, '2024-06-03'), record(hub, { published: '2024-05-28' }))).toBe(
    '2024-05-28',
  );
  expect(day(record(hub, { published: '2024-05-28' }), record(arxiv(2), { published: '2024-06-01' }))).toBe(
    '2024-05-28',
  );
  expect(day(record(hub, { published: '2024-05-28' }), record(arxiv(1), {}, '2024-05-20'))).toBe(
    '2024-05-28',
  );
  expect(newPaper(record(arxiv(1), {}, '2024-06-03')).published).toBe('2024-06-03');
});

test('upvotes and comments are the latest from Hugging Face, also where there are fewer', () => {
  const after = absorb(
    record(hub, { upvotes: 9, comments: 2 }),
    record(hub, { upvotes: 7 }),
    record(file, { upvotes: 1 }),
  );
  expect([after.upvotes, after.comments]).toEqual([7, 2]);
});

test('authors are from the source with the most trust, unless its list was cut off', () => {
  const three = { authors: ['A. Bee', 'C. Dee', 'E. Eff'], authorCount: 3 };
  const after = (...records: readonly PaperRecord[]) => {
    const { authors, authorCount } = absorb(...records);
    return { authors, authorCount };
  };
  expect(after(record(hub, three), record(arxiv(1), { authors: ['A. Bee'], authorCount: 1 }))).toEqual(three);
  const two = { authors: ['Anna Bee', 'Carl Dee'], authorCount: 2 };
  expect(after(record(hub, three), record(arxiv(1), two))).toEqual(two);
  expect(after(record(arxiv(1), two), record(hub, three))).toEqual(two);
});

test('the stored id, URL and arXiv id stay', () => {
  const stored = { ...seed, url: 'https://a.org/paper', arxivId: '2405.18425' };
  const after = absorbRecord(stored, record(arxiv(1), { url: 'https://arxiv.org/abs/2405.18425' }));
  expect(after).toMatchObject({ id: 'p1', url: 'https://a.org/paper', arxivId: '2405.18425' });
});

const some = <Value>(...values: readonly Value[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined });
const anyRecord = fc
  .record({
    edition: fc.constantFrom<Edition>(file, hub, arxiv(), arxiv(1), arxiv(2), arxiv(3), {
      by: 'import',
      version: 2,
    }),
    title: fc.constantFrom('Sorting: a Study', 'Sorting', 'On Sorting'),
    abstract: fc.constantFrom(
      wholeAbstract,
      wholeAbstract.slice(0, 20),
      notice,
      '',
      'We sort letters, which is another thing altogether.',
    ),
    more: fc.record({
      raw: some({ title: 'x' }, { abstract: 'y' }),
      published: some('2024-05-28', '2024-06-01'),
      authors: some(['A. Bee'], ['A. Bee', 'C. Dee', 'E. Eff'], ['Anna Bee', 'Carl Dee']),
      authorCount: some(1, 3, 9),
      upvotes: some(0, 5),
      url: some('https://a.org', 'https://b.org'),
      arxivId: some('2405.18425'),
      categories: some(['cs.LG'], ['stat.ML']),
      withdrawn: some(true as const),
      generated: some({ summary: 's' }),
    }),
    announced: some('2024-06-03'),
  })
  .map(({ edition, title, abstract, more, announced }) => {
    const known = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
    return record(edition, { title, abstract, ...known }, announced);
  });

test('absorbing a record again changes nothing, and returns the same object', () => {
  fc.assert(
    fc.property(fc.array(anyRecord, { maxLength: 4 }), anyRecord, (before, last) => {
      const once = absorbRecord(absorb(...before), last);
      expect(absorbRecord(once, last)).toBe(once);
      expect(once.id).toBe('p1');
      expect(Object.values(once)).not.toContain(undefined);
      if (once.authors && once.authorCount !== undefined)
        expect(once.authorCount).toBeGreaterThanOrEqual(once.authors.length);
    }),
  );
});

const trustDiffers = (a: PaperRecord, b: PaperRecord) => a.paper.edition?.by !== b.paper.edition?.by;
const textOf = ({ title, abstract, raw }: Paper) => ({ title, abstract, raw });

test('of two records of different trust, the text does not depend on which came first', () => {
  fc.assert(
    fc.property(anyRecord, anyRecord, (a, b) => {
      fc.pre(trustDiffers(a, b));
      expect(textOf(absorbRecord(newPaper(a), b))).toEqual(textOf(absorbRecord(newPaper(b), a)));
    }),
  );
});

test('nor does it when both are absorbed into a stored paper, if both have a whole abstract', () => {
  const isWhole = ({ paper: { abstract } }: PaperRecord) => abstract.startsWith('We') && abstract.length > 20;
  const whole = anyRecord.filter(isWhole);
  fc.assert(
    fc.property(whole, whole, (a, b) => {
      fc.pre(trustDiffers(a, b));
      expect(textOf(absorb(a, b))).toEqual(textOf(absorb(b, a)));
    }),
  );
});
