import { describe, expect, it } from 'vitest';
import { toBibtex } from '../../../src/commands/reading-list/to-bibtex.ts';
import { loadCorpus } from '../../../src/corpus/corpus.ts';
import type { Paper } from '../../../src/corpus/paper.ts';
import { readText } from '../../support/fakes/read-text.ts';
import { samplePaper } from '../../support/fixtures/sample-papers.ts';
import { seeds } from '../../support/fixtures/seed-pages.ts';

const entry = (fields: Partial<Paper>) => toBibtex([samplePaper({ id: 'p1', ...fields })]).join('');
const authors = (...names: string[]) => /author = \{(.*)\}/.exec(entry({ authors: names }))?.[1];

it('writes a paper of arXiv in the form that arXiv offers', () => {
  const text = entry({
    title: 'Gears & widgets',
    authors: ['Ada Lin', 'Bo Ek'],
    published: '2020-01-02',
    arxivId: '2001.01001',
    categories: ['cs.LG', 'cs.RO'],
    url: 'https://arxiv.org/abs/2001.01001',
  });
  expect(text).toBe(`@misc{lin2020gears,
  title = {{Gears \\& widgets}},
  author = {Ada Lin and Bo Ek},
  year = {2020},
  month = jan,
  day = {2},
  eprint = {2001.01001},
  archiveprefix = {arXiv},
  primaryclass = {cs.LG},
  url = {https://arxiv.org/abs/2001.01001},
  abstract = {An abstract.}
}`);
});

it('has no address where none is known, and the address of a DOI where only that is known', () => {
  expect(entry({ title: 'Undated widgets' })).not.toContain('url');
  const text = entry({ title: 'DOI only', doi: '10.1000/only_1(2)' });
  expect(text).toContain('url = {https://doi.org/10.1000/only_1(2)}');
});

it('writes what is known of a date', () => {
  expect(entry({ published: '2018' })).toMatch(/year = \{2018\},?\n(?!.*month)/s);
  expect(entry({ published: '2016-05' })).toContain('year = {2016},\n  month = may');
});

it('keeps formulas as LaTeX where that is whole, and the text without it elsewhere', async () => {
  const titleIn = async (title: string) => {
    const [read] = await readText(`@article{k, title = {${title}}, journal = {J}}`);
    return /title = \{\{(.*)\}\}/.exec(toBibtex([read as Paper]).join(''))?.[1];
  };
  expect(await titleIn('Sorting in $O(n \\log n)$ time')).toBe('Sorting in $O(n \\log n)$ time');
  expect(await titleIn('The decay of $^{40}$K')).toBe('The decay of $^{40}$K');
  expect(await titleIn('Erd\\H{o}s and $n^2$')).toBe('Erdős and n²');
  expect(await titleIn('Costs of \\$5 and 10\\%')).toBe('Costs of \\$5 and 10\\%');
});

it('writes all names with commas where one of them needs its comma', () => {
  expect(
    entry({
      authors: ['Ada Lin', 'Gabriel García Márquez'],
      familyNames: { 'Gabriel García Márquez': 'García Márquez' },
    }),
  ).toContain('author = {Lin, Ada and García Márquez, Gabriel}');
});

describe('names', () => {
  it.each([
    ['Robots and Gears Team', '{Robots and Gears Team}'],
    ['The Widget Collaboration', '{The Widget Collaboration}'],
    ['Institute of Robots', '{Institute of Robots}'],
    ['Google DeepMind', '{Google DeepMind}'],
    ['DeepSeek-AI', 'DeepSeek-AI'],
    ['Plato', 'Plato'],
    ['Ann Roe III', 'Roe, III, Ann'],
    ['Ann Roe, Jr.', 'Roe, Jr., Ann'],
    ['Aaron van den Oord', 'Aaron van den Oord'],
    ['Benjamin Van Durme', 'Van Durme, Benjamin'],
    ['Jean-Yves Le Boudec', 'Le Boudec, Jean-Yves'],
    ['Minh Le Nguyen', 'Minh Le Nguyen'],
    ['Van Nguyen', 'Van Nguyen'],
    ["Moreno D'Incà", "Moreno D'Incà"],
    ['李明', '李明'],
    ['Frank Press', 'Frank Press'],
  ])('%s is read back as it is meant: %s', (name, written) => {
    expect(authors(name)).toBe(written);
  });

  it('says that a list was cut', () => {
    expect(entry({ authors: ['Ada Lin'], authorCount: 9 })).toContain('author = {Ada Lin and others}');
  });

  it('writes “others” where the source had it', async () => {
    const [read] = await readText('@article{k, title = {A}, author = {Lin, Ada and others}, journal = {J}}');
    expect(toBibtex([read as Paper]).join('')).toContain('author = {Ada Lin and others}');
  });
});

describe('keys', () => {
  const key = (fields: Partial<Paper>) => /\{(.*),/.exec(entry(fields))?.[1];
  it.each([
    [{ title: 'On the Łódź widgets', authors: ['Søren Ørsted'], published: '2020' }, 'orsted2020lodz'],
    [{ title: 'QuIP#: Even Better', authors: ['Albert Tseng'], published: '2024-02' }, 'tseng2024quip'],
    [{ title: 'Widgets', authors: ['Aaron van den Oord'] }, 'oordwidgets'],
    [{ title: 'Widgets', authors: ['Gears Team'], published: '2021' }, 'gearsteam2021widgets'],
    [{ title: '机器人', authors: ['李明'], published: '2021' }, 'anonymous2021'],
    [{ title: '???' }, 'anonymous'],
  ])('%j has the key %s', (fields, wanted) => {
    expect(key(fields)).toBe(wanted);
  });
  it('are unique, and every paper of the saved pages has one that every reader takes', async () => {
    const { papers } = await loadCorpus(seeds);
    const keys = [
      ...toBibtex(papers)
        .join('\n')
        .matchAll(/^@\w+\{(.*),$/gm),
    ].map(([, found = '']) => found);
    expect(new Set(keys).size).toBe(298);
    expect(keys.filter((each) => !/^[a-z]+\d{4}[a-z0-9]+(?:-\d)?$/.test(each))).toEqual([]);
  });
});

it('keeps what a list of references said of where a work appeared', async () => {
  const source = `@inproceedings{k,
  title = {{Widgets \\& gears}},
  author = {Ada Lin},
  year = {2018},
  month = may,
  booktitle = {Proc. of Widgets},
  volume = {3},
  pages = {1--9},
  publisher = {W Press}
}`;
  const [read] = await readText(source);
  expect(
    toBibtex([read as Paper])
      .join('')
      .replace('lin2018widgets', 'k'),
  ).toBe(source);
});

it.each([
  ['@article{k, title={A}, journal={J. Widg.}, number={4}}', '@article{', 'journal = {J. Widg.}'],
  ['@book{k, title={A}, publisher={W Press}}', '@book{', 'publisher = {W Press}'],
  ['@phdthesis{k, title={A}, school={Town}}', '@phdthesis{', 'school = {Town}'],
])('%s is written as it was', async (source, kind, field) => {
  const [read] = await readText(source);
  const [text = ''] = toBibtex([read as Paper]);
  expect([text.startsWith(kind), text.includes(field)]).toEqual([true, true]);
});
