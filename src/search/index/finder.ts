import { type Candidates, createCandidates, cutColumns, emptyColumns } from './candidates.ts';
import type { createDocuments } from './documents.ts';
import { createGroups } from './groups.ts';
import type { Postings } from './postings/postings.ts';
import { createScorer, rarity, type ScoredTerm } from './score.ts';
import type { createTermTable } from './terms/term-table.ts';

/** A term of a query, and how much a text that has it gains. */
export interface WeightedTerm {
  readonly term: string;
  readonly weight: number;
}

/** Finds documents by their terms. */
export function createFinder(
  documents: ReturnType<typeof createDocuments>,
  terms: ReturnType<typeof createTermTable>,
  postings: Postings,
) {
  const scorer = createScorer(postings, documents.lengths);

  /** @returns the scores, and the terms that some document has */
  function score(
    wanted: readonly WeightedTerm[],
    finding: ReadonlySet<string> | undefined,
    known: Iterable<number>,
  ) {
    const looked: string[] = [];
    const found: ScoredTerm[] = [];
    for (const { term, weight } of wanted) {
      const holders = terms.holders(term);
      if (holders === 0) continue;
      looked.push(term);
      found.push({
        number: terms.find(term) as number,
        weight: weight * rarity(documents.size(), holders),
        finds: finding?.has(term) ?? true,
      });
    }
    return { looked, scored: scorer.score(found, documents.texts(), known) };
  }

  return {
    /**
     * Every document with at least one of the terms.
     * @param finding only these terms (default: all) find documents; the others add to the scores of documents that these
     *   find
     * @param withTerms false leaves `terms` empty, which is faster where there are many terms
     */
    find(wanted: readonly WeightedTerm[], finding?: ReadonlySet<string>, withTerms = true): Candidates {
      const { looked, scored } = score(wanted, finding, []);
      const groups = createGroups(withTerms ? looked : [], scored.held);
      // Loops: `from` of typed arrays takes ten times as long.
      const found = emptyColumns(scored.slots.length, groups.lists);
      let size = 0;
      for (const slot of scored.slots) {
        if (documents.isGone(slot)) continue;
        found.slots[size] = slot;
        found.scores[size] = scored.scores[slot] as number;
        found.groups[size++] = groups.of(slot);
      }
      return createCandidates(documents, cutColumns(found, size));
    },
    /**
     * Candidates with higher scores where they have some of the terms, and other documents that have them, whose `terms` are
     * empty.
     * @param finding only these terms find other documents
     */
    addScores(
      known: Candidates,
      wanted: readonly WeightedTerm[],
      finding: ReadonlySet<string> | undefined,
    ): Candidates {
      const { scored } = score(wanted, finding, known.slots);
      const all = emptyColumns(known.size + scored.slots.length, [...known.lists, []]);
      all.slots.set(known.slots);
      all.groups.set(known.groups);
      let size = 0;
      for (const slot of known.slots) {
        all.scores[size] = (known.scores[size] as number) + (scored.scores[slot] as number);
        size++;
      }
      for (const slot of scored.slots) {
        if (scored.isKnown(slot) || documents.isGone(slot)) continue;
        all.slots[size] = slot;
        all.groups[size] = known.lists.length;
        all.scores[size++] = scored.scores[slot] as number;
      }
      return createCandidates(documents, cutColumns(all, size));
    },
  };
}
