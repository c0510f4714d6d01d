import { describe, expect, test } from 'vitest';
import { parsePage } from '../../../src/corpus/pages/parse-page.ts';
import { compactPage, parseSeed, seedText, spacedPage } from '../../support/fixtures/seed-pages.ts';
import { isThorough } from '../../support/tries.ts';

const head =
  'new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\nbyAK and the research community\n\n';
const abstract =
  'Transformers are slow on long inputs. We propose a method that keeps a small memory of past tokens and reads it back when needed. ' +
  'Experiments on three benchmarks show that it runs faster and keeps its accuracy. We release the code and the models for others to use.';
const meta = '  • 5 authors\n·\nMay 28, 2024';

const parse = (text: string) => parsePage('page.txt', text);
const titles = (text: string): readonly string[] => parse(text).papers.map(({ title }) => title);
const reasons = (text: string) => parse(text).rejects.map(({ line, reason }) => [line, reason]);

describe('other pages of this kind', () => {
  test('an abstract of several paragraphs', () => {
    const page = parse(
      `${head}Fri, Apr 21\n\nA Small Memory\n\n${abstract}\n\n${abstract}\n\nCode: https://github.com/a/b\n\n${meta}\n\nNext Title Here\n\n${abstract}\n\n${meta}`,
    );
    expect(page.rejects).toEqual([]);
    expect(page.papers.map(({ title }) => title)).toEqual(['A Small Memory', 'Next Title Here']);
    expect(page.papers[0]?.abstract).toBe(`${abstract} ${abstract} Code: https://github.com/a/b`);
    expect(page.papers[0]?.raw?.abstract).toBe(`${abstract}\n\n${abstract}\n\nCode: https://github.com/a/b`);
    expect(page.papers[0]).toMatchObject({ authorCount: 5, published: '2024-05-28' });
  });

  test('short abstracts', () => {
    const compact = `Get trending papers in your email inbox!\nSubscribeA Small Memory\nWe describe a memory.\nWhat Is a Token?\n${abstract}\nTokens at Last!\nThis paper counts tokens in three languages.\nOn Counting\n${abstract}`;
    expect(titles(compact)).toEqual(['A Small Memory', 'What Is a Token?', 'Tokens at Last!', 'On Counting']);
    const spaced = `${head}A Small Memory\n\nWe describe a memory\n\n${meta}\n\nOn Counting\n\nTokens are counted.\n\n${meta}`;
    expect(titles(spaced)).toEqual(['A Small Memory', 'On Counting']);
    expect(parse(spaced).rejects).toEqual([]);
  });

  test('a very long title, a title with a full stop, a lower-case title', () => {
    const long = `Towards ${'Very Efficient and Robust '.repeat(6)}Inference`;
    const list = [
      long,
      'Attention Is All You Need.',
      'wav2vec revisited: learning from audio without labels',
    ];
    const body = list.map((title) => `${title}\n${abstract}`).join('\n');
    expect(titles(`Get trending papers in your email inbox!\n${body}`)).toEqual(list);
    expect(
      titles(`${head}${list.map((title) => `${title}\n\n${abstract}\n\n${meta}`).join('\n\n')}`),
    ).toEqual(list);
  });

  test('buttons, numbers, pagination and footers', () => {
    const text = `${head}Friday Apr 21\n\nUpvote\n\n12\n\nA Small Memory\n\n${abstract}\n\n${meta}\n\nView all\n\nUpvote\n\n7\n\nOn Counting\n\n${abstract}\n\n${meta} 3\n\nPrevious\n\n1 2 3 … 10 Next\n\nTOS\n\nPrivacy\n`;
    const page = parse(text);
    expect(page.rejects).toEqual([]);
    expect(page.papers.map(({ title, comments }) => [title, comments])).toEqual([
      ['A Small Memory', undefined],
      ['On Counting', 3],
    ]);
  });

  test('metadata in one line, without a date, and without authors', () => {
    const text = `${head}A Small Memory\n\n${abstract}\n\n• 2 authors · Mar 3, 2023 4\n\nOn Counting\n\n${abstract}\n\n  • 3 authors\n\nOn Reading\n\n${abstract}\n\n·\nJan 2, 2022`;
    expect(
      parse(text).papers.map(({ authorCount, published, comments }) => [authorCount, published, comments]),
    ).toEqual([
      [2, '2023-03-03', 4],
      [3, undefined, undefined],
      [undefined, '2022-01-02', undefined],
    ]);
  });

  test('an organisation is not read as an abstract, nor the last line of an abstract as an organisation', () => {
    const text = `${head}A Small Memory\n\n${abstract}\n\nallenai Ai2\n·\nMar 3, 2023\n\nOn Counting\n\nTokens counted quickly\n\n·\nMar 3, 2023`;
    expect(parse(text).papers.map(({ organization, abstract }) => [organization?.name, abstract])).toEqual([
      ['Ai2', abstract],
      [undefined, 'Tokens counted quickly'],
    ]);
  });

  test('CRLF, CR and a byte order mark change nothing but raw text', () => {
    for (const file of [spacedPage, compactPage]) {
      const plain = parseSeed(file);
      expect(parsePage(file, `\ufeff${seedText(file).replaceAll('\n', '\r\n')}`)).toEqual(plain);
      expect(parsePage(file, seedText(file).replaceAll('\n', '\r'))).toEqual(plain);
    }
  });

  test('the compact page without its head', () => {
    const text = seedText(compactPage).split('\n').slice(4).join('\n');
    expect(parse(text).papers).toHaveLength(219);
  });
});

