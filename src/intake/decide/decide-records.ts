import { isDeepStrictEqual } from 'node:util';
import { absorbRecord, newPaper } from '../../corpus/identity/absorb-record.ts';
import { compareAuthors } from '../../corpus/identity/author-names.ts';
import { identityKeys, isSamePaper } from '../../corpus/identity/identity.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { PaperRecord } from '../../corpus/record.ts';
import { defined } from '../../defined.ts';
import { type Candidate, createRecordSet, type Entry } from './record-set.ts';

/** What became of a record. `known`: it said nothing new. */
export type Outcome = 'added' | 'merged' | 'known' | 'skipped';

export interface Decision {
  /** Every paper that was looked at, in the order of arrival; also those that became another one. */
  readonly entries: readonly Entry[];
  /** Of each record, in their order. */
  readonly outcomes: readonly Outcome[];
}

export interface BatchRecord {
  readonly record: PaperRecord;
  readonly keys: readonly string[];
}

export const keyRecord = (record: PaperRecord): BatchRecord => ({
  record,
  keys: identityKeys(record.paper),
});

export interface News {
  /** As in `Intake`: records of before then, or of no known date, bring quiet papers. */
  readonly quietBefore?: string;
  /** A stored quiet paper is news once a record brings it as new, unless it is from before this ISO date; never without. */
  readonly newsSince?: string;
}

/**
 * What becomes of a batch of records, given every stored paper that shares a key with one of them. It looks at the
 * papers that share a record's keys only, never at all.
 */
export function decideRecords(
  records: readonly BatchRecord[],
  candidates: readonly Candidate[],
  { quietBefore, newsSince }: News = {},
): Decision {
  const entries = createRecordSet(candidates);
  const outcomes: Outcome[] = [];
  /** New papers, by the record that brought each. */
  const broughtBy = new Map<Entry, number>();

  function bringIn({ record, keys }: BatchRecord, index: number): Outcome {
    if (!record.isNew) return 'skipped';
    const entry = entries.add(newPaper(record), isQuiet(record, quietBefore));
    entry.calledIds.add(record.paper.id);
    entries.learnKeys(entry, keys);
    broughtBy.set(entry, index);
    return 'added';
  }

  function joinOthers(home: Entry, others: readonly Entry[]): boolean {
    const joining = others.filter((other) => !contradict(home.paper, other.paper));
    for (const gone of joining) {
      entries.join(gone, home);
      const index = broughtBy.get(gone);
      if (index !== undefined) outcomes[index] = 'merged';
    }
    return joining.length > 0;
  }

  function mergeIn(home: Entry, others: readonly Entry[], { record, keys }: BatchRecord): Outcome {
    const { paper } = home;
    const joined = joinOthers(home, others);
    home.paper = absorbRecord(home.paper, record);
    home.calledIds.add(record.paper.id);
    const { quiet } = home;
    if (broughtBy.has(home)) home.quiet &&= isQuiet(record, quietBefore);
    else if (record.isNew && isSince(newsSince, home.paper)) home.quiet = false;
    entries.learnKeys(home, keys);
    if (home.paper === paper) return joined || home.quiet !== quiet ? 'merged' : 'known';
    entries.learnKeys(home, identityKeys(home.paper));
    return 'merged';
  }

  records.forEach((each, index) => {
    const [home, ...others] = entries.find(each.keys).filter((entry) => isSame(entry, each.record.paper));
    outcomes[index] = home === undefined ? bringIn(each, index) : mergeIn(home, others, each);
  });
  return { entries: entries.all, outcomes };
}

function isSame(entry: Entry, said: Paper): boolean {
  const { paper } = entry;
  if (isSamePaper(paper, said) || saysAgain(paper, said)) return true;
  return !contradict(paper, said) && (saidBefore(entry, said) || isFormerTitle(entry, said));
}

/** Too little is known of some papers to tell them apart; but what a source said before, it may say again. */
const saysAgain = (paper: Paper, said: Paper): boolean =>
  (['title', 'abstract', 'arxivId', 'doi', 'published'] as const).every(
    (field) => said[field] === undefined || said[field] === paper[field],
  ) &&
  (said.authors === undefined || isDeepStrictEqual(said.authors, paper.authors)) &&
  areSourcesOf(paper, said);

/**
 * Both the title and the beginning of the abstract once were this paper's, or the title and the line of a saved page:
 * what a page said of a paper, it says at every start, whatever became of the paper since. The name of a file or feed
 * is no such witness: all of its papers have it.
 */
function saidBefore({ paper, keys }: Entry, said: Paper): boolean {
  const { title, abstract } = textKeys(said);
  if (!keys.has(title) || compareAuthors(paper.authors, said.authors) === 'differ') return false;
  if (abstract !== undefined && keys.has(abstract)) return true;
  return said.edition === undefined && areSourcesOf(paper, said);
}

/** A paper that has another title now, and is called by the one that it had. */
function isFormerTitle({ paper, keys }: Entry, said: Paper): boolean {
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

/** Their own ids tell them apart, whatever else is the same: a record that fits both does not make them one. */
const contradict = (a: Paper, b: Paper): boolean =>
  !isSamePaper(a, b) && (differ(a.arxivId, b.arxivId) || differ(a.doi, b.doi));

const differ = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a !== b;

const isQuiet = ({ paper, announced }: PaperRecord, quietBefore: string | undefined): boolean =>
  quietBefore !== undefined && (paper.published ?? announced ?? '') < quietBefore;

/** A list that names an old paper today gives it that date if nobody knows another: its arXiv id tells. */
function isSince(date: string | undefined, { published = '', arxivId }: Paper): boolean {
  if (date === undefined || published < date) return false;
  if (arxivId === undefined) return true;
  // Ids of another form are from before 2007.
  const [, year, month] = /^(\d{2})(\d{2})\./.exec(arxivId) ?? [];
  return year !== undefined && `20${year}-${month}` >= date.slice(0, 7);
}
