import { absorbRecord, newPaper } from '../../corpus/identity/absorb-record.ts';
import { identityKeys } from '../../corpus/identity/identity.ts';
import type { PaperRecord } from '../../corpus/record.ts';
import { contradict, isAbout } from './known.ts';
import { becomesNews, isQuiet, type NewsRules } from './quiet.ts';
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

export interface Decision {
  /** The stored papers that were given, by their arrival, then new ones; also those that became another one. */
  readonly papers: readonly DecidedPaper[];
  /** One for each record, in the order of the records. */
  readonly outcomes: readonly RecordOutcome[];
}

export interface KeyedRecord {
  readonly record: PaperRecord;
  /** By these the stored papers are found that it may be about. */
  readonly keys: readonly string[];
}

export const keyRecord = (record: PaperRecord): KeyedRecord => ({
  record,
  keys: identityKeys(record.paper),
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

  function joinOthers(home: DecidedPaper, others: readonly DecidedPaper[]): boolean {
    const joining = others.filter((other) => !contradict(home.paper, other.paper));
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
    const joined = joinOthers(home, others);
    home.paper = absorbRecord(home.paper, record);
    home.givenIds.add(record.paper.id);
    const { quiet } = home;
    if (broughtBy.has(home)) home.quiet &&= isQuiet(record, rules);
    else if (becomesNews(record, home.paper, rules)) home.quiet = false;
    set.learnKeys(home, keys);
    if (home.paper === paper) return joined || home.quiet !== quiet ? 'merged' : 'known';
    set.learnKeys(home, identityKeys(home.paper));
    return 'merged';
  }

  records.forEach((each, index) => {
    const [home, ...others] = set.find(each.keys).filter((paper) => isAbout(each.record.paper, paper));
    outcomes[index] = home === undefined ? bringIn(each, index) : mergeIn(home, others, each);
  });
  return { papers: set.papers, outcomes };
}
