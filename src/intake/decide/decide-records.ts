import { isDeepStrictEqual } from 'node:util';
import { isPreprintDoi } from '../../corpus/doi.ts';
import { absorbRecord, newPaper } from '../../corpus/identity/absorb-record.ts';
import { compareAuthors } from '../../corpus/identity/author-names.ts';
import { identityKeys, isSamePaper } from '../../corpus/identity/identity.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { PaperRecord } from '../../corpus/record.ts';
import { defined } from '../../defined.ts';
import { becomesNews, isQuiet, type NewsRules, opensUp } from './news.ts';
import { createRecordSet, type DecidedPaper, type StoredPaper } from './record-set.ts';

/**
 * | what becomes of a record |                                                                     |
 * |--------------------------|---------------------------------------------------------------------|
 * | `added`                  | it brings a paper                                                   |
 * | `merged`                 | it changes a paper, makes two papers one, or makes a quiet one news |
 * | `known`                  | it says nothing new                                                 |
 * | `skipped`                | it is a new version of a paper that nobody knows                    |
 */
export type RecordOutcome = 'added' | 'merged' | 'known' | 'skipped';

/** What becomes of a record: a new paper, a change of a stored one, or nothing. */
export interface Decision {
  /** The stored papers that were given, by their arrival, then new ones; also those that became another one. */
  readonly papers: readonly DecidedPaper[];
  /** One for each record, in the order of the records. */
  readonly outcomes: readonly RecordOutcome[];
}

/** A record with the keys by which it may be the same paper as another. */
export interface KeyedRecord {
  readonly record: PaperRecord;
  /** By these the stored papers are found that it may be about. */
  readonly keys: readonly string[];
}

/** A record with its keys. */
export const keyRecord = (record: PaperRecord): KeyedRecord => ({
  record,
  keys: [...new Set([...identityKeys(record.paper), ...(record.otherDois ?? []).map(doiKey)])],
});

/**
 * Decides a set of records, in their order.
 * @param stored every stored paper that shares a key with one of the records, by arrival. No other paper is considered.
 */
export function decideRecords(
  records: readonly KeyedRecord[],
  stored: readonly StoredPaper[],
  rules: NewsRules = {},
): Decision {
  const set = createRecordSet(stored);
  const outcomes: RecordOutcome[] = [];
  /** New papers, by the number of the record that brought each. */
  const broughtBy = new Map<DecidedPaper, number>();

  function bringIn({ record, keys }: KeyedRecord, index: number): RecordOutcome {
    if (!record.isNew) return 'skipped';
    const brought = set.add(newPaper(record), isQuiet(record, rules));
    brought.givenIds.add(record.paper.id);
    set.learnKeys(brought, keys);
    broughtBy.set(brought, index);
    return 'added';
  }

  function joinOthers(home: DecidedPaper, others: readonly DecidedPaper[], record: PaperRecord): boolean {
    const joining = others.filter(
      (other) => !contradict(home.paper, other.paper) || areVersions(record, home.paper, other.paper),
    );
    for (const gone of joining) {
      set.join(gone, home);
      const index = broughtBy.get(gone);
      if (index !== undefined) outcomes[index] = 'merged';
    }
    return joining.length > 0;
  }

  function mergeIn(
    home: DecidedPaper,
    others: readonly DecidedPaper[],
    { record, keys }: KeyedRecord,
  ): RecordOutcome {
    const { paper } = home;
    const joined = joinOthers(home, others, record);
    home.paper = absorbRecord(home.paper, record);
    home.givenIds.add(record.paper.id);
    const { quiet } = home;
    if (broughtBy.has(home)) home.quiet &&= isQuiet(record, rules);
    else if (becomesNews(record, home.paper, rules)) home.quiet = false;
    if (home.before !== undefined && opensUp(home.before.paper, record, home.paper, rules)) {
      home.isOpenedUp = true;
      home.quiet = false;
    }
    set.learnKeys(home, keys);
    if (home.paper === paper) return joined || home.quiet !== quiet ? 'merged' : 'known';
    set.learnKeys(home, identityKeys(home.paper));
    return 'merged';
  }

  records.forEach((each, index) => {
    const [home, ...others] = set.find(each.keys).filter((paper) => isAbout(each.record, paper));
    outcomes[index] = home === undefined ? bringIn(each, index) : mergeIn(home, others, each);
  });
  return { papers: set.papers, outcomes };
}

/** Whether what a record says is about this paper. Both share a key. */
function isAbout({ paper: said, otherDois = [] }: PaperRecord, known: DecidedPaper): boolean {
  const { paper } = known;
  if (isSamePaper(paper, said) || repeats(said, paper)) return true;
  if (paper.doi !== undefined && otherDois.includes(paper.doi)) return true;
  if (isOtherDoi(said, known)) return true;
  return !contradict(paper, said) && (wasSaidBefore(said, known) || isFormerTitle(said, known));
}

/**
 * Whether the paper is known under the record's DOI, and that DOI and its own are those of a preprint and its publication:
 * somebody said that they are one work, which may have another title by now.
 */
function isOtherDoi(said: Paper, { paper, keys }: DecidedPaper): boolean {
  if (said.doi === undefined || paper.doi === undefined || said.doi === paper.doi) return false;
  return (
    keys.has(doiKey(said.doi)) &&
    isPreprintDoi(said.doi) !== isPreprintDoi(paper.doi) &&
    compareAuthors(paper.authors, said.authors) !== 'differ'
  );
}

/** Whether a record says that two papers, each under its DOI, are versions of one work. */
function areVersions({ paper, otherDois = [] }: PaperRecord, a: Paper, b: Paper): boolean {
  const dois = [paper.doi, ...otherDois];
  return [a.doi, b.doi].every((doi) => doi !== undefined && dois.includes(doi));
}

const doiKey = (doi: string): string => `doi:${doi}`;

/** Their ids tell them apart, whatever else they share: a record that fits both papers does not make them one. */
const contradict = (a: Paper, b: Paper): boolean =>
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
