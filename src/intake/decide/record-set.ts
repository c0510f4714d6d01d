import { absorbRecord } from '../../corpus/identity/absorb-record.ts';
import type { Paper } from '../../corpus/paper.ts';

/** A stored paper that shares at least one key with a record of the set. */
export interface StoredPaper {
  readonly paper: Paper;
  readonly arrival: number;
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
  /** The paper that it turned out to be. */
  became?: DecidedPaper;
}

export interface RecordSet {
  readonly papers: readonly DecidedPaper[];
  /** Papers with one of the keys that did not become another one, in their `order`. */
  find(keys: readonly string[]): DecidedPaper[];
  add(paper: Paper, quiet: boolean): DecidedPaper;
  learnKeys(paper: DecidedPaper, keys: Iterable<string>): void;
  /** `gone` becomes `home`, which takes over its keys, ids and fields. */
  join(gone: DecidedPaper, home: DecidedPaper): void;
}

/** Arrival numbers are PostgreSQL integers, below this: new papers come after all stored ones. */
const afterStored = 2 ** 31;

export function createRecordSet(stored: readonly StoredPaper[]): RecordSet {
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
    papers,
    learnKeys,
    find(keys) {
      const found = new Set(keys.flatMap((key) => [...(byKey.get(key) ?? [])]));
      return [...found].sort((a, b) => a.order - b.order);
    },
    add(paper, quiet) {
      const decided: DecidedPaper = { ...emptySets(), paper, quiet, order: afterStored + papers.length };
      papers.push(decided);
      return decided;
    },
    join(gone, home) {
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
