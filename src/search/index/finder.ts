import { type Bits, bitsWidth, hasBit, intersect, setBit, unite } from '../strict/bits.ts';
import { type Candidates, createCandidates, type WeightedTerm } from './candidates.ts';
import type { createDocuments } from './documents.ts';
import { Found } from './found.ts';
import { createGroups } from './groups.ts';
import type { Postings } from './postings/postings.ts';
import { createScorer, rarity, type ScoredTerm } from './score.ts';
import type { createTermTable } from './terms/term-table.ts';

/** Finds documents by their terms. */
export function createFinder(
  documents: ReturnType<typeof createDocuments>,
  terms: ReturnType<typeof createTermTable>,
  postings: Postings,
) {
  const found = new Found(documents);
  const groups = createGroups();
  const scorer = createScorer(postings, documents, found, groups);
  const candidates = createCandidates(found, groups, documents.id, (wanted, finding) =>
    scorer.addScores(scored(wanted, finding)),
  );

  /** @param finding only these find documents; default: all */
  function scored(wanted: readonly WeightedTerm[], finding: ReadonlySet<string> | undefined): ScoredTerm[] {
    return wanted.flatMap(({ term, weight }, place) => {
      const holders = terms.holders(term);
      if (holders === 0) return [];
      return {
        place,
        number: terms.find(term) as number,
        weight: weight * rarity(documents.size(), holders),
        finds: finding?.has(term) ?? true,
      };
    });
  }

  /** A bit for each slot. */
  const noBits = (): Bits => new Int32Array(bitsWidth(documents.texts().slots));

  function having(term: string): Bits {
    const bits = noBits();
    const number = terms.find(term);
    if (number === undefined) return bits;
    for (const { postings: list, from, to } of postings.runs(number))
      for (let i = from; i < to; i++) setBit(bits, (list[i] as number) >>> 8);
    return bits;
  }

  /** The first of some sets, after it was joined with each of the others; none for no sets. */
  function joined(
    [first = noBits(), ...others]: readonly Bits[],
    join: (bits: Bits, other: Bits) => void,
  ): Bits {
    for (const other of others) join(first, other);
    return first;
  }

  return {
    /**
     * Every document with at least one of the terms.
     * @param finding only these terms (default: all) find documents; the others add to the scores of documents that these
     *   find
     * @param withTerms false leaves `terms` empty, which is faster where there are many terms
     */
    find(wanted: readonly WeightedTerm[], finding?: ReadonlySet<string>, withTerms = true): Candidates {
      groups.clear(wanted.map(({ term }) => term));
      scorer.find(scored(wanted, finding), withTerms);
      return candidates;
    },
    /**
     * Tells whether a document has each of some words.
     * @param words the lists of terms for each: a document has the word if it has all terms of one list
     */
    holding(words: readonly (readonly (readonly string[])[])[]): (slot: number) => boolean {
      const ofWord = (lists: readonly (readonly string[])[]) =>
        joined(
          lists.map((list) => joined(list.map(having), intersect)),
          unite,
        );
      const bits = joined(words.map(ofWord), intersect);
      return (slot) => hasBit(bits, slot);
    },
    /** All documents, without scores and terms. */
    everything(): Candidates {
      groups.clear([]);
      found.clear();
      candidates.add(documents.slots());
      return candidates;
    },
  };
}
