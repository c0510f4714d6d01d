import { absorbRecord } from '../../corpus/identity/absorb-record.ts';
import type { Paper } from '../../corpus/paper.ts';

/** A stored paper that shares keys with some record of a batch. */
export interface Candidate {
  readonly paper: Paper;
  readonly arrival: number;
  readonly quiet: boolean;
  /** Those of its keys that were asked for. */
  readonly keys: readonly string[];
}

/** A paper while a batch is decided, and as it is after that. */
export interface Entry {
  /** The id of a new one may yet turn out to be taken. */
  paper: Paper;
  quiet: boolean;
  /** What is stored; absent for a paper that the batch brings. */
  readonly before?: Candidate;
  /** By this the papers came: stored ones by their arrival, then new ones in the order of the batch. */
  readonly order: number;
  /** Keys by which it is found in this batch; `newKeys` are not known to be stored. */
  readonly keys: Set<string>;
  readonly newKeys: Set<string>;
  /** Ids by which records called it. */
  readonly calledIds: Set<string>;
  /** It turned out to be that one. */
  became?: Entry;
}

export interface RecordSet {
  readonly all: readonly Entry[];
  /** Those that have one of the keys and did not become another one; the one that came first stands first. */
  find(keys: readonly string[]): Entry[];
  add(paper: Paper, quiet: boolean): Entry;
  learnKeys(entry: Entry, keys: Iterable<string>): void;
  /** `gone` is `home` from now on, and all that is known of it too. */
  join(gone: Entry, home: Entry): void;
}

/** Arrival numbers are PostgreSQL integers: new papers come after all of them. */
const afterStored = 2 ** 31;

export function createRecordSet(candidates: readonly Candidate[]): RecordSet {
  const all: Entry[] = [];
  const byKey = new Map<string, Set<Entry>>();

  function enter(entry: Entry, key: string): void {
    entry.keys.add(key);
    const found = byKey.get(key);
    if (found) found.add(entry);
    else byKey.set(key, new Set([entry]));
  }

  function learnKeys(entry: Entry, keys: Iterable<string>): void {
    for (const key of keys) {
      if (entry.keys.has(key)) continue;
      entry.newKeys.add(key);
      enter(entry, key);
    }
  }

  for (const before of candidates) {
    const { paper, quiet, arrival: order } = before;
    const entry: Entry = { ...emptySets(), paper, quiet, before, order };
    all.push(entry);
    for (const key of before.keys) enter(entry, key);
  }

  return {
    all,
    learnKeys,
    find(keys) {
      const found = new Set(keys.flatMap((key) => [...(byKey.get(key) ?? [])]));
      return [...found].sort((a, b) => a.order - b.order);
    },
    add(paper, quiet) {
      const entry: Entry = { ...emptySets(), paper, quiet, order: afterStored + all.length };
      all.push(entry);
      return entry;
    },
    join(gone, home) {
      gone.became = home;
      for (const key of gone.keys) byKey.get(key)?.delete(gone);
      learnKeys(home, gone.keys);
      for (const id of gone.calledIds) home.calledIds.add(id);
      home.paper = absorbRecord(home.paper, { paper: gone.paper, isNew: false });
      home.quiet &&= gone.quiet;
    },
  };
}

const emptySets = () => ({
  keys: new Set<string>(),
  newKeys: new Set<string>(),
  calledIds: new Set<string>(),
});

/** What became of it in the end. */
export function lastOf(entry: Entry): Entry {
  let last = entry;
  while (last.became !== undefined) last = last.became;
  return last;
}
