import { isDeepStrictEqual } from 'node:util';
import { compareAuthors } from '../../corpus/identity/author-names.ts';
import { identityKeys, isSamePaper } from '../../corpus/identity/identity.ts';
import type { Paper } from '../../corpus/paper.ts';
import { defined } from '../../defined.ts';
import type { DecidedPaper } from './record-set.ts';

/** Whether what a record says is about this paper. Both share a key. */
export function isAbout(said: Paper, known: DecidedPaper): boolean {
  const { paper } = known;
  if (isSamePaper(paper, said) || repeats(said, paper)) return true;
  return !contradict(paper, said) && (wasSaidBefore(said, known) || isFormerTitle(said, known));
}

/** Their ids tell them apart, whatever else they share: a record that fits both papers does not make them one. */
export const contradict = (a: Paper, b: Paper): boolean =>
  !isSamePaper(a, b) && (differ(a.arxivId, b.arxivId) || differ(a.doi, b.doi));

const differ = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a !== b;

/** Some papers are described too briefly to tell them from others, but a source may repeat what it said. */
const repeats = (said: Paper, paper: Paper): boolean =>
  (['title', 'abstract', 'arxivId', 'doi', 'published'] as const).every(
    (field) => said[field] === undefined || said[field] === paper[field],
  ) &&
  (said.authors === undefined || isDeepStrictEqual(said.authors, paper.authors)) &&
  areSourcesOf(paper, said);

/**
 * Whether the paper once had this title together with either the beginning of this abstract, or the line of this saved
 * page: a page says the same at every start, whatever became of the paper since. The name of a file or feed is no
 * evidence, because all of its papers have it.
 */
function wasSaidBefore(said: Paper, { paper, keys }: DecidedPaper): boolean {
  const { title, abstract } = textKeys(said);
  if (!keys.has(title) || compareAuthors(paper.authors, said.authors) === 'differ') return false;
  if (abstract !== undefined && keys.has(abstract)) return true;
  return said.edition === undefined && areSourcesOf(paper, said);
}

/** Whether the paper has another title now, and the record uses the title that it had. */
function isFormerTitle(said: Paper, { paper, keys }: DecidedPaper): boolean {
  const { title } = textKeys(said);
  if (!keys.has(title) || identityKeys(paper).includes(title)) return false;
  return isSamePaper({ ...paper, title: said.title }, said);
}

function textKeys({ title, abstract }: Paper): { readonly title: string; readonly abstract?: string } {
  const [first = '', ...others] = identityKeys({ id: '', title, abstract, links: [], sources: [] });
  const ofAbstract = others.find((key) => key.startsWith('abstract:'));
  return { title: first, ...defined({ abstract: ofAbstract }) };
}

const areSourcesOf = (paper: Paper, said: Paper): boolean =>
  said.sources.every((source) => paper.sources.some((own) => isDeepStrictEqual(own, source)));
