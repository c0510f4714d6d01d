import type { Paper } from '../../src/corpus/paper.ts';
import type { RecordFields } from '../../src/corpus/record.ts';
import { defined } from '../../src/defined.ts';
import { editAbstract, writeAuthors } from './paper-forms.ts';
import { dropSubtitle, retitle, titleForms } from './title-forms.ts';

export interface PaperPair {
  readonly kind: string;
  readonly same: boolean;
  /** Only `tune` was looked at while the rules were made. */
  readonly half: 'tune' | 'check';
  readonly a: RecordFields;
  readonly b: RecordFields;
}

/** The paper as arXiv gives it. */
export const asArxiv = (paper: Paper): RecordFields => ({
  ...withoutId(paper),
  edition: { by: 'arxiv', version: 1 },
  arxivId: paper.arxivId ?? paper.id,
});

/** The paper as a list of references gives it. */
export const withoutId = ({ title, abstract, authors = [], published }: Paper): RecordFields => ({
  source: 'pairs',
  edition: { by: 'import' },
  isNew: true,
  title,
  abstract,
  authors,
  ...defined({ published }),
});

/**
 * Another form of a paper, under a given title.
 * @param variant 0: authors and abstract differ; 1: without authors; 2: without an abstract
 */
function otherForm(paper: Paper, title: string, variant: number, random: () => number): RecordFields {
  const { authors = [], abstract } = paper;
  return {
    ...withoutId(paper),
    title,
    abstract: variant === 2 ? '' : editAbstract(abstract, random),
    authors: variant === 1 ? [] : writeAuthors(authors, random),
  };
}

type Form = (paper: Paper, variant: number, random: () => number) => Partial<RecordFields> | undefined;

const inForms: Readonly<Record<string, Form>> = {
  ...Object.fromEntries(
    Object.entries(titleForms).map(([kind, form]): [string, Form] => [
      kind,
      (paper, variant, random) => otherForm(paper, form(paper.title, random), variant, random),
    ]),
  ),
  'subtitle dropped': (paper, variant, random) => {
    const title = dropSubtitle(paper.title);
    return title === undefined ? undefined : otherForm(paper, title, variant, random);
  },
  'abstract edited': (paper, _variant, random) => ({
    abstract: editAbstract(editAbstract(paper.abstract, random), random),
    authors: [],
  }),
  'authors written otherwise': (paper, _variant, random) => ({
    abstract: '',
    authors: writeAuthors(paper.authors ?? [], random),
  }),
  'later version': (paper, _variant, random) => ({
    title: retitle(paper.title, random),
    abstract: editAbstract(paper.abstract, random),
    arxivId: `https://arxiv.org/abs/${(paper.arxivId ?? '').replace(/^arxiv:/, '')}v2`,
  }),
  'retitled, no id': (paper, variant, random) => ({
    title: retitle(paper.title, random),
    authors: variant === 1 ? [] : writeAuthors(paper.authors ?? [], random),
  }),
  'title alone': () => ({ abstract: '', authors: [] }),
};

/** One pair of each kind from each paper. */
export function samePairs(papers: readonly Paper[], random: () => number): readonly PaperPair[] {
  return papers.flatMap((paper, index) =>
    Object.entries(inForms).flatMap(([kind, form]) => {
      const changed = form(paper, index % 3, random);
      if (changed === undefined) return [];
      const b = { ...withoutId(paper), ...changed };
      return [{ kind, same: true, half: index % 2 === 0 ? 'tune' : 'check', a: asArxiv(paper), b } as const];
    }),
  );
}
