import { absorbRecord } from '../../corpus/identity/absorb-record.ts';
import type { Paper } from '../../corpus/paper.ts';
import { normalizeTitle } from '../../corpus/paper-id.ts';
import { type FormerFacts, formerFacts } from '../../corpus/paper-versions.ts';
import { isQuiet, type NewsRules, newsMs } from './news.ts';

/** A stored paper that shares at least one key with a record of the set. */
export interface StoredPaper {
  readonly paper: Paper;
  readonly arrival: number;
  /** In milliseconds since 1970. */
  readonly firstSeenAt: number;
  readonly quiet: boolean;
  /** Those of its keys that a record of the set has too. */
  readonly keys: readonly string[];
}

/** A paper while a set of records is decided; afterwards, as it must be stored. */
export interface DecidedPaper {
  /** The id of a new paper is a wish: another paper may have it. */
  paper: Paper;
  quiet: boolean;
  /** What is stored; absent for a paper that the set brings. */
  readonly before?: StoredPaper;
  /** Stored papers by their arrival, then new ones in the order of the set. */
  readonly order: number;
  /** Keys by which it is found within this set; `newKeys` are those of them that are not known to be stored. */
  readonly keys: Set<string>;
  readonly newKeys: Set<string>;
  /** The ids that records of this set gave it. */
  readonly givenIds: Set<string>;
  /** It was news for some workspaces alone, and another feed brings it as new. */
  isOpenedUp?: true;
  /** The paper that it turned out to be. */
  became?: DecidedPaper;
}

/** Arrival numbers are PostgreSQL integers, below this: new papers come after all stored ones. */
const afterStored = 2 ** 31;

/** The stored papers that records of one round may be, and those that the round adds. */
export function createRecordSet(stored: readonly StoredPaper[]) {
  const papers: DecidedPaper[] = [];
  const byKey = new Map<string, Set<DecidedPaper>>();

  function index(paper: DecidedPaper, key: string): void {
    paper.keys.add(key);
    const found = byKey.get(key);
    if (found) found.add(paper);
    else byKey.set(key, new Set([paper]));
  }

  function learnKeys(paper: DecidedPaper, keys: Iterable<string>): void {
    for (const key of keys) {
      if (paper.keys.has(key)) continue;
      paper.newKeys.add(key);
      index(paper, key);
    }
  }

  for (const before of stored) {
    const { paper, quiet, arrival: order } = before;
    const decided: DecidedPaper = { ...emptySets(), paper, quiet, before, order };
    papers.push(decided);
    for (const key of before.keys) index(decided, key);
  }

  return {
    papers: papers as readonly DecidedPaper[],
    learnKeys,
    /** Papers with one of the keys that did not become another one, in their `order`. */
    find(keys: readonly string[]): DecidedPaper[] {
      const found = new Set(keys.flatMap((key) => [...(byKey.get(key) ?? [])]));
      return [...found].sort((a, b) => a.order - b.order);
    },
    add(paper: Paper, quiet: boolean): DecidedPaper {
      const decided: DecidedPaper = { ...emptySets(), paper, quiet, order: afterStored + papers.length };
      papers.push(decided);
      return decided;
    },
    /** `gone` becomes `home`, which takes over its keys, ids and fields. */
    join(gone: DecidedPaper, home: DecidedPaper): void {
      gone.became = home;
      for (const key of gone.keys) byKey.get(key)?.delete(gone);
      learnKeys(home, gone.keys);
      for (const id of gone.givenIds) home.givenIds.add(id);
      home.paper = absorbRecord(home.paper, { paper: gone.paper, isNew: false });
      home.quiet &&= gone.quiet;
    },
  };
}

const emptySets = () => ({
  keys: new Set<string>(),
  newKeys: new Set<string>(),
  givenIds: new Set<string>(),
});

