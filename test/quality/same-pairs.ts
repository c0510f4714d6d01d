import type { Paper } from '../../src/corpus/paper.ts';
import type { RecordFields } from '../../src/corpus/record.ts';
import { defined } from '../../src/defined.ts';
import { editAbstract, writeAuthors } from './paper-forms.ts';
import { dropSubtitle, retitle, titleForms } from './title-forms.ts';

export interface PaperPair {
  readonly kind: string;
  readonly same: boolean;
  /** The rule was made while looking at `tune` only. */
  readonly half: 'tune' | 'check';
  readonly a: RecordFields;
  readonly b: RecordFields;
}

/** The paper as arXiv has it. */
export const asArxiv = (paper: Paper): RecordFields => ({
  ...withoutId(paper),
  edition: { by: 'arxiv', version: 1 },
  arxivId: paper.arxivId ?? paper.id,
});

/** The same by somebody who does not tell its id. */
export const withoutId = ({ title, abstract, authors = [], published }: Paper): RecordFields => ({
  source: 'pairs',
  edition: { by: 'import' },
  isNew: true,
  title,
  abstract,
  authors,
  ...defined({ published }),
});

/** What else another form of a paper differs in: everything, or one of its two witnesses is missing. */
function otherForm(paper: Paper, title: string, turn: number, random: () => number): RecordFields {
  const { authors = [], abstract } = paper;
  return {
    ...withoutId(paper),
    title,
    abstract: turn === 2 ? '' : editAbstract(abstract, random),
    authors: turn === 1 ? [] : writeAuthors(authors, random),
  };
}

type Form = (paper: Paper, turn: number, random: () => number) => Partial<RecordFields> | undefined;

const inForms: Readonly<Record<string, Form>> = {
  ...Object.fromEntries(
    Object.entries(titleForms).map(([kind, form]): [string, Form] => [
      kind,
      (paper, turn, random) => otherForm(paper, form(paper.title, random), turn, random),
    ]),
  ),
  'subtitle dropped': (paper, turn, random) => {
    const title = dropSubtitle(paper.title);
    return title === undefined ? undefined : otherForm(paper, title, turn, random);
  },
  'abstract edited': (paper, _turn, random) => ({
    abstract: editAbstract(editAbstract(paper.abstract, random), random),
    authors: [],
  }),
  'authors written otherwise': (paper, _turn, random) => ({
    abstract: '',
    authors: writeAuthors(paper.authors ?? [], random),
  }),
  'later version': (paper, _turn, random) => ({
    title: retitle(paper.title, random),
    abstract: editAbstract(paper.abstract, random),
    arxivId: `https://arxiv.org/abs/${(paper.arxivId ?? '').replace(/^arxiv:/, '')}v2`,
  }),
  'retitled, no id': (paper, turn, random) => ({
    title: retitle(paper.title, random),
    authors: turn === 1 ? [] : writeAuthors(paper.authors ?? [], random),
  }),
  'title alone': () => ({ abstract: '', authors: [] }),
};

/** Pairs of each kind from each paper. */
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