describe('dates', () => {
  const dated = (...dates: string[]): string =>
    head +
    dates
      .map((date, index) => `Title Number ${index}\n\n${abstract}\n\n  • 1 authors\n·\n${date}`)
      .join('\n\n');

  test('dates on a page without any year are left out with a warning', () => {
    const page = parse(dated('Mar 3', 'Apr 4 2'));
    expect(page.papers.map(({ published, comments }) => [published, comments])).toEqual([
      [undefined, undefined],
      [undefined, 2],
    ]);
    expect(page.warnings.map(({ line, message }) => [line, message])).toEqual([
      [15, 'dates without a year (2) are left out, as the page prints no year'],
    ]);
  });

  test('dates that no calendar has', () => {
    const page = parse(dated('Feb 30, 2024', 'Feb 29', 'Feb 29, 2024', 'Jun 31, 2023 1'));
    expect(page.papers.map(({ published }) => published)).toEqual([
      undefined,
      undefined,
      '2024-02-29',
      undefined,
    ]);
    expect(page.warnings).toHaveLength(4);
  });
});

describe('damage costs only its neighbours', () => {
  const lines = seedText(compactPage).split('\n');
  const without = (index: number) => parse(lines.toSpliced(index, 1).join('\n'));

  test('any one line missing from the compact page loses one paper', () => {
    for (let index = 4; index < lines.length; index += isThorough ? 17 : 68) {
      const page = without(index);
      expect(page.papers.length, `line ${index + 1}`).toBe(219);
      const reported = [...page.rejects, ...page.warnings];
      expect(reported.length, `line ${index + 1}`).toBe(1);
      expect(reported[0]?.line).toBeGreaterThanOrEqual(index - 1);
      expect(reported[0]?.line).toBeLessThanOrEqual(index + 2);
    }
  });

  test('a page that ends in a title', () => {
    expect(reasons(lines.slice(0, -1).join('\n'))).toEqual([
      [441, 'a title without an abstract: the page may be cut off'],
    ]);
  });

  test('a page that ends inside an abstract', () => {
    const page = parse(seedText(compactPage).slice(0, -400));
    expect(page.papers).toHaveLength(220);
    expect(page.warnings.map(({ message }) => message)).toEqual([
      'the last abstract stops inside a sentence: the page may be cut off',
    ]);
  });

  test('metadata without an abstract, and without anything', () => {
    expect(
      reasons(`${head}A Small Memory\n\n${meta}\n\n${meta}\n\nOn Counting\n\n${abstract}\n\n${meta}`),
    ).toEqual([
      [11, 'a title with metadata but without an abstract'],
      [17, 'metadata without a paper above it'],
    ]);
  });

  test('a line that is too long', () => {
    const page = parse(
      `${head}A Small Memory\n\n${abstract}\n\n${meta}\n\nOn Counting\n\n${'a b. '.repeat(5000)}\n\nOn Reading\n\n${abstract}\n\n${meta}`,
    );
    expect(page.papers.map(({ title }) => title)).toEqual(['A Small Memory', 'On Reading']);
    expect(page.rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [21, 'a line of more than 20000 characters'],
      [19, 'a title without an abstract'],
    ]);
  });

  test('a note among papers is not a paper', () => {
    const note =
      'Can memory be small?\n\nExplores whether a memory of past tokens can be small and still be useful.\n\nExplore related Read →';
    const text = `${head}A Small Memory\n\n${abstract}\n\n${meta}\n\nOn Counting\n\n${abstract}\n\n${meta}\n\n${note}\n\nOn Reading\n\n${abstract}\n\n${meta}`;
    expect(titles(text)).toEqual(['A Small Memory', 'On Counting', 'On Reading']);
    expect(reasons(text)).toEqual([[27, 'a note in a page of papers']]);
  });
});