/** What a store has to write for a decided record set. */
export interface PaperWrites {
  /** New papers, in the order of their arrival. */
  readonly added: readonly DecidedPaper[];
  /** Stored papers that are another text, or no longer quiet. */
  readonly changed: readonly DecidedPaper[];
  /**
   * Those of `changed` that were quiet or for some workspaces alone, and are news: they arrive again, because digests have
   * passed their arrival.
   */
  readonly nowNews: readonly DecidedPaper[];
  /** Those of `changed` that topics look at again, because what they can ask for changed while the paper is news. */
  readonly lookedAtAgain: readonly FormerVersion[];
  /** Stored papers that turned out to be another one: by their ids. */
  readonly joined: readonly JoinedPapers[];
  readonly newKeys: readonly PaperKey[];
  /** Ids that records gave to papers that are stored under another id. */
  readonly otherIds: readonly JoinedPapers[];
  readonly amendments: readonly AmendmentNeed[];
}

/** What a paper said under an arrival number that it has no longer. */
export interface FormerVersion {
  readonly paper: string;
  readonly arrival: number;
  readonly facts: FormerFacts;
}

/** Everything known of `gone` is known of `stays` from now on. */
export interface JoinedPapers {
  readonly gone: string;
  /** It did not become another paper itself. */
  readonly stays: string;
}

/** A key that leads to a paper: two records that share one may be the same paper. */
export interface PaperKey {
  readonly key: string;
  readonly paper: string;
}

/** Papers that need an id of their own before {@link paperWrites} is asked. */
export const newPapers = (papers: readonly DecidedPaper[]): DecidedPaper[] =>
  papers.filter(({ before, became }) => before === undefined && became === undefined);

/** @param now in milliseconds since 1970 */
export function paperWrites(papers: readonly DecidedPaper[], rules: NewsRules, now: number): PaperWrites {
  const staying = papers.filter(({ became }) => became === undefined);
  const changed = staying.filter(isChanged);
  return {
    added: newPapers(papers),
    changed,
    nowNews: changed.filter(isNowNews),
    lookedAtAgain: changed.flatMap((each) => (isNowNews(each) ? [] : lookedAtAgain(each, rules, now))),
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

const isNowNews = ({ before, quiet, isOpenedUp }: DecidedPaper): boolean =>
  !quiet && (before?.quiet === true || isOpenedUp === true);

/** An import that keeps old papers quiet changes what is known of them, and announces none. */
function lookedAtAgain({ before, paper }: DecidedPaper, rules: NewsRules, now: number): FormerVersion[] {
  if (before === undefined || before.quiet || rules.areFactsOld || now - before.firstSeenAt >= newsMs)
    return [];
  const facts = isQuiet({ paper }, rules) ? undefined : formerFacts(before.paper, paper);
  return facts === undefined ? [] : [{ paper: paper.id, arrival: before.arrival, facts }];
}

function lastOf(paper: DecidedPaper): DecidedPaper {
  let last = paper;
  while (last.became !== undefined) last = last.became;
  return last;
}

/** A posted message is amended when its paper changes within so many days, in milliseconds. */
export const amendableMs = 14 * 24 * 60 * 60_000;

/** Why messages that show a paper must be amended. */
export interface AmendmentNeed {
  readonly paper: string;
  readonly reason: 'withdrawn' | 'retitled';
  /** The title that the messages show. */
  readonly title: string;
}

/** A withdrawal, or a title of other letters or digits; nothing for other changes, and for new papers. */
function amendmentNeeds({ before, paper }: DecidedPaper): AmendmentNeed[] {
  if (before === undefined) return [];
  const { title, withdrawn } = before.paper;
  if (paper.withdrawn && !withdrawn) return [{ paper: paper.id, reason: 'withdrawn', title }];
  const isRetitled = normalizeTitle(title) !== normalizeTitle(paper.title);
  return isRetitled ? [{ paper: paper.id, reason: 'retitled', title }] : [];
}
