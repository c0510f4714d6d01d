import { type AmendmentNeed, amendmentNeeds } from './amendments.ts';
import type { DecidedPaper } from './record-set.ts';

/** What a store has to write for a decided record set. */
export interface PaperWrites {
  /** New papers, in the order of their arrival. */
  readonly added: readonly DecidedPaper[];
  /** Stored papers that are another text, or no longer quiet. */
  readonly changed: readonly DecidedPaper[];
  /** Those of `changed` that were quiet and are news: they arrive again, because digests have passed their arrival. */
  readonly nowNews: readonly DecidedPaper[];
  /** Stored papers that turned out to be another one: by their ids. */
  readonly joined: readonly JoinedPapers[];
  readonly newKeys: readonly PaperKey[];
  /** Ids that records gave to papers that are stored under another id. */
  readonly otherIds: readonly JoinedPapers[];
  readonly amendments: readonly AmendmentNeed[];
}

/** Everything known of `gone` is known of `stays` from now on. */
export interface JoinedPapers {
  readonly gone: string;
  /** It did not become another paper itself. */
  readonly stays: string;
}

export interface PaperKey {
  readonly key: string;
  readonly paper: string;
}

/** Papers that need an id of their own before {@link paperWrites} is asked. */
export const newPapers = (papers: readonly DecidedPaper[]): DecidedPaper[] =>
  papers.filter(({ before, became }) => before === undefined && became === undefined);

export function paperWrites(papers: readonly DecidedPaper[]): PaperWrites {
  const staying = papers.filter(({ became }) => became === undefined);
  const changed = staying.filter(isChanged);
  return {
    added: newPapers(papers),
    changed,
    nowNews: changed.filter(({ before, quiet }) => before?.quiet && !quiet),
    joined: papers.flatMap((each) =>
      each.before === undefined || each.became === undefined
        ? []
        : [{ gone: each.paper.id, stays: lastOf(each).paper.id }],
    ),
    newKeys: staying.flatMap(({ paper, newKeys }) => [...newKeys].map((key) => ({ key, paper: paper.id }))),
    otherIds: staying.flatMap(({ paper, givenIds }) =>
      [...givenIds].filter((id) => id !== paper.id).map((id) => ({ gone: id, stays: paper.id })),
    ),
    amendments: changed.flatMap(amendmentNeeds),
  };
}

const isChanged = ({ before, paper, quiet }: DecidedPaper): boolean =>
  before !== undefined && (paper !== before.paper || quiet !== before.quiet);

function lastOf(paper: DecidedPaper): DecidedPaper {
  let last = paper;
  while (last.became !== undefined) last = last.became;
  return last;
}
