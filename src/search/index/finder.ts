import { type Candidates, createCandidates, joinCandidates } from './candidates.ts';
import type { createDocuments } from './documents.ts';
import { createHeld } from './held.ts';
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
      const held = createHeld(withTerms ? looked : [], scored.held);
      // Loops: `from` of typed arrays takes ten times as long.
      const slots = new Uint32Array(scored.slots.length);
      const scores = new Float64Array(slots.length);
      const lists = new Array<readonly string[]>(slots.length);
      let size = 0;
      for (const slot of scored.slots) {
        if (documents.kind(slot) === undefined) continue;
        slots[size] = slot;
        scores[size] = scored.scores[slot] as number;
        lists[size++] = held(slot);
      }
      lists.length = size;
      return createCandidates(documents, {
        slots: slots.subarray(0, size),
        scores: scores.subarray(0, size),
        terms: lists,
      });
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
      const more = scored.slots.filter((slot) => !scored.isKnown(slot) && documents.kind(slot) !== undefined);
      const scores = known.scores.map(
        (own, place) => own + (scored.scores[known.slots[place] as number] as number),
      );
      return joinCandidates(
        documents,
        { ...known, scores },
        Array.from(more, (slot) => ({ slot, score: scored.scores[slot] as number, terms: none })),
      );
    },
  };
}

const none: readonly string[] = [];
